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
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.mlops4j.data.Digest;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.VerifiedInputStream;
import org.mlops4j.storage.StoredBlob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs as files named after their digest, in 256 directories. A blob is written to a temporary file, synced, and moved
 * to its name in one step, so a name never stands for half a blob. Bytes that are there already are read instead of
 * synced once more. Paths are made of digests only.
 */
final class FileBlobStore implements BlobStore {

    private static final Logger LOG = LoggerFactory.getLogger(FileBlobStore.class);

    /** No upload takes this long; an older temporary file was left by a process that died. */
    static final Duration STALE = Duration.ofDays(1);

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int SHARD_DIGITS = 2;
    private static final String ASIDE = ".removed";

    private final Path root;
    private final Path incoming;
    private final InstantSource clock;

    /** Those that are known to survive the loss of power; one that is merely there may not. */
    private final Set<Path> durableShards = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    private FileBlobStore(Path root, InstantSource clock) {
        this.root = root;
        this.incoming = root.resolve("incoming");
        this.clock = clock;
    }

    /** {@return the store in a directory, in which nothing is changed by opening it} */
    static FileBlobStore existing(Path root) {
        return new FileBlobStore(root, InstantSource.system());
    }

    /** {@return the store in a directory, which is made if it is not there} What dead processes had begun is ended. */
    static FileBlobStore open(Path root, InstantSource clock) {
        FileBlobStore store = new FileBlobStore(root, clock);
        try {
            DurableFiles.createDirectories(store.incoming);
            store.recover();
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
            Digest digest;
            boolean isPutAgain;
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                digest = copy(bytes, channel);
                isPutAgain = isPutAgain(digest);
                if (!isPutAgain) {
                    channel.force(true);
                }
            }
            if (isPutAgain) {
                Files.delete(temporary);
            } else {
                Files.setLastModifiedTime(temporary, FileTime.from(clock.instant()));
                createDurably(shard(digest));
                Files.move(temporary, path(digest), StandardCopyOption.ATOMIC_MOVE);
            }
            // Also of bytes that were there: who moved them there may not have come to this.
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
            long size = Files.size(file);
            return new VerifiedInputStream(Files.newInputStream(file), size, digest, file.toString());
        } catch (NoSuchFileException e) {
            throw new NotFoundException("there is no blob " + digest + " in " + root, e);
        } catch (IOException e) {
            throw new StorageException("could not open blob " + digest + " in " + root + ": " + e, e);
        }
    }

    @Override
    public Optional<StoredBlob> find(Digest digest) {
        requireOpen();
        try {
            BasicFileAttributes file = Files.readAttributes(path(digest), BasicFileAttributes.class);
            return Optional.of(
                    new StoredBlob(digest, file.size(), file.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StorageException("could not look for blob " + digest + " in " + root + ": " + e, e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>The file is moved aside and looked at again before it is removed, so that bytes put meanwhile are never lost;
     * for that moment a reader may miss them.
     */
    @Override
    public boolean delete(Digest digest, Instant storedBefore) {
        requireOpen();
        if (!find(digest).filter(blob -> blob.stored().isBefore(storedBefore)).isPresent()) {
            return false;
        }
        Path aside = incoming.resolve(digest.hex() + "." + UUID.randomUUID() + ASIDE);
        try {
            Files.move(path(digest), aside, StandardCopyOption.ATOMIC_MOVE);
            if (Files.getLastModifiedTime(aside).toInstant().isBefore(storedBefore)) {
                return Files.deleteIfExists(aside);
            }
            restore(aside);
            return false;
        } catch (NoSuchFileException e) {
            // Somebody else removed it, or put it back.
            return false;
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

    @Override
    public void close() {
        closed = true;
    }

    private static Digest copy(InputStream bytes, FileChannel channel) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            sha256.update(buffer, 0, read);
            ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, read);
            while (chunk.hasRemaining()) {
                channel.write(chunk);
            }
        }
        return Digest.from(sha256);
    }

    /**
     * {@return whether a blob is there, whole, and counts as put now} Its content was synced before it got its name.
     */
    private boolean isPutAgain(Digest digest) throws IOException {
        if (!isWhole(digest)) {
            return false;
        }
        try {
            Files.setLastModifiedTime(path(digest), FileTime.from(clock.instant()));
        } catch (FileSystemException e) {
            // It was deleted meanwhile, or is of another user, whose file this one may only replace.
            return false;
        }
        // Who moves it aside to delete it after this look sees the new time and moves it back.
        return Files.exists(path(digest));
    }

    /** {@return whether a blob is there; a damaged one is not} */
    private boolean isWhole(Digest digest) throws IOException {
        if (!Files.exists(path(digest))) {
            return false;
        }
        try (InputStream stored = open(digest)) {
            stored.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (NotFoundException | CorruptException e) {
            return false;
        }
    }

    private void createDurably(Path shard) throws IOException {
        if (!durableShards.contains(shard) || !Files.isDirectory(shard)) {
            DurableFiles.createDirectories(shard);
            durableShards.add(shard);
        }
    }

    private Path shard(Digest digest) {
        return root.resolve(digest.hex().substring(0, SHARD_DIGITS));
    }

    private Path path(Digest digest) {
        return shard(digest).resolve(digest.hex());
    }

    @Override
    public String toString() {
        return "the blob store " + root;
    }

    /** Fails if this store is closed. */
    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the blob store " + root + " is closed");
        }
    }

    /** Ends what processes that died had begun: uploads are forgotten, removals undone. */
    private void recover() throws IOException {
        Instant before = clock.instant().minus(STALE);
        for (String name : entries(incoming)) {
            Path file = incoming.resolve(name);
            try {
                if (name.endsWith(ASIDE)) {
                    restore(file);
                } else if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            } catch (NoSuchFileException e) {
                LOG.debug("{} is gone already: its upload or removal ended, or another process was faster", file);
            }
        }
    }

    /** Moves a blob that was moved aside to its place again, unless it was put again by now. */
    private void restore(Path aside) throws IOException {
        String name = aside.getFileName().toString();
        Digest digest = new Digest(name.substring(0, name.indexOf('.')));
        if (Files.exists(path(digest))) {
            Files.deleteIfExists(aside);
            return;
        }
        Files.move(aside, path(digest), StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.syncDirectory(shard(digest));
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
