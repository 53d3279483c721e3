// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.Digest;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a process that died in a put left. */
class LeftoversTest {

    private final RequestLog requests = new RequestLog();
    private final Keys keys = new Keys("models/");
    private S3Server server;
    private S3Client client;
    private Bucket bucket;
    private Digest blob;

    @BeforeEach
    void leaveThings(@TempDir Path directory) {
        server = new S3Server(directory);
        client = server.client(requests);
        bucket = new Bucket(client, "bucket");
        client.createBucket(r -> r.bucket("bucket"));
        try (S3Blobs store = openAfter(Duration.ZERO)) {
            blob = store.put(new byte[] {1, 2, 3});
        }
        String copied = keys.newIncoming();
        client.putObject(r -> r.bucket("bucket").key(copied), RequestBody.fromString("copied already"));
        begin(keys.newIncoming());
        begin(keys.of(blob));
        begin("another/incoming/upload");
    }

    @AfterEach
    void stopTheServer() {
        client.close();
        server.close();
    }

    @Test
    void whatMayStillBeInWorkStays() {
        openAfter(Duration.ofHours(23)).close();
        assertThat(bucket.list(keys.incoming())).hasSize(1);
        assertThat(bucket.uploads("")).hasSize(3);
    }

    @Test
    void whatIsOlderThanADayIsRemovedAndNothingElse() {
        try (S3Blobs store = openAfter(Duration.ofHours(25))) {
            assertThat(bucket.list("").map(S3Object::key)).containsExactly(keys.of(blob));
            assertThat(bucket.uploads("").map(upload -> upload.key())).containsExactly("another/incoming/upload");
            assertThat(store.readAll(blob)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void leftoversAreNotListed() {
        try (S3Blobs store = openAfter(Duration.ZERO);
                Stream<Digest> all = store.list()) {
            assertThat(all).containsExactly(blob);
        }
    }

    @Test
    void whoMayOnlyReadReadsThoughTheLeftoversStay() {
        requests.breakAll(r -> r instanceof ListObjectsV2Request || r instanceof ListMultipartUploadsRequest);
        try (S3Blobs store = openAfter(Duration.ofHours(25))) {
            assertThat(store.readAll(blob)).containsExactly(1, 2, 3);
        }
        requests.breakAll(r -> false);
        assertThat(bucket.uploads("")).hasSize(3);
    }

    private S3Blobs openAfter(Duration time) {
        return S3Blobs.builder("bucket")
                .client(client)
                .prefix("models")
                .clock(InstantSource.offset(InstantSource.system(), time))
                .open();
    }

    private void begin(String key) {
        client.createMultipartUpload(r -> r.bucket("bucket").key(key));
    }
}
