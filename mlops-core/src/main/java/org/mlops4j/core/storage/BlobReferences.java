// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.storage;

import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.documents.NamedDigests;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.core.registry.Tombstones;
import org.mlops4j.data.Digest;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.StoredDocument;

/**
 * The digests that are written anywhere in documents. Which of them mean a blob is not asked: whoever stores a digest,
 * in a kind of document that this code has never heard of, keeps its blob. Only the audit chain keeps nothing: it tells
 * what was.
 */
final class BlobReferences {

    private final NamedDigests digests = new NamedDigests();

    /** The chain tells of documents, and a tombstone what was: neither needs the bytes. */
    private static boolean keepsBlobs(String kind) {
        return !HashChain.owns(kind) && !kind.equals(Tombstones.KIND);
    }

    /** {@return whether some document has that digest} */
    boolean contains(Digest digest) {
        return digests.contains(digest);
    }

    /** Takes in all documents. */
    void addAll(MetadataReader reader) {
        reader.kinds().stream()
                .filter(BlobReferences::keepsBlobs)
                .forEach(kind -> Pages.forEach(reader, MetadataQuery.of(kind), this::add));
    }

    /** Takes in the documents that were put after a number of the change sequence. */
    void addChanged(MetadataReader reader, long after) {
        Pages.forEachChange(reader, after, change -> {
            if (keepsBlobs(change.kind())) {
                reader.find(change.kind(), change.id()).ifPresent(this::add);
            }
        });
    }

    private void add(StoredDocument stored) {
        digests.add(stored.id());
        digests.add(stored.body());
        stored.attributes().forEach((name, value) -> {
            digests.add(name);
            digests.add(value);
        });
    }
}
