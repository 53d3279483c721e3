// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.mlops4j.data.Digest;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs as files named after their digest, in 256 directories. A blob is written to a temporary file, synced, and moved
 * to its name in one step, so a name never stands for half a blob. Paths are made of digests only.
 */
final class FileBlobStore implements BlobStore {

    private static final Logger LOG = LoggerFactory.getLogger(FileBlobStore.class);

    /** No upload takes this long; an older temporary file was left by a process that died. */
    static final Duration STALE = Duration.ofDays(1);

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int SHARD_DIGITS = 2;

    private final Path root;
    private final Path incoming;
    private volatile boolean closed;

    private FileBlobStore(Path root, Path incoming) {
        this.root = root;
        this.incoming = incoming;
    }

    static FileBlobStore open(Path root, InstantSource clock) {
        FileBlobStore store = new FileBlobStore(root, root.resolve("incoming"));
        try {
            DurableFiles.createDirectories(store.incoming);
            store.removeStale(clock.instant().minus(STALE));
        } catch (IOException e) {
            throw new StorageException("could not open the blob store " + root + ": " + e, e);
        }
        return store;
    }

    @Override
    public Digest put(InputStream bytes) {
        requireNonNull(bytes, "bytes");
        requireOpen();
        Path temporary = incoming.resolve(UUID.randomUUID() + ".part");
        try {
            Digest digest = copy(bytes, temporary);
            Path target = path(digest);
            DurableFiles.createDirectories(shard(digest));
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.syncDirectory(shard(digest));
            return digest;
        } catch (IOException e) {
            StorageException failure = new StorageException("could not store a blob in " + root + ": " + e, e);
            remove(temporary, failure);
            throw failure;
        } catch (RuntimeException | Error e) {
            remove(temporary, e);
            throw e;
        }
    }

    @Override
    public InputStream open(Digest digest) {
        requireOpen();
        Path file = path(digest);
        try {
            return new VerifiedInputStream(Files.newInputStream(file), Files.size(file), digest, file);
        } catch (NoSuchFileException e) {
            throw new NotFoundException("there is no blob " + digest + " in " + root, e);
        } catch (IOException e) {
            throw new StorageException("could not open blob " + digest + " in " + root + ": " + e, e);
        }
    }

    @Override
    public boolean exists(Digest digest) {
        requireOpen();
        return Files.isRegularFile(path(digest));
    }

    @Override
    public boolean delete(Digest digest) {
        requireOpen();
        try {
            return Files.deleteIfExists(path(digest));
        } catch (IOException e) {
            throw new StorageException("could not delete blob " + digest + " in " + root + ": " + e, e);
        }
    }

    @Override
    public Stream<Digest> list() {
        requireOpen();
        return entries(root).stream()
                .filter(name -> name.matches("[0-9a-f]{" + SHARD_DIGITS + "}"))
                .flatMap(shard -> entries(root.resolve(shard)).stream())
                .filter(name -> name.matches("[0-9a-f]{64}"))
                .map(Digest::new);
    }

    /** Reads every blob. */
    void verify() {
        try (Stream<Digest> all = list()) {
            all.forEach(this::verify);
        }
    }

    private void verify(Digest digest) {
        try (InputStream bytes = open(digest)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new StorageException("could not read blob " + digest + " in " + root + ": " + e, e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private static Digest copy(InputStream bytes, Path file) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                sha256.update(buffer, 0, read);
                ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, read);
                while (chunk.hasRemaining()) {
                    channel.write(chunk);
                }
            }
            channel.force(true);
        }
        return Digest.from(sha256);
    }

    private Path shard(Digest digest) {
        return root.resolve(digest.hex().substring(0, SHARD_DIGITS));
    }

    private Path path(Digest digest) {
        return shard(digest).resolve(digest.hex());
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the blob store " + root + " is closed");
        }
    }

    private void removeStale(Instant before) throws IOException {
        for (String name : entries(incoming)) {
            Path file = incoming.resolve(name);
            try {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            } catch (NoSuchFileException e) {
                LOG.debug("{} is gone already: its upload ended, or another process removed it", file);
            }
        }
    }

    private static List<String> entries(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            throw new StorageException("could not list " + directory + ": " + e, e);
        }
    }

    private static void remove(Path temporary, Throwable cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
