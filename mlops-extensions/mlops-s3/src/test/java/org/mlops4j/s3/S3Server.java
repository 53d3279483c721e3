// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A server that speaks S3, in this JVM, with its objects in a directory. */
final class S3Server implements AutoCloseable {

    private final S3Proxy.Builder builder;
    private S3Proxy proxy;
    private URI endpoint = URI.create("http://127.0.0.1:0");

    S3Server(Path directory) {
        this(S3Proxy.builder().blobStore(new FilesystemNio2BlobStore(directory.toString())));
    }

    private S3Server(S3Proxy.Builder builder) {
        this.builder = builder;
        start();
    }

    /** {@return a server that accepts the user "key" with a secret only} */
    static S3Server withSecret(Path directory, String secret) {
        return new S3Server(S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(directory.toString()))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "key", secret));
    }

    /** Starts it, after {@link #close} at the place where it was. */
    void start() {
        proxy = builder.endpoint(endpoint).stopTimeout(0).build();
        try {
            proxy.start();
        } catch (Exception e) {
            throw new IllegalStateException("the test server does not start", e);
        }
        endpoint = URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    URI endpoint() {
        return endpoint;
    }

    /** {@return a client that asks it} */
    S3Client client(ExecutionInterceptor... interceptors) {
        return S3Client.builder()
                .overrideConfiguration(c -> c.executionInterceptors(List.of(interceptors)))
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the test server does not stop", e);
        }
    }
}
