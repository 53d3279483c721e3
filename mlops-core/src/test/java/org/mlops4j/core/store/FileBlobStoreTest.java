// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.Digest;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.testkit.BlobStoreContract;

class FileBlobStoreTest extends BlobStoreContract {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path directory;

    @Override
    protected BlobStore open(Path scratch) {
        return FileBlobStore.open(scratch.resolve("blobs"), InstantSource.fixed(NOW));
    }

    @Override
    protected void replace(Path scratch, Digest digest, byte[] bytes) throws IOException {
        Files.write(
                scratch.resolve("blobs").resolve(digest.hex().substring(0, 2)).resolve(digest.hex()), bytes);
    }

    @Test
    void temporaryFilesOfDeadProcessesAreRemovedAndYoungOnesKept() throws IOException {
        open(directory).close();
        Path incoming = directory.resolve("blobs/incoming");
        Path stale = Files.write(incoming.resolve("stale.part"), new byte[10]);
        Path young = Files.write(incoming.resolve("young.part"), new byte[10]);
        Files.setLastModifiedTime(
                stale, FileTime.from(NOW.minus(FileBlobStore.STALE).minusSeconds(1)));
        Files.setLastModifiedTime(young, FileTime.from(NOW.minus(Duration.ofHours(1))));
        open(directory).close();
        assertThat(stale).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void noTemporaryFileIsLeftBySuccessOrFailure() throws IOException {
        try (BlobStore store = open(directory)) {
            store.put(new byte[100]);
            InputStream closed = Files.newInputStream(Files.createFile(directory.resolve("empty")));
            closed.close();
            assertThatThrownBy(() -> store.put(closed)).isInstanceOf(StorageException.class);
        }
        try (Stream<Path> files = Files.list(directory.resolve("blobs/incoming"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void filesThatAreNoBlobsAreNotListed() throws IOException {
        try (BlobStore store = open(directory)) {
            Digest digest = store.put(new byte[] {1});
            Path shard = directory.resolve("blobs").resolve(digest.hex().substring(0, 2));
            Files.write(shard.resolve("README"), new byte[1]);
            Files.createDirectory(directory.resolve("blobs/lost+found"));
            try (Stream<Digest> all = store.list()) {
                assertThat(all).containsExactly(digest);
            }
        }
    }
}
