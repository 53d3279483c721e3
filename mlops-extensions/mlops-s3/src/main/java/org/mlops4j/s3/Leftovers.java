// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import java.time.Instant;
import org.mlops4j.error.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What processes that died in the middle of a put left in the bucket. */
final class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private Leftovers() {}

    /** Removes what is older than a moment. A store that may not do so, such as one that only reads, works without. */
    static void remove(Bucket bucket, Keys keys, Instant before) {
        try {
            objects(bucket, keys, before);
            uploads(bucket, keys.blobs(), before);
            uploads(bucket, keys.incoming(), before);
        } catch (StorageException e) {
            LOG.warn("leftovers of unfinished puts stay for a later open or a lifecycle rule: {}", e.getMessage());
        }
    }

    private static void objects(Bucket bucket, Keys keys, Instant before) {
        bucket.list(keys.incoming())
                .filter(object -> object.lastModified().isBefore(before))
                .forEach(object -> bucket.delete(object.key()));
    }

    private static void uploads(Bucket bucket, String prefix, Instant before) {
        bucket.uploads(prefix)
                .filter(upload -> upload.initiated().isBefore(before))
                .forEach(upload -> bucket.abort(upload.key(), upload.uploadId()));
    }
}
