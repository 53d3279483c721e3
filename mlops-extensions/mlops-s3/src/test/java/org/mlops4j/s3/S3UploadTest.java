// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.Digest;
import org.mlops4j.error.StorageException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** Blobs that are larger than a part. */
class S3UploadTest {

    private static final int PART = 5 << 20;
    private static final int THREE_PARTS = 2 * PART + 12_345;
    private static final Keys KEYS = new Keys("");

    private static S3Server server;
    private static int buckets;

    private final RequestLog requests = new RequestLog();
    private S3Client client;
    private Bucket bucket;
    private S3Blobs store;

    @BeforeAll
    static void startTheServer(@TempDir Path directory) {
        server = new S3Server(directory);
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @BeforeEach
    void openTheStore() {
        client = server.client(requests);
        bucket = new Bucket(client, "bucket-" + ++buckets);
        client.createBucket(r -> r.bucket(bucket.name()));
        store = S3Blobs.builder(bucket.name()).client(client).partBytes(PART).open();
        requests.take();
    }

    @AfterEach
    void closeTheStore() {
        store.close();
        client.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, PART - 1, PART, PART + 1, 2 * PART, THREE_PARTS})
    void blobsAroundTheSizeOfAPartArrive(int size) {
        Digest digest = store.put(RandomBytes.of(size));
        assertThat(digest).isEqualTo(RandomBytes.digest(size));
        assertThat(store.readAll(digest)).isEqualTo(RandomBytes.array(size));
        assertThat(store.find(digest).orElseThrow().bytes()).isEqualTo(size);
        assertNothingElseIsThere(digest);
    }

    @Test
    void aSmallBlobIsOneRequest() {
        store.put(RandomBytes.of(PART - 1));
        assertThat(requests.take()).containsExactly("PutObject");
    }

    @Test
    void aLargeBlobIsFourRequestsMoreThanItHasParts() {
        store.put(RandomBytes.of(THREE_PARTS));
        assertThat(requests.take())
                .containsExactly(
                        "CreateMultipartUpload",
                        "UploadPart",
                        "UploadPart",
                        "UploadPart",
                        "CompleteMultipartUpload",
                        "CopyObject",
                        "DeleteObject");
    }

    @Test
    void whatIsTooLargeForOneCopyIsCopiedInParts() {
        Digest digest = new BlobWriter(bucket, KEYS, PART, PART).put(RandomBytes.of(THREE_PARTS));
        assertThat(requests.take()).filteredOn("UploadPartCopy"::equals).hasSize(3);
        assertThat(store.readAll(digest)).isEqualTo(RandomBytes.array(THREE_PARTS));
        assertNothingElseIsThere(digest);
    }

    @Test
    void aStreamThatBreaksAfterAPartLeavesNothing() {
        RandomBytes breaking = RandomBytes.of(THREE_PARTS).butAt(PART + 1, () -> {
            throw new IOException("the line broke");
        });
        assertThatThrownBy(() -> store.put(breaking))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("the line broke");
        assertThat(requests.take()).contains("UploadPart", "AbortMultipartUpload");
        assertNothingIsThere();
        assertThatItWorksAgain();
    }

    @Test
    void aPartThatFailsLeavesNothing() {
        requests.breakAll(r -> r instanceof UploadPartRequest part && part.partNumber() == 2);
        assertThatThrownBy(() -> store.put(RandomBytes.of(THREE_PARTS)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("send part 2 of s3://" + bucket.name() + "/incoming/")
                .hasMessageContaining("broken by the test");
        assertNothingIsThere();
        assertThatItWorksAgain();
    }

    @Test
    void aCopyThatFailsLeavesNothing() {
        requests.breakAll(r -> r instanceof CopyObjectRequest);
        assertThatThrownBy(() -> store.put(RandomBytes.of(THREE_PARTS))).isInstanceOf(StorageException.class);
        assertNothingIsThere();
        assertThatItWorksAgain();
    }

    @Test
    void aPartOfACopyThatFailsLeavesNothing() {
        BlobWriter writer = new BlobWriter(bucket, KEYS, PART, PART);
        requests.breakAll(r -> r instanceof UploadPartCopyRequest part && part.partNumber() == 3);
        assertThatThrownBy(() -> writer.put(RandomBytes.of(THREE_PARTS))).isInstanceOf(StorageException.class);
        assertNothingIsThere();
        assertThatItWorksAgain();
    }

    @Test
    void aPartThatFailsInPassingIsSentAgain() {
        requests.breakOnce(r -> r instanceof UploadPartRequest part && part.partNumber() == 2);
        Digest digest = store.put(RandomBytes.of(THREE_PARTS));
        assertThat(store.readAll(digest)).isEqualTo(RandomBytes.array(THREE_PARTS));
    }

    @Test
    void aBlobIsStoredThoughItsCopyCannotBeRemoved() {
        requests.breakAll(r -> r instanceof DeleteObjectRequest);
        Digest digest = store.put(RandomBytes.of(THREE_PARTS));
        assertThat(store.readAll(digest)).isEqualTo(RandomBytes.array(THREE_PARTS));
        assertThat(keys()).hasSize(2).contains(KEYS.of(digest));
        assertThat(digests()).containsExactly(digest);
    }

    @Test
    @Tag("stress")
    void aBlobOfTooManyPartsLeavesNothing() {
        BlobWriter writer = new BlobWriter(bucket, KEYS, 1, PART);
        assertThatThrownBy(() -> writer.put(RandomBytes.of(10_001)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("set a larger partBytes");
        assertThat(requests.take()).filteredOn("UploadPart"::equals).hasSizeGreaterThanOrEqualTo(10_000);
        assertNothingIsThere();
    }

    @Test
    void anInterruptedPutLeavesNothingAndTheThreadInterrupted() {
        RandomBytes interrupting = RandomBytes.of(THREE_PARTS)
                .butAt(PART + 1, () -> Thread.currentThread().interrupt());
        assertThatThrownBy(() -> store.put(interrupting))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertNothingIsThere();
        assertThatItWorksAgain();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, PART + 1})
    void clientsThatPutTheSameBytesAtOnceAllSucceed(int size) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (S3Client other = server.client()) {
            S3Blobs second =
                    S3Blobs.builder(bucket.name()).client(other).partBytes(PART).open();
            CyclicBarrier start = new CyclicBarrier(4);
            List<Future<Digest>> puts = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return (i % 2 == 0 ? store : second).put(RandomBytes.of(size));
                    }))
                    .toList();
            for (Future<Digest> put : puts) {
                assertThat(second.readAll(put.get())).isEqualTo(RandomBytes.array(size));
            }
        } finally {
            threads.shutdownNow();
        }
        assertNothingElseIsThere(RandomBytes.digest(size));
    }

    private void assertThatItWorksAgain() {
        requests.breakAll(r -> false);
        Digest digest = store.put(RandomBytes.of(THREE_PARTS));
        assertThat(store.readAll(digest)).isEqualTo(RandomBytes.array(THREE_PARTS));
    }

    private void assertNothingElseIsThere(Digest digest) {
        assertThat(digests()).containsExactly(digest);
        assertThat(keys()).containsExactly(KEYS.of(digest));
        assertThat(bucket.uploads("")).isEmpty();
    }

    private void assertNothingIsThere() {
        assertThat(digests()).isEmpty();
        assertThat(keys()).isEmpty();
        assertThat(bucket.uploads("")).isEmpty();
    }

    private List<Digest> digests() {
        try (Stream<Digest> all = store.list()) {
            return all.toList();
        }
    }

    private List<String> keys() {
        return bucket.list("").map(S3Object::key).toList();
    }
}
