// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.search.Page;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.StoredDocument;

/** Pages of documents that are numbered, newest first. The last number of a page leads to the next one. */
final class NumberedPages {

    private static final int MOST = 1_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private NumberedPages() {}

    /**
     * {@return a page of what a query finds}
     *
     * @param query of documents with an attribute {@code number}, without an order
     * @param limit how many at most
     * @param after the number that the page before ended with, {@code null} for the first page
     */
    static Page<StoredDocument> newest(MetadataReader reader, MetadataQuery query, int limit, @Nullable String after) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("a page has 1 to " + MOST + " items, not " + limit);
        }
        MetadataQuery behind = after == null
                ? query
                : query.where("number", MetadataQuery.Comparison.LESS, Document.of(number(after)));
        List<StoredDocument> found = reader.query(behind.descending("number").limit(limit + 1));
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<StoredDocument> page = found.subList(0, limit);
        Document last = page.get(limit - 1).body().get("number");
        return new Page<>(page, Long.toString(last.whole()));
    }

    private static long number(String after) {
        if (!NUMBER.matcher(after).matches()) {
            throw new InvalidException("'" + after + "' is not what a page names as the next one; it is a number");
        }
        return Long.parseLong(after);
    }
}
