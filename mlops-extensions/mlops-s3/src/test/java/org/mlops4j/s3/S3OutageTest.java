// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.Digest;
import org.mlops4j.error.StorageException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a caller is told when the server is not there, or not as it should be. */
class S3OutageTest {

    private static final int SIZE = 32 << 20;

    @TempDir
    private Path directory;

    private S3Server server;
    private S3Client client;
    private S3Blobs store;

    @BeforeEach
    void openTheStore() {
        server = new S3Server(directory);
        client = server.client();
        client.createBucket(r -> r.bucket("bucket"));
        store = S3Blobs.builder("bucket").client(client).open();
    }

    @AfterEach
    void stopTheServer() {
        store.close();
        client.close();
        server.close();
    }

    @Test
    void aServerThatDiesInAPutLeavesNothingAndThePutIsRepeated() {
        InputStream killing = RandomBytes.of(SIZE).butAt(SIZE / 2, server::close);
        assertThatThrownBy(() -> store.put(killing))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("s3://bucket/incoming/")
                .hasMessageContaining("can this machine reach it?");
        server.start();
        try (Stream<Digest> all = store.list()) {
            assertThat(all).isEmpty();
        }
        assertThat(store.readAll(store.put(RandomBytes.of(SIZE)))).isEqualTo(RandomBytes.array(SIZE));
    }

    @Test
    void aServerThatDiesWhileABlobIsReadIsNoDamageAndTheBlobIsOpenedAgain() throws IOException {
        Digest digest = store.put(RandomBytes.of(SIZE));
        try (InputStream half = store.open(digest)) {
            half.skipNBytes(1 << 20);
            server.close();
            assertThatThrownBy(() -> half.transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("s3://bucket/blobs/");
        }
        assertThatThrownBy(() -> store.readAll(digest)).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> store.find(digest)).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> store.list()).isInstanceOf(StorageException.class);
        server.start();
        assertThat(store.readAll(digest)).isEqualTo(RandomBytes.array(SIZE));
        assertThat(store.verify().checked()).isOne();
    }

    @Test
    void aConnectionThatIsLostWhileABlobIsReadIsMadeAgain() throws IOException {
        Digest digest = store.put(RandomBytes.of(SIZE));
        byte[] expected = RandomBytes.array(SIZE);
        try (InputStream in = store.open(digest)) {
            assertThat(in.readNBytes(1_000_000)).isEqualTo(Arrays.copyOf(expected, 1_000_000));
            server.close();
            server.start();
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(expected, 1_000_000, SIZE));
        }
    }

    @Test
    void aBlobArrivesOverConnectionsThatAreCutAgainAndAgain() {
        Digest digest = store.put(RandomBytes.of(SIZE));
        try (S3Client closing = server.client(new CutOff(SIZE / 10, () -> -1));
                S3Client resetting = server.client(new CutOff(SIZE / 10, () -> {
                    throw new SocketException("Connection reset");
                }))) {
            for (S3Client bad : List.of(closing, resetting)) {
                S3Blobs overBad = S3Blobs.builder("bucket").client(bad).open();
                assertThat(overBad.readAll(digest)).isEqualTo(RandomBytes.array(SIZE));
            }
        }
    }

    @Test
    void connectionsThatBringNothingAreGivenUpInTheEnd() {
        Digest digest = store.put(RandomBytes.of(SIZE));
        try (S3Client bad = server.client(new CutOff(0, () -> -1))) {
            S3Blobs overBad = S3Blobs.builder("bucket").client(bad).open();
            assertThatThrownBy(() -> overBad.readAll(digest))
                    .isInstanceOf(StorageException.class)
                    .cause()
                    .hasMessageContaining("could not read s3://bucket/blobs/")
                    .hasMessageContaining(SIZE + " bytes to go");
        }
    }

    @Test
    void aBlobThatIsRemovedWhileItIsReadIsNoDamage() throws IOException {
        Digest digest = store.put(RandomBytes.of(SIZE));
        try (InputStream half = store.open(digest)) {
            half.skipNBytes(1 << 20);
            server.close();
            server.start();
            store.delete(digest);
            assertThatThrownBy(() -> half.transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("was removed while it was read");
        }
    }

    @Test
    void aBlobThatIsNotReadToItsEndIsClosedWithoutReadingIt() throws IOException {
        Digest digest = store.put(RandomBytes.of(SIZE));
        for (int i = 0; i < 20; i++) {
            try (InputStream in = store.open(digest)) {
                in.skipNBytes(1_000);
            }
        }
        assertThat(store.readAll(digest)).hasSize(SIZE);
    }

    @Test
    void aBucketThatDoesNotExistIsRefusedAtOpen() {
        S3Blobs.Builder builder = S3Blobs.builder("no-such-bucket").client(client);
        assertThatThrownBy(builder::open)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("no-such-bucket")
                .hasMessageContaining("create it");
    }

    @Test
    void aBucketThatIsRemovedLaterIsTold() {
        Digest digest = store.put(new byte[] {1});
        store.delete(digest);
        client.deleteBucket(r -> r.bucket("bucket"));
        assertThatThrownBy(() -> store.put(new byte[] {1}))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("s3://bucket/blobs/")
                .hasMessageContaining("create it");
        client.createBucket(r -> r.bucket("bucket"));
        assertThat(store.readAll(store.put(new byte[] {1}))).containsExactly(1);
    }

    @Test
    void aBucketThatIsRemovedLaterIsToldAlsoIfTheAnswerIsLost() {
        RequestLog requests = new RequestLog();
        requests.breakAll(PutObjectRequest.class::isInstance);
        try (S3Client breaking = server.client(requests)) {
            S3Blobs overBreaking = S3Blobs.builder("bucket").client(breaking).open();
            assertThatThrownBy(() -> overBreaking.put(new byte[] {1}))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("broken by the test");
            client.deleteBucket(r -> r.bucket("bucket"));
            assertThatThrownBy(() -> overBreaking.put(new byte[] {1}))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("s3://bucket/blobs/")
                    .hasMessageContaining("create it");
        }
        client.createBucket(r -> r.bucket("bucket"));
    }

    @Test
    void anEndpointWhereNobodyListensIsRefusedAtOpen() {
        server.close();
        S3Blobs.Builder builder = S3Blobs.builder("bucket").client(client);
        assertThatThrownBy(builder::open)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("bucket")
                .hasMessageContaining("can this machine reach it?");
    }

    @Test
    void wrongCredentialsAreRefusedAtOpenAndNotShown() throws Exception {
        try (S3Server strict = S3Server.withSecret(directory, "other secret");
                S3Client stranger = strict.client()) {
            S3Blobs.Builder builder = S3Blobs.builder("bucket").client(stranger);
            assertThatThrownBy(builder::open)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("credentials")
                    .hasMessageNotContaining("secret")
                    .hasCauseInstanceOf(S3Exception.class);
        }
    }

    @Test
    void anInterruptedThreadStaysInterrupted() {
        Digest digest = store.put(new byte[] {1});
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> store.readAll(digest)).isInstanceOf(StorageException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.readAll(digest)).containsExactly(1);
    }

    @Test
    void aThreadThatIsInterruptedWhileItReadsStaysInterrupted() throws IOException {
        Digest digest = store.put(RandomBytes.of(SIZE));
        try (InputStream half = store.open(digest)) {
            half.skipNBytes(1 << 20);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> half.transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("interrupted");
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.readAll(digest)).hasSize(SIZE);
    }

    @Test
    void aClosedStoreLeavesTheClientOfTheCallerOpen() {
        store.close();
        assertThat(client.listBuckets().buckets()).hasSize(1);
    }
}
