// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import java.util.Map;
import org.mlops4j.data.Document;

/** A transaction of a {@link MetadataStore}. It reads its own writes. */
public interface MetadataWriter extends MetadataReader {

    /**
     * Stores a document, new or in place of the one of that kind and id.
     *
     * @param attributes what queries can match and order by: name to {@link Document.Text}, {@link Document.Whole} or
     *     {@link Document.Real}; they replace earlier ones as a whole
     * @return the document as stored, with its new version
     */
    StoredDocument put(String kind, String id, Document body, Map<String, Document> attributes);

    /**
     * Removes a document.
     *
     * @return whether there was one
     */
    boolean delete(String kind, String id);
}
