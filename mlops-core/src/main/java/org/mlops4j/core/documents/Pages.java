// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.StoredDocument;

/** All documents that a query matches, however many there are: the query's limit is the size of a page. */
public final class Pages {

    private Pages() {}

    /** {@return all matching documents in the order of the query} */
    public static List<StoredDocument> all(MetadataReader reader, MetadataQuery query) {
        List<StoredDocument> all = new ArrayList<>();
        forEach(reader, query, all::add);
        return all;
    }

    /** Hands all matching documents over in the order of the query; holds one page at a time. */
    public static void forEach(MetadataReader reader, MetadataQuery query, Consumer<? super StoredDocument> action) {
        List<StoredDocument> page = reader.query(query);
        page.forEach(action);
        while (page.size() == query.limit()) {
            page = reader.query(query.after(page.get(page.size() - 1)));
            page.forEach(action);
        }
    }
}
