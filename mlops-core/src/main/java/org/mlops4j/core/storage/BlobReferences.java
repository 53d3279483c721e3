// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.storage;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.core.registry.Tombstones;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.StoredDocument;

/**
 * The digests that are written anywhere in documents. Which of them mean a blob is not asked: whoever stores a digest,
 * in a kind of document that this code has never heard of, keeps its blob. Only the audit chain keeps nothing: it tells
 * what was.
 */
final class BlobReferences {

    private static final Pattern DIGEST = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    private final SortedSet<Digest> digests = new TreeSet<>();

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
        add(stored.id());
        add(stored.body());
        stored.attributes().forEach(this::add);
    }

    private void add(String name, Document value) {
        add(name);
        add(value);
    }

    private void add(Document document) {
        if (document instanceof Document.Text text) {
            add(text.text());
        } else if (document instanceof Document.Fields fields) {
            for (Map.Entry<String, Document> field : fields.fields().entrySet()) {
                add(field.getKey(), field.getValue());
            }
        } else if (document instanceof Document.Items items) {
            items.list().forEach(this::add);
        }
    }

    private void add(String text) {
        Matcher matcher = DIGEST.matcher(text);
        while (matcher.find()) {
            digests.add(new Digest(matcher.group()));
        }
    }
}
