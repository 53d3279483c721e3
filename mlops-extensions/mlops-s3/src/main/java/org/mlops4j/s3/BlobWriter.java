// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import java.io.InputStream;
import org.mlops4j.data.Digest;
import org.mlops4j.error.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores streams under their digest. The digest, and so the key, is known at the end of the stream only: what does not
 * fit into one part goes to a key of its own first, and S3 copies it to its name.
 *
 * <p>A blob that is there already is stored again. That is one request more than none, but it makes the time of the
 * blob the time of this put, and it repairs a blob that was damaged.
 *
 * @param partBytes the size of a part
 * @param copyBytes what S3 is asked to copy in one request
 */
record BlobWriter(Bucket bucket, Keys keys, int partBytes, long copyBytes) {

    private static final Logger LOG = LoggerFactory.getLogger(BlobWriter.class);

    Digest put(InputStream bytes) {
        PartReader reader = new PartReader(bytes, partBytes);
        reader.next();
        return reader.ended() ? putWhole(reader) : putInParts(reader);
    }

    private Digest putWhole(PartReader reader) {
        Digest digest = reader.digest();
        bucket.put(keys.of(digest), reader.part(), digest);
        return digest;
    }

    private Digest putInParts(PartReader reader) {
        String incoming = keys.newIncoming();
        Digest digest;
        try {
            Upload.run(bucket, incoming, upload -> send(reader, upload));
            digest = reader.digest();
            copy(incoming, keys.of(digest), reader.total());
        } catch (RuntimeException | Error e) {
            // Also when it seems that nothing arrived: the answer alone may have been lost.
            CleanUp.after(e, () -> bucket.delete(incoming));
            throw e;
        }
        removeCopied(incoming);
        return digest;
    }

    private void send(PartReader reader, Upload upload) {
        upload.add(reader);
        while (!reader.ended()) {
            reader.next();
            if (!reader.isEmpty()) {
                requirePartsLeft(upload);
                upload.add(reader);
            }
        }
    }

    private void requirePartsLeft(Upload upload) {
        if (upload.size() == Upload.MOST_PARTS) {
            throw new StorageException("could not store a blob of more than " + Upload.MOST_PARTS + " parts of "
                    + partBytes + " bytes in " + bucket.name() + ": set a larger partBytes");
        }
    }

    private void copy(String from, String to, long size) {
        if (size <= copyBytes) {
            bucket.copy(from, to);
            return;
        }
        Upload.run(bucket, to, upload -> {
            for (long first = 0; first < size; first += copyBytes) {
                upload.addCopy(from, first, Math.min(first + copyBytes, size) - 1);
            }
        });
    }

    private void removeCopied(String incoming) {
        try {
            bucket.delete(incoming);
        } catch (StorageException e) {
            LOG.warn("a blob is stored, and its copy stays until a later open: {}", e.getMessage());
        }
    }
}
