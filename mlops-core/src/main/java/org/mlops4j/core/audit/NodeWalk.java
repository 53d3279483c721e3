// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.CorruptException;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.StoredDocument;

/**
 * Goes through the stored nodes of the tree beside the entries that complete them. A node may be missing, since it can
 * be computed; one that is there must be right.
 */
final class NodeWalk {

    private final MetadataReader reader;
    private final Deque<StoredDocument> page = new ArrayDeque<>();
    private MetadataQuery next = MetadataQuery.of(StoredTree.NODE);

    NodeWalk(MetadataReader reader) {
        this.reader = reader;
        load();
    }

    /** Compares with the stored nodes those that an entry completes, from level 1 upwards. */
    void completed(long sequence, List<Digest> nodes) {
        for (int level = 1; level <= nodes.size(); level++) {
            String id = StoredTree.id(level, (sequence >> level) - 1);
            if (!page.isEmpty() && page.getFirst().id().equals(id)) {
                StoredDocument stored = page.removeFirst();
                Document expected = StoredTree.body(nodes.get(level - 1));
                if (!stored.body().equals(expected) || !stored.attributes().equals(Map.of())) {
                    throw new CorruptException("audit entry " + sequence + " or one before it is not what node '" + id
                            + "' of the tree over the chain was made of, or the node was altered");
                }
                load();
            }
        }
    }

    /** Tells that there are no more entries. */
    void end() {
        if (!page.isEmpty()) {
            throw new CorruptException("node '" + page.getFirst().id()
                    + "' of the tree over the audit chain belongs to no entries: it was altered");
        }
    }

    private void load() {
        if (page.isEmpty()) {
            page.addAll(reader.query(next));
            if (!page.isEmpty()) {
                next = next.after(page.getLast());
            }
        }
    }
}
