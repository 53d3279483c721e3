// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.storage.Storage;
import org.mlops4j.storage.StoredBlob;
import org.mlops4j.storage.Verification;
import org.mlops4j.tracking.Run;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The code of the guide "Blobs in S3", in its order. */
class S3GuideTest {

    private static final byte[] REPORT = "all is well".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private S3Server server;
    private Map<String, String> environment;

    @BeforeEach
    void provideWhatTheSdkFinds(@TempDir Path objects) {
        server = new S3Server(objects);
        try (S3Client client = server.client()) {
            client.createBucket(r -> r.bucket("our-models"));
        }
        environment = Map.of(
                "aws.accessKeyId", "key",
                "aws.secretAccessKey", "secret",
                "aws.region", "eu-central-1",
                "aws.endpointUrlS3", server.endpoint().toString());
        environment.forEach(System::setProperty);
    }

    @AfterEach
    void removeItAgain() {
        environment.keySet().forEach(System::clearProperty);
        server.close();
    }

    @Test
    void oneLineMovesTheBlobsToABucket() {
        Digest stored;
        try (Mlops mlops = Mlops.builder()
                .directory(directory)
                .blobs(S3Blobs.of("our-models"))
                .open()) {
            try (Run run = mlops.tracking().start("late-deliveries")) {
                stored = run.artifact("report.html", REPORT);
            }
        }

        try (S3Blobs blobs = S3Blobs.of("our-models")) {
            assertThat(blobs.readAll(stored)).isEqualTo(REPORT);
            Verification found = blobs.verify();
            found.requirePassed();
            assertThat(found.checked()).isOne();
        }
    }

    @Test
    void aStoreMovesToTheBucketAndWhatNothingRefersToIsSweptThere(@TempDir Path elsewhere) {
        Digest stored;
        try (Mlops here = Mlops.open(directory)) {
            try (Run run = here.tracking().start("late-deliveries")) {
                stored = run.artifact("report.html", REPORT);
            }
        }

        try (Mlops here = Mlops.open(directory);
                Mlops there = Mlops.builder()
                        .directory(elsewhere)
                        .blobs(S3Blobs.of("our-models"))
                        .open()) {
            here.storage().copyTo(there);
        }

        InstantSource tomorrow = InstantSource.offset(InstantSource.system(), Duration.ofHours(25));
        try (S3Blobs blobs = S3Blobs.of("our-models");
                Mlops there = Mlops.builder()
                        .directory(elsewhere)
                        .clock(tomorrow)
                        .blobs(S3Blobs.of("our-models"))
                        .open()) {
            Digest unused = blobs.put(new byte[] {1});
            Storage storage = there.storage();
            storage.verify().requirePassed();
            assertThat(storage.sweep(storage.planSweep(Storage.DEFAULT_AGE)).unused())
                    .extracting(StoredBlob::digest)
                    .containsExactly(unused);
            assertThat(blobs.list()).containsExactly(stored);
        }
    }

    @Test
    void anotherServerIsNamed() {
        URI endpoint = server.endpoint();
        S3Blobs blobs = S3Blobs.builder("our-models")
                .prefix("team-a")
                .endpoint(endpoint)
                .pathStyle()
                .region("us-east-1")
                .open();
        assertThat(blobs.readAll(blobs.put(REPORT))).isEqualTo(REPORT);
        blobs.close();
    }

    @Test
    void aClientOfYourOwnSetsTheRest() {
        S3Client client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(2)))
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .build();
        S3Blobs blobs = S3Blobs.builder("our-models").client(client).open();
        assertThat(blobs.readAll(blobs.put(REPORT))).isEqualTo(REPORT);
        blobs.close();
        client.close();
    }
}
