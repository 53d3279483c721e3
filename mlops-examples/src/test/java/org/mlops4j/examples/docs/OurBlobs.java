// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.mlops4j.data.Digest;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.VerifiedInputStream;
import org.mlops4j.storage.StoredBlob;

/** The backend of the guide to the storage SPIs: blobs in one flat directory, as simple as the contract allows. */
final class OurBlobs implements BlobStore {

    private final Path directory;
    private volatile boolean closed;

    OurBlobs(Path directory) {
        this.directory = directory;
    }

    @Override
    public Digest put(InputStream bytes) {
        requireOpen();
        Path part = directory.resolve(UUID.randomUUID() + ".part");
        try {
            try {
                DigestInputStream digesting = new DigestInputStream(bytes, Digest.sha256());
                Files.copy(digesting, part);
                sync(part, StandardOpenOption.WRITE);
                Digest digest = Digest.from(digesting.getMessageDigest());
                Files.move(part, file(digest), StandardCopyOption.ATOMIC_MOVE);
                sync(directory, StandardOpenOption.READ);
                return digest;
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new StorageException("could not store a blob in " + directory + ": " + e, e);
        }
    }

    @Override
    public InputStream open(Digest digest) {
        requireOpen();
        Path file = file(digest);
        try {
            return new VerifiedInputStream(Files.newInputStream(file), Files.size(file), digest, file.toString());
        } catch (NoSuchFileException e) {
            throw new NotFoundException("there is no blob " + digest + " in " + directory, e);
        } catch (IOException e) {
            throw new StorageException("could not open blob " + digest + " in " + directory + ": " + e, e);
        }
    }

    @Override
    public Optional<StoredBlob> find(Digest digest) {
        requireOpen();
        Path file = file(digest);
        try {
            Instant stored = Files.getLastModifiedTime(file).toInstant();
            return Optional.of(new StoredBlob(digest, Files.size(file), stored));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StorageException("could not look for blob " + digest + " in " + directory + ": " + e, e);
        }
    }

    @Override
    public boolean delete(Digest digest, Instant storedBefore) {
        boolean old = find(digest)
                .filter(blob -> blob.stored().isBefore(storedBefore))
                .isPresent();
        try {
            return old && Files.deleteIfExists(file(digest));
        } catch (IOException e) {
            throw new StorageException("could not delete blob " + digest + " in " + directory + ": " + e, e);
        }
    }

    @Override
    public Stream<Digest> list() {
        requireOpen();
        try (Stream<Path> files = Files.list(directory)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".part"))
                    .sorted()
                    .map(Digest::new)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new StorageException("could not list " + directory + ": " + e, e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private Path file(Digest digest) {
        return directory.resolve(digest.hex());
    }

    private static void sync(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the blob store " + directory + " is closed");
        }
    }
}
