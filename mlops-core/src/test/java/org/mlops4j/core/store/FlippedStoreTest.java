// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.error.MlopsException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.OnlineStore.Entry;
import org.mlops4j.tracking.Run;

/**
 * One bit flipped in a database of a store with runs, versions, aliases and states of features: every answer is the
 * right one, or what is damaged is told by an exception, or by the verification of the audit log or the store.
 */
class FlippedStoreTest {

    /** As many places of each database are looked at in each build. */
    private static final int SAMPLE = 16;

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path scratch;

    private Path store;
    private Object right;

    @BeforeEach
    void fill() throws IOException {
        store = scratch.resolve("store");
        try (Mlops mlops = Mlops.open(store)) {
            for (int i = 0; i < 3; i++) {
                try (Run run = mlops.tracking().start("late-flights")) {
                    run.param("depth", i);
                    run.tag("team", "ml");
                    run.metric("auc", 0.7 + i / 100.0);
                    for (int step = 0; step < 100; step++) {
                        run.metric("loss", 1.0 / (step + 1), step);
                    }
                    run.artifact("notes.md", ("run " + i).getBytes(UTF_8));
                    ModelVersion version = run.register(
                            "late-flights",
                            ModelPackage.of("linear").withFile("model", ("model " + i).getBytes(UTF_8)));
                    mlops.registry().alias("late-flights", "champion").moveTo(version, "better");
                    mlops.online().put("airports", List.of(new Entry("airport-" + i, i, "delay " + i, null)));
                }
            }
        }
        right = answers();
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata.db", "series.db", "online.db"})
    void aFlippedBitIsFoundOrChangesNoAnswer(String database) throws IOException {
        // A step that is no multiple of the size of a page, so that all parts of pages are met.
        flipEvery(store.resolve(database), Math.toIntExact(Files.size(store.resolve(database)) / SAMPLE | 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata.db", "series.db", "online.db"})
    @Tag("stress")
    void aFlippedBitAtEvery64thByteIsFoundOrChangesNoAnswer(String database) throws IOException {
        flipEvery(store.resolve(database), 64);
    }

    private void flipEvery(Path database, int bytes) throws IOException {
        byte[] whole = Files.readAllBytes(database);
        int found = 0;
        List<Integer> wrong = new ArrayList<>();
        for (int at = 0; at < whole.length; at += bytes) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            Files.write(database, damaged);
            try {
                if (!answers().equals(right)) {
                    wrong.add(at);
                }
            } catch (MlopsException e) {
                assertThat(e).as("byte %d", at).hasMessageMatching("(?s).{10,}");
                found++;
            }
        }
        assertThat(wrong)
                .as("bytes whose flip gives another answer without a complaint")
                .isEmpty();
        assertThat(found).as("flips that were found").isPositive();
    }

    /** {@return all that a reader can ask, or the exception that tells what is damaged} */
    private Object answers() {
        try (Mlops mlops = Mlops.builder().readOnly(store).open()) {
            List<ModelVersion> versions = mlops.registry().versions("late-flights");
            List<Object> answers = new ArrayList<>(List.of(
                    mlops.tracking().runs("late-flights"),
                    mlops.tracking().search("late-flights", "metrics.auc > 0.7 and params.depth < 5"),
                    versions,
                    mlops.registry().search("alias = 'champion'"),
                    mlops.registry().alias("late-flights", "champion").history(),
                    mlops.audit().entries(0, 100),
                    mlops.audit().verify()));
            versions.forEach(version -> answers.add(new String(mlops.registry().read(version, "model"), UTF_8)));
            mlops.tracking().runs("late-flights").forEach(run -> {
                answers.add(mlops.tracking().metric(run.id(), "loss"));
                answers.add(mlops.tracking().latest(run.id(), "auc"));
            });
            answers.add(mlops.online().get("airports", List.of("airport-0", "airport-1", "airport-2"), NOON));
            mlops.storage().verify().requirePassed();
            return answers;
        }
    }

    @Test
    void aBitFlippedInAnyFileOfTheBlobsIsFound() throws IOException {
        List<Path> blobs;
        try (Stream<Path> walk = Files.walk(store.resolve("blobs"))) {
            blobs = walk.filter(Files::isRegularFile).toList();
        }
        assertThat(blobs).hasSizeGreaterThanOrEqualTo(6);
        for (Path blob : blobs) {
            byte[] bytes = Files.readAllBytes(blob);
            bytes[bytes.length / 2] ^= 1;
            Files.write(blob, bytes);
            try (Mlops mlops = Mlops.builder().readOnly(store).open()) {
                assertThat(mlops.storage().verify().damage())
                        .as("%s", blob.getFileName())
                        .isNotEmpty();
            }
            bytes[bytes.length / 2] ^= 1;
            Files.write(blob, bytes);
        }
        assertThat(answers()).isEqualTo(right);
    }
}
