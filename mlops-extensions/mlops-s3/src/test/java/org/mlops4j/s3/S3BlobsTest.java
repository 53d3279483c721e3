// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.Digest;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.testkit.BlobStoreContract;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class S3BlobsTest extends BlobStoreContract {

    private static S3Server server;
    private static S3Client client;

    private final Map<Path, String> buckets = new HashMap<>();

    @BeforeAll
    static void startTheServer(@TempDir Path directory) {
        server = new S3Server(directory);
        client = server.client();
    }

    @AfterAll
    static void stopTheServer() {
        client.close();
        server.close();
    }

    @Override
    protected BlobStore open(Path scratch) {
        return S3Blobs.builder(bucket(scratch)).client(client).open();
    }

    @Override
    protected void replace(Path scratch, Digest digest, byte[] bytes) {
        String key = new Keys("").of(digest);
        client.putObject(r -> r.bucket(bucket(scratch)).key(key), RequestBody.fromBytes(bytes));
    }

    private String bucket(Path scratch) {
        return buckets.computeIfAbsent(scratch, directory -> {
            String name = "test-" + Digest.of(directory.toString()).brief();
            client.createBucket(r -> r.bucket(name));
            return name;
        });
    }
}
