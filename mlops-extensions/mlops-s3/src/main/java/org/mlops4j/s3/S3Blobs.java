// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.VerifiedInputStream;
import org.mlops4j.storage.StoredBlob;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Blobs as objects of a bucket of Amazon S3, or of a server that speaks its protocol. Any number of processes on any
 * number of machines may share one. The bucket must list keys in order: directory buckets do not. Thread-safe.
 *
 * <pre>{@code
 * Mlops.builder().blobs(S3Blobs.of("our-models"))
 * S3Blobs.builder("our-models").prefix("team-a").endpoint(URI.create("https://minio.example")).pathStyle().open()
 * }</pre>
 *
 * <p><b>Durability.</b> {@link #put} returns when S3 has confirmed the object. A blob that is larger than a part goes
 * to a key of its own first and is copied to its name inside S3, so a name never stands for a part of a blob. What a
 * process leaves when it dies on the way is removed by an open a day later.
 *
 * <p><b>Repeated calls.</b> The SDK repeats requests that fail in passing, and a stream whose connection is lost asks
 * for the rest. A put whose answer was lost fails, though the blob may be there, whole: put it again, or let the next
 * sweep remove it.
 *
 * <p><b>Time.</b> S3 tells whole seconds. {@link StoredBlob#stored} is the end of that second, so that a blob never
 * looks older than it is.
 *
 * <p><b>Cost.</b> A put of up to a part is one request, of {@code n} parts {@code n + 4}; {@link #open} and
 * {@link #find} are one, {@link #delete(Digest, Instant)} is two, {@link #list} is one for a thousand blobs. A put
 * holds one part in memory.
 */
public final class S3Blobs implements BlobStore {

    /** Large enough for blobs of 78 GiB, small enough for many puts at once. */
    public static final int DEFAULT_PART_BYTES = 8 << 20;

    /** S3 takes no smaller part, but for the last. */
    private static final int LEAST_PART_BYTES = 5 << 20;

    /** S3 copies up to 5 GiB in one request, but so much takes it longer than clients wait. */
    private static final long COPY_BYTES = 1L << 30;

    /** No upload takes this long; an older one was left by a process that died. */
    private static final Duration STALE = Duration.ofDays(1);

    private final Bucket bucket;
    private final Keys keys;
    private final BlobWriter writer;
    private final Runnable closing;
    private volatile boolean closed;

    private S3Blobs(Bucket bucket, Keys keys, BlobWriter writer, Runnable closing) {
        this.bucket = bucket;
        this.keys = keys;
        this.writer = writer;
        this.closing = closing;
    }

    /**
     * Opens the store at the root of a bucket, with the credentials and in the region that the SDK finds.
     *
     * @throws StorageException if the bucket does not exist or cannot be reached
     */
    public static S3Blobs of(String bucket) {
        return builder(bucket).open();
    }

    /** {@return a builder of a store in a bucket} */
    public static Builder builder(String bucket) {
        return new Builder(bucket);
    }

    @Override
    public Digest put(InputStream bytes) {
        requireNonNull(bytes, "bytes");
        requireOpen();
        return writer.put(bytes);
    }

    @Override
    public InputStream open(Digest digest) {
        requireOpen();
        String key = keys.of(digest);
        String place = bucket.place(key);
        ObjectStream object = ObjectStream.open(bucket, key)
                .orElseThrow(() -> new NotFoundException("there is no blob " + digest + " at " + place));
        return new VerifiedInputStream(object, object.size(), digest, place);
    }

    @Override
    public Optional<StoredBlob> find(Digest digest) {
        requireOpen();
        return bucket.find(keys.of(digest))
                .map(head -> new StoredBlob(digest, head.contentLength(), endOfSecond(head.lastModified())));
    }

    /**
     * {@inheritDoc}
     *
     * <p>S3 cannot compare times when it deletes, and its ETag is the same for the same bytes, so this looks first. A
     * put of the same bytes that ends between the look and the deletion, some milliseconds, is lost. Sweep with a
     * {@code storedBefore} that is hours in the past: then the blob must be both that old and put again in that moment.
     */
    @Override
    public boolean delete(Digest digest, Instant storedBefore) {
        requireNonNull(storedBefore, "storedBefore");
        boolean old = find(digest)
                .filter(blob -> blob.stored().isBefore(storedBefore))
                .isPresent();
        if (old) {
            bucket.delete(keys.of(digest));
        }
        return old;
    }

    /** {@inheritDoc} Asks for a thousand at a time, when they are needed. */
    @Override
    public Stream<Digest> list() {
        requireOpen();
        return bucket.list(keys.blobs()).flatMap(object -> keys.digest(object.key()).stream());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            closing.run();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the blob store in the bucket " + bucket.name() + " is closed");
        }
    }

    private static Instant endOfSecond(Instant stored) {
        return stored.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).minusNanos(1);
    }

    /** Settings of a store. For one thread. */
    public static final class Builder {

        private final String bucket;
        private Keys keys = new Keys("");
        private @Nullable URI endpoint;
        private @Nullable Region region;
        private @Nullable S3Client client;
        private boolean pathStyle;
        private int partBytes = DEFAULT_PART_BYTES;
        private InstantSource clock = InstantSource.system();

        private Builder(String bucket) {
            if (bucket.isBlank()) {
                throw new IllegalArgumentException("the name of the bucket is blank");
            }
            this.bucket = bucket;
        }

        /**
         * Keeps the blobs below a folder of the bucket; the root is the default. Stores with different folders do not
         * see each other.
         *
         * @param folder names with slashes between them, without one at either end
         */
        public Builder prefix(String folder) {
            keys = Keys.below(folder);
            return this;
        }

        /** Asks another server than Amazon's. */
        public Builder endpoint(URI server) {
            endpoint = requireNonNull(server, "server");
            return this;
        }

        /** Names the bucket in the path of URLs, not in the host, as many servers of others want it. */
        public Builder pathStyle() {
            pathStyle = true;
            return this;
        }

        /** Sets the region; by default the SDK looks for it in the environment. */
        public Builder region(String name) {
            region = Region.of(name);
            return this;
        }

        /**
         * Sets the size of the parts in which a larger blob is sent. A put needs this much memory, and a blob has up to
         * 10 000 parts.
         *
         * @param bytes 5 MiB or more
         */
        public Builder partBytes(int bytes) {
            if (bytes < LEAST_PART_BYTES) {
                throw new IllegalArgumentException("a part has at least " + LEAST_PART_BYTES + " bytes, was " + bytes);
            }
            partBytes = bytes;
            return this;
        }

        /** Sends all requests through a client of the caller, who closes it after the store. */
        public Builder client(S3Client ours) {
            client = requireNonNull(ours, "client");
            return this;
        }

        /** Sets the clock that tells how old leftovers are; the system's by default. */
        public Builder clock(InstantSource source) {
            clock = requireNonNull(source, "clock");
            return this;
        }

        /**
         * Opens the store: looks whether the bucket can be reached, and removes what dead processes left.
         *
         * @throws StorageException if the bucket does not exist or cannot be reached
         */
        public S3Blobs open() {
            if (client != null && (endpoint != null || region != null || pathStyle)) {
                throw new IllegalStateException(
                        "endpoint, region and pathStyle are settings of the client, and a client was given: set them on it");
            }
            S3Client used = client == null ? newClient() : client;
            Runnable closing = client == null ? used::close : () -> {};
            Bucket reached = new Bucket(used, bucket);
            try {
                reached.requireAccess();
                Leftovers.remove(reached, keys, clock.instant().minus(STALE));
            } catch (RuntimeException | Error e) {
                closing.run();
                throw e;
            }
            return new S3Blobs(reached, keys, new BlobWriter(reached, keys, partBytes, COPY_BYTES), closing);
        }

        private S3Client newClient() {
            S3ClientBuilder builder = S3Client.builder()
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .forcePathStyle(pathStyle)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
            if (endpoint != null) {
                builder.endpointOverride(endpoint);
            }
            if (region != null) {
                builder.region(region);
            }
            try {
                return builder.build();
            } catch (SdkException e) {
                throw Failures.translate("make a client for the bucket " + bucket, e);
            }
        }
    }
}
