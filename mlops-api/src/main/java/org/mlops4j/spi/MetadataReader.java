// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One committed state of a {@link MetadataStore}. Valid in the call that handed it out, and in its thread. */
public interface MetadataReader {

    /** {@return the document of that kind and id, if there is one} */
    Optional<StoredDocument> find(String kind, String id);

    /**
     * {@return the version of a document, 0 if it is not there} Says the same as {@link #find}, which it asks here; a
     * store can spare its caller the document.
     */
    default long version(String kind, String id) {
        return find(kind, id).map(StoredDocument::version).orElse(0L);
    }

    /** {@return the documents that match, in the order and up to the limit of the query} */
    List<StoredDocument> query(MetadataQuery query);

    /**
     * {@return some attributes of the documents that match, in the order and up to the limit of the query} Says the
     * same as reading the documents, which it does here; a store whose index has the values reads them from there
     * alone.
     *
     * @param names of the attributes wanted; what a document lacks is left out
     */
    default List<StoredAttributes> select(MetadataQuery query, Set<String> names) {
        return query(query).stream()
                .map(document -> StoredAttributes.of(document, names))
                .toList();
    }

    /** {@return all documents that match, in the order of the query, read in pages of its limit} */
    default List<StoredDocument> queryAll(MetadataQuery query) {
        List<StoredDocument> all = new ArrayList<>();
        List<StoredDocument> page = query(query);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = page.size() < query.limit() ? List.of() : query(query.after(page.get(page.size() - 1)));
        }
        return List.copyOf(all);
    }

    /** {@return the kinds of which there are documents, in ascending order} */
    List<String> kinds();

    /** {@return the number of the last change, 0 if there was none} */
    long lastChange();

    /**
     * {@return the changes after a number of the sequence, oldest first; without gaps, one entry for each put and
     * delete}
     *
     * @param after 0 for the beginning
     * @param limit how many at most, at least 1
     */
    List<Change> changes(long after, int limit);

    /**
     * One entry of the change sequence.
     *
     * @param sequence its number, from 1
     * @param kind the kind of the document
     * @param id its id
     * @param deleted whether it was deleted rather than put
     */
    record Change(long sequence, String kind, String id, boolean deleted) {}
}
