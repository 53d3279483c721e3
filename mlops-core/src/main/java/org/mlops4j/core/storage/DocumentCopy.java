// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.storage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Document;
import org.mlops4j.error.CorruptException;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataReader.Change;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/**
 * Writes the documents of one store into another by going through the sequence of changes once more. The content that
 * was overwritten since is gone, so an empty document stands for it until its successor comes; what is left in the end
 * has the same content, versions and change numbers.
 *
 * @param source one state of the source
 */
record DocumentCopy(MetadataReader source) {

    private static final int PAGE = 1_000;

    /** {@return how many documents there are in the end} */
    long replay(MetadataWriter target) {
        Map<Key, Long> lastChanges = new HashMap<>();
        Pages.forEachChange(source, 0, change -> lastChanges.put(Key.of(change), change.sequence()));
        long[] documents = {0};
        Pages.forEachChange(source, 0, change -> {
            if (change.deleted()) {
                target.delete(change.kind(), change.id());
            } else if (lastChanges.getOrDefault(Key.of(change), 0L) > change.sequence()) {
                target.put(change.kind(), change.id(), Document.nothing(), Map.of());
            } else {
                StoredDocument stored = source.find(change.kind(), change.id())
                        .orElseThrow(() -> different(change.kind(), change.id()));
                target.put(change.kind(), change.id(), stored.body(), stored.attributes());
                documents[0]++;
            }
        });
        return documents[0];
    }

    /**
     * {@return the reader itself}
     *
     * @throws CorruptException if its documents and changes are not those of the source
     */
    MetadataReader requireEqual(MetadataReader target) {
        if (!target.kinds().equals(source.kinds())) {
            throw different("kinds", target.kinds().toString());
        }
        for (String kind : source.kinds()) {
            MetadataQuery query = MetadataQuery.of(kind).limit(PAGE);
            List<StoredDocument> page = source.query(query);
            while (!page.isEmpty()) {
                if (!target.query(query).equals(page)) {
                    throw different(
                            kind,
                            "between " + page.get(0).id() + " and "
                                    + page.get(page.size() - 1).id());
                }
                query = query.after(page.get(page.size() - 1));
                page = source.query(query);
            }
            if (!target.query(query).isEmpty()) {
                throw different(kind, target.query(query).get(0).id());
            }
        }
        long after = 0;
        List<Change> changes = source.changes(after, PAGE);
        while (!changes.isEmpty()) {
            if (!target.changes(after, PAGE).equals(changes)) {
                throw different("changes", "after " + after);
            }
            after = changes.get(changes.size() - 1).sequence();
            changes = source.changes(after, PAGE);
        }
        return target;
    }

    private static CorruptException different(String kind, String id) {
        return new CorruptException("the copy of documents is not equal to its source: " + kind + " " + id
                + ". Remove the copy and make it again.");
    }

    private record Key(String kind, String id) {
        static Key of(Change change) {
            return new Key(change.kind(), change.id());
        }
    }
}
