// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataReader.Change;
import org.mlops4j.spi.StoredDocument;

/** All documents that a query matches, and all changes, however many there are: read in pages. */
public final class Pages {

    private static final int CHANGES = 1_000;

    private Pages() {}

    /** {@return all matching documents in the order of the query} */
    public static List<StoredDocument> all(MetadataReader reader, MetadataQuery query) {
        List<StoredDocument> all = new ArrayList<>();
        forEach(reader, query, all::add);
        return all;
    }

    /** Hands all changes after a number of the sequence over in their order; holds one page at a time. */
    public static void forEachChange(MetadataReader reader, long after, Consumer<? super Change> action) {
        List<Change> page = reader.changes(after, CHANGES);
        while (!page.isEmpty()) {
            page.forEach(action);
            page = reader.changes(page.get(page.size() - 1).sequence(), CHANGES);
        }
    }

    /** Hands all matching documents over in the order of the query; holds one page at a time, of the query's limit. */
    public static void forEach(MetadataReader reader, MetadataQuery query, Consumer<? super StoredDocument> action) {
        List<StoredDocument> page = reader.query(query);
        page.forEach(action);
        while (page.size() == query.limit()) {
            page = reader.query(query.after(page.get(page.size() - 1)));
            page.forEach(action);
        }
    }
}
