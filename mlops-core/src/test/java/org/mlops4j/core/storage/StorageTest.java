// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.MetadataReader.Change;
import org.mlops4j.spi.SeriesStore.Point;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.storage.CopyReport;
import org.mlops4j.storage.Hold;
import org.mlops4j.storage.Storage;
import org.mlops4j.storage.StoredBlob;
import org.mlops4j.storage.SweepPlan;
import org.mlops4j.storage.Verification;
import org.mlops4j.tracking.Run;

class StorageTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Schema LABELS =
            Schema.of(Field.of("at", DataType.TIMESTAMP), Field.of("value", DataType.FLOAT64));

    @TempDir
    private Path scratch;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = open("store");
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    @Test
    void aSoundStoreIsVerifiedWhole() {
        fill(mlops);
        Verification found = mlops.storage().verify();
        assertThat(found.damage()).isEmpty();
        assertThat(found.checked()).isGreaterThan(20);
        assertThat(found.requirePassed()).isSameAs(found);
    }

    @Test
    void everyDamageIsNamed() throws IOException {
        ModelVersion version = fill(mlops);
        Digest model = version.manifest().files().get(0).digest();
        Digest other = mlops.blobs().put(bytes("to be damaged"));
        mlops.blobs().delete(model);
        Files.write(blobFile(other), bytes("damaged"));
        mlops.metadata().write(w -> w.delete("alias-history", "none") || w.delete("audit", "0000000000000000001"));
        assertThat(mlops.storage().verify().damage())
                .anyMatch(text -> text.contains("of churn version 1 is missing") && text.contains(model.hex()))
                .anyMatch(text -> text.contains(other.hex()))
                .anyMatch(text -> text.contains("audit"))
                .hasSize(3);
    }

    @Test
    void aRunThatWasAlteredAndAnArtifactThatIsGoneAreNamed() {
        Digest plot;
        try (Run run = mlops.tracking().start("sound");
                Run other = mlops.tracking().start("altered")) {
            plot = run.artifact("plots/roc.png", bytes("a plot"));
            run.metric("auc", 0.7);
            other.metric("auc", 0.7);
        }
        assertThat(mlops.storage().verify().damage()).isEmpty();
        mlops.series().append(List.of(new Point("run/altered-1/auc", 7, NOON, 0.9)));
        mlops.blobs().delete(plot);
        assertThat(mlops.storage().verify().damage())
                .anyMatch(text -> text.contains("metrics of run 'altered-1' were altered after its end"))
                .anyMatch(text -> text.contains("artifact 'plots/roc.png' of run sound-1 is missing")
                        && text.contains(plot.hex()))
                .hasSize(2);
    }

    @Test
    void aSweepTakesWhatNothingRefersToAndNothingElse() {
        ModelVersion version = fill(mlops);
        Digest artifact;
        try (Run run = mlops.tracking().start("sweeps")) {
            artifact = run.artifact("plot", bytes("a plot"));
        }
        Digest custom = mlops.blobs().put(bytes("of a kind of document that a user made"));
        mlops.metadata()
                .write(w -> w.put(
                        "custom", "1", Document.object().with("see", "sha256:" + custom.hex() + " there"), Map.of()));
        Digest unused = mlops.blobs().put(bytes("a failed upload"));
        now.set(NOON.plus(Duration.ofDays(2)));
        Digest young = mlops.blobs().put(bytes("an upload that goes on"));

        SweepPlan plan = mlops.storage().planSweep(Storage.DEFAULT_AGE);
        assertThat(plan.unused()).extracting(StoredBlob::digest).containsExactly(unused);
        assertThat(plan.bytes()).isEqualTo("a failed upload".length());
        assertThat(mlops.blobs().exists(unused)).isTrue();

        assertThat(mlops.storage().sweep(plan).unused()).isEqualTo(plan.unused());
        assertThat(mlops.blobs().exists(unused)).isFalse();
        for (Digest kept : List.of(
                artifact, custom, young, version.manifest().files().get(0).digest())) {
            assertThat(mlops.blobs().exists(kept)).isTrue();
        }
        assertThat(mlops.storage().planSweep(Storage.DEFAULT_AGE).unused()).isEmpty();
        assertThat(mlops.storage().verify().damage()).isEmpty();
        assertThat(mlops.audit().about("blobs")).hasSize(1);
    }

    @Test
    void whatIsUsedHeldOrPutAgainAfterThePlanStays() {
        Digest used = mlops.blobs().put(bytes("used"));
        Digest held = mlops.blobs().put(bytes("held"));
        Digest again = mlops.blobs().put(bytes("put again"));
        Digest unused = mlops.blobs().put(bytes("unused"));
        now.set(NOON.plus(Duration.ofDays(2)));
        SweepPlan plan = mlops.storage().planSweep(Duration.ofHours(1));
        assertThat(plan.unused()).hasSize(4);
        mlops.metadata().write(w -> w.put("custom", "1", Document.of(used.hex()), Map.of()));
        mlops.storage().hold(held, "case 17");
        mlops.blobs().put(bytes("put again"));
        assertThat(mlops.storage().sweep(plan).unused())
                .extracting(StoredBlob::digest)
                .containsExactly(unused);
        assertThat(mlops.blobs().exists(again)).isTrue();
    }

    @Test
    void aHoldKeepsABlobUntilItIsReleased() {
        Digest blob = mlops.blobs().put(bytes("evidence"));
        Hold hold = mlops.as(Actor.of("counsel")).storage().hold(blob, "case 17");
        assertThat(hold).isEqualTo(new Hold(blob, "case 17", Actor.of("counsel"), NOON));
        assertThat(mlops.storage().holds()).containsExactly(hold);
        assertThatThrownBy(() -> mlops.storage().hold(blob, "again")).isInstanceOf(AlreadyExistsException.class);
        now.set(NOON.plus(Duration.ofDays(400)));
        assertThat(mlops.storage().planSweep(Storage.DEFAULT_AGE).unused()).isEmpty();
        mlops.storage().release(blob, "case closed");
        assertThatThrownBy(() -> mlops.storage().release(blob, "again")).isInstanceOf(NotFoundException.class);
        assertThat(mlops.storage().holds()).isEmpty();
        assertThat(mlops.storage().planSweep(Storage.DEFAULT_AGE).unused()).hasSize(1);
        assertThat(mlops.audit().about(blob.hex())).hasSize(2);
    }

    @Test
    void aSweepOfFreshBlobsIsRefused() {
        assertThatThrownBy(() -> mlops.storage().planSweep(Duration.ofMinutes(59)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBackupTakenUnderLoadIsAWholeStore() throws Exception {
        fill(mlops);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger registered = new AtomicInteger();
        ExecutorService writers = Executors.newFixedThreadPool(2);
        List<Future<?>> writing = new ArrayList<>();
        for (String model : List.of("a", "b")) {
            writing.add(writers.submit(() -> {
                while (!stop.get()) {
                    String content = model + registered.incrementAndGet();
                    mlops.registry().register(model, ModelPackage.of("linear").withFile("model", bytes(content)));
                }
            }));
        }
        while (registered.get() < 20) {
            Thread.onSpinWait();
        }
        int before = mlops.registry().versions("a").size();
        mlops.storage().backup(scratch.resolve("backup"));
        stop.set(true);
        for (Future<?> each : writing) {
            each.get();
        }
        writers.shutdown();
        try (Mlops copy = open("backup")) {
            assertThat(copy.storage().verify().damage()).isEmpty();
            assertThat(copy.registry().versions("a")).hasSizeGreaterThanOrEqualTo(before);
            assertThat(copy.registry().versions("churn"))
                    .isEqualTo(mlops.registry().versions("churn"));
            assertThat(copy.series().latest("s")).isEqualTo(mlops.series().latest("s"));
            assertThat(copy.events().read("labels", 0, 100).digest())
                    .isEqualTo(mlops.events().read("labels", 0, 100).digest());
        }
        assertThatThrownBy(() -> mlops.storage().backup(scratch.resolve("backup")))
                .isInstanceOf(AlreadyExistsException.class);
    }

    @Test
    void aBackupThatWasInterruptedIsNotTakenForAStore() throws IOException {
        mlops.storage().backup(scratch.resolve("backup"));
        Files.move(scratch.resolve("backup/metadata.db"), scratch.resolve("backup/metadata.db.unfinished-backup"));
        assertThatThrownBy(() -> open("backup"))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("interrupted");
    }

    @Test
    void aStoreThatIsNotAllEmbeddedSaysSo() {
        try (Mlops other = Mlops.builder()
                .directory(scratch.resolve("mixed"))
                .blobs(mlops.blobs())
                .open()) {
            assertThatThrownBy(() -> other.storage().backup(scratch.resolve("backup")))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("embedded");
        }
        mlops = open("store");
    }

    @Test
    void aCopyEqualsItsSource() {
        fill(mlops);
        mlops.metadata().write(w -> w.put("custom", "1", Document.of(1), Map.of("n", Document.of(1))));
        mlops.metadata().write(w -> w.put("custom", "1", Document.of(2), Map.of("n", Document.of(2))));
        mlops.metadata().write(w -> w.put("custom", "gone", Document.of(1), Map.of()));
        mlops.metadata().write(w -> w.delete("custom", "gone"));
        List<Point> many = new ArrayList<>();
        for (int i = 0; i < 25_000; i++) {
            many.add(new Point("long", i / 12_000, NOON.plusNanos(i), Double.NaN));
        }
        mlops.series().append(many);
        try (Mlops copy = open("copy")) {
            CopyReport report = mlops.storage().copyTo(copy);
            assertThat(report.points()).isEqualTo(25_003);
            assertThat(report.events()).isEqualTo(2);
            assertThat(report.blobs()).isPositive();
            assertThat(report.audited()).isEqualTo(mlops.audit().verify());
            List<Change> changes = mlops.metadata().read(r -> r.changes(0, 1_000));
            List<Change> copied = copy.metadata().read(r -> r.changes(0, 1_000));
            assertThat(copied).isEqualTo(changes);
            StoredDocument document =
                    copy.metadata().read(r -> r.find("custom", "1").orElseThrow());
            assertThat(document.version()).isEqualTo(2);
            assertThat(document.attributes()).containsEntry("n", Document.of(2));
            StoredDocument again = copy.metadata().write(w -> w.put("custom", "gone", Document.of(1), Map.of()));
            assertThat(again.version()).isEqualTo(2);
            assertThat(copy.registry().versions("churn"))
                    .isEqualTo(mlops.registry().versions("churn"));
            assertThat(copy.series().read("long", 0, 100_000)).isEqualTo(many);
            assertThat(copy.storage().verify().damage()).isEmpty();
            assertThatThrownBy(() -> mlops.storage().copyTo(copy)).isInstanceOf(AlreadyExistsException.class);
        }
    }

    @Test
    void aCopyOfAStoreInUseHoldsEveryFileThatItsDocumentsName() {
        fill(mlops);
        try (EmbeddedStores others = EmbeddedStores.open(scratch.resolve("copy"));
                Mlops copy = Mlops.builder()
                        .metadata(others.metadata())
                        .series(others.series())
                        .events(others.events())
                        .online(others.online())
                        .blobs(new RegisteringBlobs(others.blobs(), mlops))
                        .open()) {
            mlops.storage().copyTo(copy);
            assertThat(copy.storage().verify().damage()).isEmpty();
            assertThat(copy.registry().versions("meanwhile")).isEmpty();
        }
        assertThat(mlops.registry().versions("meanwhile")).hasSize(1);
    }

    @Test
    void anEmptyStoreCanBeCopied() {
        try (Mlops copy = open("copy")) {
            assertThat(mlops.storage().copyTo(copy)).isEqualTo(new CopyReport(0, 0, 0, 0, 0, 0, 0));
        }
    }

    /** Whenever a blob arrives, the source gets one more version of a model. */
    private record RegisteringBlobs(BlobStore blobs, Mlops source) implements BlobStore {

        @Override
        public Digest put(InputStream bytes) {
            ModelPackage contents = ModelPackage.of("linear").withFile("model", bytes("meanwhile"));
            CompletableFuture.runAsync(() -> source.registry().register("meanwhile", contents))
                    .join();
            return blobs.put(bytes);
        }

        @Override
        public InputStream open(Digest digest) {
            return blobs.open(digest);
        }

        @Override
        public Optional<StoredBlob> find(Digest digest) {
            return blobs.find(digest);
        }

        @Override
        public boolean delete(Digest digest, Instant storedBefore) {
            return blobs.delete(digest, storedBefore);
        }

        @Override
        public Stream<Digest> list() {
            return blobs.list();
        }

        @Override
        public void close() {
            blobs.close();
        }
    }

    private Mlops open(String name) {
        return Mlops.builder()
                .directory(scratch.resolve(name))
                .actor(Actor.of("ana"))
                .clock(now::get)
                .open();
    }

    private static ModelVersion fill(Mlops mlops) {
        mlops.series()
                .append(List.of(
                        new Point("s", 1, NOON, Double.NaN),
                        new Point("s", 2, NOON, -0.0),
                        new Point("t", 1, NOON, 1)));
        mlops.events().create("labels", LABELS, "at");
        Table.Builder labels = Table.builder(LABELS);
        labels.add(1L, 0.5);
        labels.add(2L, Double.NaN);
        mlops.events().append("labels", labels.build());
        ModelVersion version =
                mlops.registry().register("churn", ModelPackage.of("linear").withFile("model", bytes("a model")));
        mlops.registry().alias("churn", "champion").moveTo(version, "the first");
        return version;
    }

    private Path blobFile(Digest digest) {
        return scratch.resolve("store/blobs")
                .resolve(digest.hex().substring(0, 2))
                .resolve(digest.hex());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
