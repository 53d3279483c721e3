// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.mlops4j.data.Digest;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.VerifiedInputStream;
import org.mlops4j.storage.StoredBlob;

/** Blobs on the heap, behind one lock; compressed, so that the large one of the contract takes little of it. */
class MemoryBlobStore implements BlobStore {

    final Disk disk;
    private final InstantSource clock;
    private volatile boolean closed;

    MemoryBlobStore(Disk disk, InstantSource clock) {
        this.disk = disk;
        this.clock = clock;
    }

    @Override
    public Digest put(InputStream bytes) {
        requireOpen();
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        MessageDigest sha256 = Digest.sha256();
        long size;
        try (OutputStream sink = new DigestOutputStream(new DeflaterOutputStream(deflated), sha256)) {
            size = bytes.transferTo(sink);
        } catch (IOException e) {
            throw new StorageException("could not read the bytes of a blob: " + e.getMessage(), e);
        }
        Digest digest = Digest.from(sha256);
        keep(digest, new Stored(deflated.toByteArray(), size, clock.instant()));
        return digest;
    }

    void keep(Digest digest, Stored stored) {
        synchronized (disk) {
            requireOpen();
            disk.blobs.put(digest, stored);
        }
    }

    @Override
    public InputStream open(Digest digest) {
        Stored stored = stored(digest).orElseThrow(() -> new NotFoundException("there is no blob " + digest));
        return verified(new InflaterInputStream(new ByteArrayInputStream(stored.deflated)), stored.size, digest);
    }

    InputStream verified(InputStream bytes, long size, Digest digest) {
        return new VerifiedInputStream(bytes, size, digest, "the heap");
    }

    @Override
    public Optional<StoredBlob> find(Digest digest) {
        return stored(digest).map(stored -> new StoredBlob(digest, stored.size, stored.at));
    }

    @Override
    public boolean delete(Digest digest, Instant storedBefore) {
        synchronized (disk) {
            requireOpen();
            Stored stored = disk.blobs.get(digest);
            return stored != null && stored.at.isBefore(storedBefore) && disk.blobs.remove(digest) != null;
        }
    }

    @Override
    public Stream<Digest> list() {
        synchronized (disk) {
            requireOpen();
            return List.copyOf(disk.blobs.keySet()).stream();
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private Optional<Stored> stored(Digest digest) {
        synchronized (disk) {
            requireOpen();
            return Optional.ofNullable(disk.blobs.get(digest));
        }
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    /** A blob as it is kept; not a record, which should hold no array. */
    static final class Stored {
        final byte[] deflated;
        final long size;
        final Instant at;

        Stored(byte[] deflated, long size, Instant at) {
            this.deflated = deflated;
            this.size = size;
            this.at = at;
        }
    }

    /** What outlives the store. */
    static final class Disk {

        final TreeMap<Digest, Stored> blobs = new TreeMap<>();

        /** Puts other bytes in the place of a blob. */
        void replace(Digest digest, byte[] bytes) throws IOException {
            ByteArrayOutputStream deflated = new ByteArrayOutputStream();
            try (OutputStream sink = new DeflaterOutputStream(deflated)) {
                sink.write(bytes);
            }
            synchronized (this) {
                blobs.put(digest, new Stored(deflated.toByteArray(), bytes.length, blobs.get(digest).at));
            }
        }
    }
}
