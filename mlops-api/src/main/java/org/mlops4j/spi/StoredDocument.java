// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import java.util.SortedMap;
import org.mlops4j.data.Document;

/**
 * A document as a {@link MetadataStore} holds it.
 *
 * @param kind what it is, such as {@code run}
 * @param id unique within its kind
 * @param body the document
 * @param attributes what queries match: texts and numbers
 * @param version 1 for the first put of this kind and id, one more for each later one; never used again after a delete
 */
public record StoredDocument(
        String kind, String id, Document body, SortedMap<String, Document> attributes, long version) {

    /** Copies the attributes. */
    public StoredDocument {
        attributes = Document.object(attributes).fields();
    }
}
