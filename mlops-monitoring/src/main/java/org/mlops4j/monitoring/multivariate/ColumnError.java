// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;

/**
 * How badly a column is told by what it usually has in common with the others.
 *
 * @param column its name
 * @param reference the mean squared error in the reference; the column has a variance of about 1
 * @param current the mean squared error in the current rows
 */
public record ColumnError(String column, double reference, double current) {

    /** Checks that there is a name. */
    public ColumnError {
        requireNonNull(column, "column");
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        return Document.object()
                .with("column", column)
                .with("reference", reference)
                .with("current", current);
    }
}
