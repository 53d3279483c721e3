// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import org.mlops4j.data.Document;
import org.mlops4j.spi.StoredDocument;

/**
 * The last version that a document had.
 *
 * @param document the document, if it is there
 * @param version its version, or that in which it was deleted, or 0 if it was never there
 */
record LastVersion(Optional<StoredDocument> document, long version) {

    static LastVersion of(StoredDocument document) {
        return new LastVersion(Optional.of(document), document.version());
    }

    /** {@return that there is no document after a version} */
    static LastVersion without(long version) {
        return new LastVersion(Optional.empty(), version);
    }

    /** {@return what can be searched of it} */
    SortedMap<String, Document> attributes() {
        return document.map(StoredDocument::attributes).orElseGet(Collections::emptySortedMap);
    }
}
