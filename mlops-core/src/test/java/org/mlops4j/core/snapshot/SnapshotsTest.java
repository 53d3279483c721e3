// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Snapshot;
import org.mlops4j.data.Snapshots;
import org.mlops4j.data.Table;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.tracking.Run;

class SnapshotsTest {

    private static final Schema ROWS = Schema.of(
            Field.of("id", DataType.INT64),
            Field.nullable("at", DataType.TIMESTAMP),
            Field.nullable("x", DataType.FLOAT64),
            Field.nullable("small", DataType.FLOAT32),
            Field.nullable("flag", DataType.BOOLEAN),
            Field.nullable("text", DataType.STRING),
            Field.nullable("v", new DataType.Vector(3)));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));

    @TempDir
    private Path directory;

    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.builder()
                .directory(directory)
                .clock(now::get)
                .actor(Actor.of("ana"))
                .open();
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    @Test
    void aTableIsReadAgainToTheLastBitHoweverItCame() {
        Table all = rows(Snapshots.PAGE_ROWS + 1_000, 7);
        Snapshot saved = mlops.snapshots().save("train", all, "a test");
        assertThat(saved.dataset()).isEqualTo(DatasetRef.of("train", all, "a test"));
        assertThat(saved.pages()).hasSize(2);
        close();
        open();
        Snapshot found = mlops.snapshots().get(all.digest());
        assertThat(found).isEqualTo(saved);
        assertThat(mlops.snapshots().table(found).digest()).isEqualTo(all.digest());

        try (Snapshots.Writer writer = mlops.snapshots().begin("in pieces", ROWS, "")) {
            Random random = new Random(3);
            for (int from = 0; from < all.rowCount(); ) {
                int to = Math.min(all.rowCount(), from + random.nextInt(30_000));
                writer.add(all.slice(from, to));
                from = to;
            }
            Snapshot pieces = writer.finish();
            assertThat(pieces.pages()).isEqualTo(saved.pages());
            assertThat(pieces.dataset().digest()).isEqualTo(all.digest());
            assertThat(pieces.dataset().columns()).isEqualTo(all.columnDigests());
        }
    }

    @Test
    void ofATableThatGrewOnlyTheNewPagesAreStored() {
        Table all = rows(3 * Snapshots.PAGE_ROWS, 1);
        Snapshot first = mlops.snapshots().save("log", all.slice(0, 2 * Snapshots.PAGE_ROWS + 10), "");
        now.updateAndGet(at -> at.plusSeconds(60));
        Snapshot second = mlops.snapshots().save("log", all, "");
        assertThat(second.pages().subList(0, 2)).isEqualTo(first.pages().subList(0, 2));
        try (Stream<Digest> blobs = mlops.blobs().list()) {
            assertThat(blobs).hasSize(4);
        }
        assertThat(mlops.snapshots().named("log")).containsExactly(second, first);
        assertThat(mlops.snapshots().page(second, 1).digest())
                .isEqualTo(
                        all.slice(Snapshots.PAGE_ROWS, 2 * Snapshots.PAGE_ROWS).digest());
    }

    @Test
    void theSameRowsUnderTheSameNameAreOneSnapshot() {
        Table few = rows(10, 2);
        Snapshot first = mlops.snapshots().save("train", few, "");
        now.updateAndGet(at -> at.plusSeconds(60));
        assertThat(mlops.snapshots().save("train", few, "")).isEqualTo(first);
        Snapshot other = mlops.snapshots().save("test", few, "");
        assertThat(mlops.snapshots().named("test")).containsExactly(other);
        mlops.snapshots().remove(first, "no longer needed");
        assertThat(mlops.snapshots().find(few.digest())).contains(other);
        assertThatThrownBy(() -> mlops.snapshots().remove(first, "again"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("'train'");
    }

    @Test
    void noRowsAreASnapshotToo() {
        Table none = rows(0, 0);
        Snapshot saved = mlops.snapshots().save("none", none, "");
        assertThat(saved.pages()).isEmpty();
        assertThat(mlops.snapshots().table(saved).digest()).isEqualTo(none.digest());
    }

    @Test
    void aSweepKeepsPagesAsLongAsASnapshotNamesThem() {
        Snapshot saved = mlops.snapshots().save("train", rows(10, 4), "");
        now.updateAndGet(at -> at.plus(Duration.ofDays(30)));
        mlops.storage().sweep(mlops.storage().planSweep(Duration.ofDays(1)));
        assertThat(mlops.blobs().exists(saved.pages().get(0))).isTrue();
        mlops.snapshots().remove(saved, "no longer needed");
        mlops.storage().sweep(mlops.storage().planSweep(Duration.ofDays(1)));
        assertThatThrownBy(() -> mlops.snapshots().page(saved, 0)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aWriterThatIsNotFinishedLeavesNoSnapshot() {
        try (Snapshots.Writer writer = mlops.snapshots().begin("train", ROWS, "")) {
            writer.add(rows(5, 1));
            assertThatThrownBy(() -> writer.add(rows(5, 1).without("x")))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("cannot follow");
        }
        assertThat(mlops.snapshots().named("train")).isEmpty();
        assertThatThrownBy(() -> mlops.snapshots().begin("no\u0000name", ROWS, ""))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void aDamagedPageIsRefusedByName() throws IOException {
        Snapshot saved = mlops.snapshots().save("train", rows(100, 5), "");
        String hex = saved.pages().get(0).hex();
        Path file;
        try (Stream<Path> files = Files.walk(directory)) {
            Optional<Path> blob = files.filter(Files::isRegularFile)
                    .filter(path -> path.toString().replace("/", "").endsWith(hex))
                    .findFirst();
            file = blob.orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        assertThat(file.toFile().setWritable(true)).isTrue();
        Files.write(file, bytes);
        assertThatThrownBy(() -> mlops.snapshots().table(saved))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining(hex);
    }

    @Test
    void aRunNamesTheSnapshotItSaw() {
        Snapshot saved = mlops.snapshots().save("train", rows(20, 6), "");
        try (Run run = mlops.tracking().start("flights")) {
            run.dataset(saved.dataset());
            assertThat(mlops.tracking().load(run.id()).datasets()).isEqualTo(List.of(saved.dataset()));
        }
    }

    private static Table rows(int count, long seed) {
        Random random = new Random(seed);
        Table.Builder table = Table.builder(ROWS);
        for (int row = 0; row < count; row++) {
            table.add(
                    (long) row,
                    random.nextInt(9) == 0 ? null : Instant.ofEpochSecond(row, random.nextInt(1_000_000_000)),
                    random.nextInt(9) == 0 ? null : random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian(),
                    random.nextInt(9) == 0 ? null : random.nextFloat(),
                    random.nextInt(9) == 0 ? null : (Boolean) random.nextBoolean(),
                    random.nextInt(9) == 0 ? null : "word " + random.nextInt(50),
                    random.nextInt(9) == 0 ? null : new double[] {random.nextDouble(), 0, -0.0});
        }
        return table.build();
    }
}
