// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.Digest;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Many blobs, old blobs, and several stores in one bucket. */
class S3BlobListTest {

    private static final int MANY = 2_345;
    private static final int PART = 5 << 20;

    @TempDir
    private Path directory;

    private final RequestLog requests = new RequestLog();
    private S3Server server;
    private S3Client client;
    private S3Blobs store;

    @BeforeEach
    void openTheStore() {
        server = new S3Server(directory);
        client = server.client(requests);
        client.createBucket(r -> r.bucket("bucket"));
        store = S3Blobs.builder("bucket").client(client).partBytes(PART).open();
    }

    @AfterEach
    void stopTheServer() {
        store.close();
        client.close();
        server.close();
    }

    @Test
    void thousandsOfBlobsAreListedInOrderAndNoneTwice() throws IOException {
        List<Digest> all = storeMany();
        assertThat(digests(store)).isEqualTo(all);
    }

    @Test
    void aPageIsAskedForWhenItIsNeeded() throws IOException {
        List<Digest> all = storeMany();
        requests.take();
        try (Stream<Digest> some = store.list()) {
            assertThat(some.limit(1_500)).containsExactlyElementsOf(all.subList(0, 1_500));
        }
        assertThat(requests.take()).containsExactly("ListObjectsV2", "ListObjectsV2");
    }

    @Test
    void whatOthersPutIntoTheBucketIsNotListed() {
        Digest digest = store.put(new byte[] {1});
        String hex = digest.hex();
        for (String key : List.of(
                "blobs/readme.txt",
                "blobs/" + hex,
                "blobs/zz/" + hex,
                "blobs/" + hex.substring(0, 2) + "/" + hex + ".bak",
                "blobs/" + hex.substring(0, 2) + "/deeper/" + hex,
                "models/" + hex)) {
            client.putObject(r -> r.bucket("bucket").key(key), RequestBody.fromString("foreign"));
        }
        assertThat(digests(store)).containsExactly(digest);
    }

    @Test
    void storesWithDifferentPrefixesDoNotSeeEachOther() {
        S3Blobs a = S3Blobs.builder("bucket").client(client).prefix("team/a").open();
        S3Blobs b = S3Blobs.builder("bucket").client(client).prefix("team").open();
        Digest ofA = a.put(new byte[] {1});
        Digest ofB = b.put(new byte[] {2});
        assertThat(digests(a)).containsExactly(ofA);
        assertThat(digests(b)).containsExactly(ofB);
        assertThat(digests(store)).isEmpty();
        assertThat(a.exists(ofB)).isFalse();
        assertThat(b.delete(ofA)).isFalse();
        assertThat(client.headObject(r -> r.bucket("bucket").key("team/a/" + new Keys("").of(ofA)))
                        .contentLength())
                .isOne();
    }

    @Test
    void puttingAgainMakesABlobNewAgainWhateverItsSize() throws IOException {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        for (int size : new int[] {1_000, PART + 1}) {
            Digest digest = store.put(RandomBytes.of(size));
            makeOld(digest, yesterday);
            assertThat(store.find(digest).orElseThrow().stored())
                    .isEqualTo(yesterday
                            .truncatedTo(ChronoUnit.SECONDS)
                            .plusSeconds(1)
                            .minusNanos(1));
            store.put(RandomBytes.of(size));
            assertThat(store.find(digest).orElseThrow().stored()).isAfter(yesterday.plus(Duration.ofHours(23)));
            assertThat(store.delete(digest, yesterday.plus(Duration.ofHours(23))))
                    .isFalse();
            assertThat(store.exists(digest)).isTrue();
        }
    }

    @Test
    void aBlobIsNeverTakenForOlderThanItIs() throws IOException {
        Instant put = Instant.parse("2026-03-01T10:00:00.900Z");
        Digest digest = store.put(new byte[] {1});
        makeOld(digest, put);
        assertThat(store.delete(digest, put.minusMillis(500))).isFalse();
        assertThat(store.delete(digest, put)).isFalse();
        assertThat(store.delete(digest, put.plusSeconds(1))).isTrue();
        assertThat(store.exists(digest)).isFalse();
    }

    /** Behind the back of the server, which would take a while. */
    private List<Digest> storeMany() throws IOException {
        List<Digest> all = IntStream.range(0, MANY)
                .mapToObj(i -> Digest.of("blob " + i))
                .sorted()
                .toList();
        for (Digest digest : all) {
            Path file = file(digest);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "anything");
        }
        return all;
    }

    private void makeOld(Digest digest, Instant time) throws IOException {
        Files.setLastModifiedTime(file(digest), FileTime.from(time));
    }

    private Path file(Digest digest) {
        return directory.resolve("bucket").resolve(new Keys("").of(digest));
    }

    private static List<Digest> digests(S3Blobs store) {
        try (Stream<Digest> all = store.list()) {
            return all.toList();
        }
    }
}
