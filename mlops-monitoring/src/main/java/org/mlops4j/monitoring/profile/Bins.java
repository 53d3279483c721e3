// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * How the values of a column are told apart: a fixed number of cells, each with a label. Made from a reference once;
 * all data that are to be compared with it are counted into the same cells. Immutable.
 */
public sealed interface Bins permits QuantileBins, CategoryBins {

    /** {@return the number of cells, at least 1} */
    int size();

    /** {@return what a cell holds, for people; the same in every locale} */
    String label(int cell);

    /** {@return the form in which bins are stored} */
    Document toDocument();

    /**
     * {@return the bins whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    static Bins from(Document document) {
        if (document.find("edges").isPresent()) {
            return QuantileBins.from(document);
        }
        return CategoryBins.from(document);
    }
}
