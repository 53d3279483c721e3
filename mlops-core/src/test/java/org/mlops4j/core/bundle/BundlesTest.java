// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.bundle.ImportedBundle;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunSpec;
import org.mlops4j.tracking.RunStatus;

/** What goes from one store into another comes out of that the same, byte for byte. */
class BundlesTest {

    private static final double ODD_NAN = Double.longBitsToDouble(0x7ff8_0000_dead_beefL);

    @TempDir
    Path directory;

    private Mlops here;
    private Mlops there;

    @BeforeEach
    void open() {
        here = open("here", "ana");
        there = open("there", "ben");
        try (Run before = there.tracking().start("late-flights")) {
            before.register("late-flights", ModelPackage.of("linear").withFile("model", new byte[] {9}));
        }
    }

    private Mlops open(String store, String actor) {
        return Mlops.builder()
                .directory(directory.resolve(store))
                .actor(Actor.of(actor))
                .open();
    }

    @AfterEach
    void bothAreSound() {
        assertThat(here.audit().verify()).isPositive();
        assertThat(there.audit().verify()).isPositive();
        here.close();
        there.close();
    }

    private ModelVersion trained() {
        ModelVersion version;
        try (Run sweep = here.tracking().start(RunSpec.of("late-flights").named("sweep"));
                Run run = here.tracking()
                        .start(RunSpec.of("late-flights").named("depth 6").within(sweep.id()))) {
            run.params(Map.of("depth", 6, "eta", 0.1, "name", "größer"));
            run.tag("team", "flights");
            run.note("# Notes\nfine");
            run.dataset(
                    "train",
                    Table.builder(Schema.of(Field.of("x", DataType.FLOAT64)))
                            .add(1.0)
                            .build());
            run.metric("auc", 0.741);
            int step = 0;
            for (double odd :
                    new double[] {-0.0, Double.NaN, ODD_NAN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 0.1 + 0.2}) {
                run.metric("a/b c:d", odd, step++);
            }
            run.artifact("plots/roc.txt", "a curve".getBytes(StandardCharsets.UTF_8));
            run.artifact("empty", new byte[0]);
            version = run.register(
                    "late-flights",
                    ModelPackage.of("linear")
                            .withFile("model", "weights".getBytes(StandardCharsets.UTF_8))
                            .withFile("vocabulary/words.txt", new byte[100_000])
                            .features(Digest.of("features")));
        }
        return version;
    }

    private static SortedMap<String, Digest> files(Path bundle) throws IOException {
        SortedMap<String, Digest> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(bundle)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(bundle.relativize(file).toString(), Digest.of(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    @Test
    void aVersionAndItsRunsGoThereAndBackByteForByte() throws IOException {
        ModelVersion version = trained();
        Path sent = directory.resolve("sent");
        here.bundles().exportVersion(version, sent);
        ImportedBundle imported = there.bundles().importFrom(sent);

        assertThat(imported.runs()).containsExactly("late-flights-2", "late-flights-3");
        assertThat(imported.stored()).isEqualTo(3);
        ModelVersion arrived = imported.versions().get(0);
        assertThat(arrived.number()).isEqualTo(2);
        assertThat(arrived.digest()).isEqualTo(version.digest());
        assertThat(arrived.author()).isEqualTo(Actor.of("ana"));
        assertThat(arrived.created()).isEqualTo(version.created());
        assertThat(arrived.findRun()).contains("late-flights-3");
        assertThat(there.registry().read(arrived, "model"))
                .isEqualTo(here.registry().read(version, "model"));
        RunRecord before = here.tracking().load(version.findRun().orElseThrow());
        RunRecord after = there.tracking().load("late-flights-3");
        assertThat(after.params()).isEqualTo(before.params());
        assertThat(after.metrics()).isEqualTo(before.metrics());
        assertThat(after.datasets()).isEqualTo(before.datasets());
        assertThat(after.environment()).isEqualTo(before.environment());
        assertThat(after.findParent()).contains("late-flights-2");
        assertThat(after.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(there.tracking().metric(after.id(), "a/b c:d"))
                .extracting(MetricPoint::value)
                .map(Double::doubleToRawLongBits)
                .containsExactlyElementsOf(here.tracking().metric(before.id(), "a/b c:d").stream()
                        .map(MetricPoint::value)
                        .map(Double::doubleToRawLongBits)
                        .toList());
        assertThat(there.tracking().verify(after.id())).isEqualTo(after.seal());

        Path back = directory.resolve("back");
        there.bundles().exportVersion(arrived, back);
        assertThat(files(back)).isEqualTo(files(sent));
        assertThat(files(sent))
                .containsKeys(
                        "bundle.json",
                        "runs/1/run.json",
                        "runs/2/metrics/1.csv",
                        "runs/2/artifacts/plots/roc.txt",
                        "versions/1/version.json",
                        "versions/1/files/vocabulary/words.txt");
        assertThat(Files.readString(sent.resolve("runs/2/metrics/2.csv"))).contains(",0.741\n");
    }

    @Test
    void aZipHasTheSameFilesAndIsTheSameEachTime() throws IOException {
        ModelVersion version = trained();
        Path zip = directory.resolve("a.zip");
        here.bundles().exportVersion(version, zip);
        ModelVersion arrived = there.bundles().importFrom(zip).versions().get(0);
        there.bundles().exportVersion(arrived, directory.resolve("b.zip"));
        assertThat(Files.mismatch(zip, directory.resolve("b.zip"))).isEqualTo(-1);
        ImportedBundle fromDirectory = there.bundles().importFrom(exported(version));
        assertThat(fromDirectory.stored()).as("the zip brought it").isZero();
        assertThat(fromDirectory.versions()).containsExactly(arrived);
    }

    private Path exported(ModelVersion version) {
        Path sent = directory.resolve("sent");
        here.bundles().exportVersion(version, sent);
        return sent;
    }

    @Test
    void whatIsThereIsLeftAsItIs() {
        ModelVersion version = trained();
        Path sent = exported(version);
        long entries = here.audit().verify();
        ImportedBundle own = here.bundles().importFrom(sent);
        assertThat(own.stored()).isZero();
        assertThat(own.versions()).containsExactly(version);
        assertThat(here.audit().verify()).isEqualTo(entries);

        there.bundles().importFrom(sent);
        long after = there.audit().verify();
        assertThat(there.bundles().importFrom(sent).stored()).isZero();
        assertThat(there.audit().verify()).isEqualTo(after);
        assertThat(there.registry().versions("late-flights")).hasSize(2);
    }

    @Test
    void aRunAloneGoesWithTheRunsThatItIsAPartOf() {
        ModelVersion version = trained();
        Path sent = directory.resolve("run.zip");
        here.bundles().exportRun(version.findRun().orElseThrow(), sent);
        ImportedBundle imported = there.bundles().importFrom(sent);
        assertThat(imported.versions()).isEmpty();
        assertThat(imported.runs()).hasSize(2);
        assertThat(there.bundles().importFrom(exported(version)).stored()).isOne();
        assertThat(there.audit().about("late-flights-2"))
                .extracting(entry -> entry.action())
                .contains("run.import");
    }

    @Test
    void aVersionThatNoRunMadeGoesAlone() {
        ModelVersion version = here.registry()
                .register(
                        "m",
                        ModelPackage.of("linear")
                                .withFile("model", new byte[] {1})
                                .property("k", Document.of(1)));
        here.bundles().exportVersion(version, directory.resolve("m.zip"));
        ModelVersion arrived = there.bundles()
                .importFrom(directory.resolve("m.zip"))
                .versions()
                .get(0);
        assertThat(arrived.id()).isEqualTo("m/1");
        assertThat(arrived.findRun()).isEmpty();
    }

    @Test
    void aRunThatGoesOnIsNotExported() {
        try (Run run = here.tracking().start("e")) {
            ModelVersion version = run.register("m", ModelPackage.of("linear").withFile("model", new byte[] {1}));
            assertThatThrownBy(() -> here.bundles().exportRun(run.id(), directory.resolve("x")))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("goes on");
            assertThatThrownBy(() -> here.bundles().exportVersion(version, directory.resolve("x.zip")))
                    .isInstanceOf(ConflictException.class);
            assertThat(directory)
                    .isDirectoryNotContaining(
                            path -> path.getFileName().toString().startsWith("x"))
                    .isDirectoryNotContaining(
                            path -> path.getFileName().toString().startsWith(".part"));
        }
        assertThatThrownBy(() -> here.bundles().exportRun("none-1", directory.resolve("y")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        ModelVersion version = trained();
        Path full = Files.createDirectory(directory.resolve("full"));
        Files.writeString(full.resolve("mine"), "mine");
        Files.writeString(directory.resolve("mine.zip"), "mine");
        for (Path target : List.of(full, directory.resolve("mine.zip"))) {
            assertThatThrownBy(() -> here.bundles().exportVersion(version, target))
                    .isInstanceOf(AlreadyExistsException.class);
        }
        assertThat(Files.readString(directory.resolve("mine.zip"))).isEqualTo("mine");
        assertThat(full.resolve("mine")).hasContent("mine");
    }

    @Test
    void timesAreThoseOfTheRunAndNotOfTheImport() {
        ModelVersion version = trained();
        Instant before = here.tracking().load("late-flights-2").started();
        String run = there.bundles().importFrom(exported(version)).runs().get(1);
        assertThat(there.tracking().load(run).started()).isEqualTo(before);
    }
}
