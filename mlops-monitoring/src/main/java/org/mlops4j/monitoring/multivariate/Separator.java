// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;

/**
 * What tells current rows from those of the reference.
 *
 * @param feature a column, a category or component of one, a word of a text, or a product of two
 * @param importance how much it moves the classifier's score: the size of its weight times its standard deviation
 * @param referenceMean its mean in the reference: of words the share of rows that hold it, of all else in standard
 *     deviations from the mean of all rows
 * @param currentMean its mean in the current rows
 */
public record Separator(String feature, double importance, double referenceMean, double currentMean) {

    /** Checks that there is a name. */
    public Separator {
        requireNonNull(feature, "feature");
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        return Document.object()
                .with("feature", feature)
                .with("importance", importance)
                .with("referenceMean", referenceMean)
                .with("currentMean", currentMean);
    }
}
