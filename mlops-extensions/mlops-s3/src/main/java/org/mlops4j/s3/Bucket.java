// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The requests to a bucket. Each that fails throws a {@link org.mlops4j.error.StorageException}. Thread-safe.
 *
 * @param client sends them, and repeats them where that helps
 * @param name the name of the bucket
 */
record Bucket(S3Client client, String name) {

    /** {@return where an object lies, for messages} */
    String place(String key) {
        return "s3://" + name + '/' + key;
    }

    void requireAccess() {
        send("open the bucket '" + name + "'", () -> client.headBucket(r -> r.bucket(name)));
    }

    Optional<HeadObjectResponse> find(String key) {
        return send("look for " + place(key), () -> {
            try {
                return Optional.of(client.headObject(r -> r.bucket(name).key(key)));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    /** {@return the bytes of an object from one of them on, if it is there} */
    Optional<ResponseInputStream<GetObjectResponse>> open(String key, long from) {
        String range = from == 0 ? null : "bytes=" + from + '-';
        return send("open " + place(key), () -> {
            try {
                return Optional.of(client.getObject(r -> r.bucket(name).key(key).range(range)));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    /** Stores an object; S3 compares what arrives with the digest. */
    void put(String key, RequestBody bytes, Digest digest) {
        String checksum = Base64.getEncoder().encodeToString(digest.bytes());
        send("store " + place(key), () -> {
            try {
                return client.putObject(r -> r.bucket(name).key(key).checksumSHA256(checksum), bytes);
            } catch (SdkClientException e) {
                throw bucketIsMissing(e).orElse(e);
            }
        });
    }

    /**
     * {@return that there is no bucket, if a request with a body failed for that} A server may refuse a body without
     * reading it; then the connection breaks and its answer is lost.
     */
    private Optional<SdkException> bucketIsMissing(SdkClientException failure) {
        if (failure instanceof AbortedException) {
            return Optional.empty();
        }
        try {
            client.headBucket(r -> r.bucket(name));
            return Optional.empty();
        } catch (NoSuchBucketException missing) {
            missing.addSuppressed(failure);
            return Optional.of(missing);
        } catch (SdkException other) {
            failure.addSuppressed(other);
            return Optional.empty();
        }
    }

    /** Copies an object of less than 5 GiB. */
    void copy(String from, String to) {
        send(
                "copy " + place(from) + " to " + to,
                () -> client.copyObject(r -> r.sourceBucket(name)
                        .sourceKey(from)
                        .destinationBucket(name)
                        .destinationKey(to)));
    }

    /** Removes an object, if there is one. */
    void delete(String key) {
        send(
                "delete " + place(key),
                () -> client.deleteObject(r -> r.bucket(name).key(key)));
    }

    /** {@return the objects in the order of their keys, asked for by the thousand; the first thousand at once} */
    Stream<S3Object> list(String prefix) {
        return pages(page -> listPage(prefix, page), ListObjectsV2Response::isTruncated)
                .flatMap(page -> page.contents().stream());
    }

    private ListObjectsV2Response listPage(String prefix, @Nullable ListObjectsV2Response before) {
        return send(
                "list " + place(prefix),
                () -> client.listObjectsV2(r -> r.bucket(name)
                        .prefix(prefix)
                        .continuationToken(before == null ? null : before.nextContinuationToken())));
    }

    /** {@return the uploads that have not ended, asked for by the thousand} */
    Stream<MultipartUpload> uploads(String prefix) {
        return pages(page -> uploadsPage(prefix, page), ListMultipartUploadsResponse::isTruncated)
                .flatMap(page -> page.uploads().stream());
    }

    private ListMultipartUploadsResponse uploadsPage(String prefix, @Nullable ListMultipartUploadsResponse before) {
        return send(
                "list the unfinished uploads to " + place(prefix),
                () -> client.listMultipartUploads(r -> r.bucket(name)
                        .prefix(prefix)
                        .keyMarker(before == null ? null : before.nextKeyMarker())
                        .uploadIdMarker(before == null ? null : before.nextUploadIdMarker())));
    }

    /** Ends an upload without an object, if it has not ended. */
    void abort(String key, String uploadId) {
        send("abort the upload to " + place(key), () -> {
            try {
                client.abortMultipartUpload(r -> r.bucket(name).key(key).uploadId(uploadId));
            } catch (NoSuchUploadException e) {
                // It ended: what was wanted.
            }
            return uploadId;
        });
    }

    /**
     * {@return the answer}
     *
     * @param wanted completes "could not"
     */
    <T> T send(String wanted, Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            throw Failures.translate(wanted, e);
        }
    }

    private static <P> Stream<P> pages(NextPage<P> next, Predicate<P> more) {
        return Stream.iterate(next.after(null), Objects::nonNull, page -> more.test(page) ? next.after(page) : null);
    }

    /** Asks for the page after one, or for the first. */
    private interface NextPage<P> {
        P after(@Nullable P page);
    }
}
