// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import java.util.Optional;
import org.mlops4j.data.Document;

/** Says of a document what is in no index, when a search asks: what time alone may change, or another document. */
@FunctionalInterface
public interface Told {

    /** Says nothing. */
    Told NOTHING = (id, attribute) -> Optional.empty();

    /**
     * {@return the value of an attribute of the sort {@link Indexed.Sort#TOLD}, if the document has it}
     *
     * @param id of the document
     */
    Optional<Document> find(String id, String attribute);
}
