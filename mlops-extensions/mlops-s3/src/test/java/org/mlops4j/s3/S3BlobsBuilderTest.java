// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.Digest;
import org.mlops4j.error.StorageException;
import software.amazon.awssdk.services.s3.S3Client;

class S3BlobsBuilderTest {

    private static final int LARGE = S3Blobs.DEFAULT_PART_BYTES + 1;

    private static S3Server server;
    private static S3Client client;

    @BeforeAll
    static void startTheServer(@TempDir Path directory) {
        server = new S3Server(directory);
        client = server.client();
        client.createBucket(r -> r.bucket("bucket"));
        System.setProperty("aws.accessKeyId", "key");
        System.setProperty("aws.secretAccessKey", "secret");
    }

    @AfterAll
    static void stopTheServer() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        System.clearProperty("aws.region");
        client.close();
        server.close();
    }

    @Test
    void aClientOfItsOwnAsksTheServerThatIsNamedWithTheCredentialsThatTheSdkFinds() {
        try (S3Blobs store = S3Blobs.builder("bucket")
                .endpoint(server.endpoint())
                .pathStyle()
                .region("eu-central-1")
                .open()) {
            Digest digest = store.put(RandomBytes.of(LARGE));
            assertThat(store.readAll(digest)).isEqualTo(RandomBytes.array(LARGE));
            assertThat(store.delete(digest)).isTrue();
        }
    }

    @Test
    void theRegionIsTheOneThatTheSdkFinds() {
        System.setProperty("aws.region", "eu-west-3");
        try (S3Blobs store = S3Blobs.builder("bucket")
                .endpoint(server.endpoint())
                .pathStyle()
                .open()) {
            assertThat(store.exists(Digest.of("nothing"))).isFalse();
        }
    }

    @Test
    void anEndpointThatDoesNotExistIsRefused() {
        S3Blobs.Builder builder = S3Blobs.builder("bucket")
                .endpoint(URI.create("http://127.0.0.1:1"))
                .pathStyle()
                .region("eu-central-1");
        assertThatThrownBy(builder::open)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("could not open the bucket 'bucket'")
                .hasMessageContaining("can this machine reach it?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "with space/+plus&and=more", "100%/ü/模型", "a%2Fb", "blobs", "incoming"})
    void aPrefixMayBeAnyNames(String prefix) {
        try (S3Blobs store =
                        S3Blobs.builder("bucket").client(client).prefix(prefix).open();
                Stream<Digest> all = store.list()) {
            assertThat(all).isEmpty();
            Digest small = store.put(new byte[] {1, 2, 3});
            Digest large = store.put(RandomBytes.of(LARGE));
            assertThat(store.readAll(small)).containsExactly(1, 2, 3);
            assertThat(store.readAll(large)).isEqualTo(RandomBytes.array(LARGE));
            try (Stream<Digest> both = store.list()) {
                assertThat(both).containsExactlyInAnyOrder(small, large);
            }
            assertThat(store.delete(small)).isTrue();
            assertThat(store.delete(large)).isTrue();
        }
        assertThat(new Bucket(client, "bucket").list("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "./a", "a\nb", "a\u0000"})
    void aPrefixThatToolsReadDifferentlyIsRefused(String prefix) {
        S3Blobs.Builder builder = S3Blobs.builder("bucket");
        assertThatThrownBy(() -> builder.prefix(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prefix");
    }

    @Test
    void aPrefixThatLeavesNoRoomForADigestIsRefused() {
        S3Blobs.Builder builder = S3Blobs.builder("bucket");
        assertThatThrownBy(() -> builder.prefix("ü".repeat(451)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("902");
    }

    @Test
    void settingsOfAClientAreNotIgnored() {
        S3Blobs.Builder builder = S3Blobs.builder("bucket").client(client).pathStyle();
        assertThatThrownBy(builder::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("set them on it");
    }

    @Test
    void partsThatS3DoesNotTakeAreRefused() {
        S3Blobs.Builder builder = S3Blobs.builder("bucket");
        assertThatThrownBy(() -> builder.partBytes((5 << 20) - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5242880");
    }

    @Test
    void aBlankBucketIsRefused() {
        assertThatThrownBy(() -> S3Blobs.of(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
