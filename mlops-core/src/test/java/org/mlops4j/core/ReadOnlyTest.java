// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.OnlineStore.Entry;
import org.mlops4j.spi.SeriesStore.Point;
import org.mlops4j.tracking.Run;

class ReadOnlyTest {

    private static final byte[] MODEL = "a model".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path scratch;

    private Path store;

    @BeforeEach
    void fill() {
        store = scratch.resolve("store");
        try (Mlops mlops = Mlops.open(store)) {
            try (Run run = mlops.tracking().start("churn")) {
                run.param("depth", "6");
            }
            register(mlops);
            mlops.registry().alias("churn", "champion").moveTo(mlops.registry().load("churn", 1), "first");
        }
    }

    @Test
    void modelsAndRunsAreReadAndNothingIsChanged() throws IOException {
        requireReadableAndUnchanged();
    }

    private void requireReadableAndUnchanged() throws IOException {
        Map<String, Digest> before = files();
        try (Mlops mlops = Mlops.builder().readOnly(store).open()) {
            ModelVersion champion = mlops.registry().resolve("churn@champion");
            assertThat(mlops.registry().read(champion, "model")).isEqualTo(MODEL);
            assertThat(mlops.tracking().runs("churn")).hasSize(1);
            assertThat(mlops.storage().verify().damage()).isEmpty();
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whateverWouldWriteSaysWhyItDoesNot() {
        try (Mlops mlops = Mlops.builder().readOnly(store).open()) {
            for (Runnable write : List.<Runnable>of(
                    () -> mlops.tracking().start("churn"),
                    () -> register(mlops),
                    () -> mlops.blobs().put(MODEL),
                    () -> mlops.blobs().delete(Digest.of(MODEL)),
                    () -> mlops.series().append(List.of(new Point("s", 1, Instant.EPOCH, 1))),
                    () -> mlops.online().put("view", List.of(new Entry("a", 1, "s", null))))) {
                assertThatThrownBy(write::run)
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("for reading only");
            }
            assertThatThrownBy(() -> mlops.storage().backup(scratch.resolve("backup")))
                    .isInstanceOf(IncompatibleException.class);
        }
    }

    @Test
    void itSeesWhatAWriterCommits() {
        try (Mlops reader = Mlops.builder().readOnly(store).open();
                Mlops writer = Mlops.open(store)) {
            register(writer);
            assertThat(reader.registry().versions("churn")).hasSize(2);
        }
    }

    @Test
    void whereThereIsNoStoreNoneIsMade() {
        assertThatThrownBy(
                        () -> Mlops.builder().readOnly(scratch.resolve("none")).open())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("none");
        assertThat(scratch.resolve("none")).doesNotExist();
    }

    @Test
    void aDirectoryWithoutPermissionToWriteIsRead() throws IOException {
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeThat(Files.isWritable(store))
                    .as("permissions mean nothing to root")
                    .isFalse();
            requireReadableAndUnchanged();
        } finally {
            Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void register(Mlops mlops) {
        mlops.registry().register("churn", ModelPackage.of("linear").withFile("model", MODEL));
    }

    private Map<String, Digest> files() throws IOException {
        Map<String, Digest> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith("-shm")) // SQLite's locks against writers
                    .filter(file ->
                            !file.toString().endsWith("-wal") || file.toFile().length() > 0)
                    .toList()) {
                digests.put(store.relativize(file).toString(), Digest.of(Files.readAllBytes(file)));
            }
        }
        return digests;
    }
}
