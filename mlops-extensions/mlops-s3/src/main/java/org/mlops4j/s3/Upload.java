// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** An object that arrives in parts: it is there whole after the last, or never. For one thread. */
final class Upload {

    /** S3 takes no more. */
    static final int MOST_PARTS = 10_000;

    private final Bucket bucket;
    private final String key;
    private final String id;
    private final List<CompletedPart> parts = new ArrayList<>();

    private Upload(Bucket bucket, String key, String id) {
        this.bucket = bucket;
        this.key = key;
        this.id = id;
    }

    /**
     * Makes an object of parts. S3 checks each against its CRC-32, which has to be announced here: an upload that was
     * not is refused at its end. If anything fails the upload is aborted, so that nothing of it has to be paid for.
     *
     * @param parts adds them in their order
     */
    static void run(Bucket bucket, String key, Consumer<Upload> parts) {
        String id = bucket.send(
                "begin the upload to " + bucket.place(key),
                () -> bucket.client()
                        .createMultipartUpload(
                                r -> r.bucket(bucket.name()).key(key).checksumAlgorithm(ChecksumAlgorithm.CRC32))
                        .uploadId());
        Upload upload = new Upload(bucket, key, id);
        try {
            parts.accept(upload);
            upload.complete();
        } catch (RuntimeException | Error e) {
            CleanUp.after(e, () -> bucket.abort(key, id));
            throw e;
        }
    }

    /** {@return how many parts there are so far} */
    int size() {
        return parts.size();
    }

    /** Adds what was read last. */
    void add(PartReader bytes) {
        int number = parts.size() + 1;
        UploadPartResponse sent = bucket.send(
                "send part " + number + " of " + bucket.place(key),
                () -> bucket.client()
                        .uploadPart(
                                r -> r.bucket(bucket.name())
                                        .key(key)
                                        .uploadId(id)
                                        .partNumber(number)
                                        .checksumCRC32(bytes.crc32()),
                                bytes.part()));
        parts.add(CompletedPart.builder()
                .partNumber(number)
                .eTag(sent.eTag())
                .checksumCRC32(sent.checksumCRC32())
                .build());
    }

    /** Adds bytes of another object. */
    void addCopy(String from, long first, long last) {
        int number = parts.size() + 1;
        CopyPartResult copied = bucket.send(
                "copy bytes " + first + " to " + last + " of " + bucket.place(from) + " to " + key,
                () -> bucket.client()
                        .uploadPartCopy(r -> r.sourceBucket(bucket.name())
                                .sourceKey(from)
                                .copySourceRange("bytes=" + first + '-' + last)
                                .destinationBucket(bucket.name())
                                .destinationKey(key)
                                .uploadId(id)
                                .partNumber(number))
                        .copyPartResult());
        parts.add(CompletedPart.builder()
                .partNumber(number)
                .eTag(copied.eTag())
                .checksumCRC32(copied.checksumCRC32())
                .build());
    }

    private void complete() {
        bucket.send(
                "complete the upload to " + bucket.place(key),
                () -> bucket.client()
                        .completeMultipartUpload(r -> r.bucket(bucket.name())
                                .key(key)
                                .uploadId(id)
                                .multipartUpload(all -> all.parts(parts))));
    }
}
