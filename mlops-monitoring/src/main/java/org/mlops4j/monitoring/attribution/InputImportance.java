// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.attribution;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;

/**
 * How important an input was and is.
 *
 * @param input its name
 * @param reference its importance in the reference, as a share of the importances of all inputs
 * @param current the same now
 * @param referenceRank its rank in the reference, from 1
 * @param currentRank its rank now
 */
public record InputImportance(String input, double reference, double current, int referenceRank, int currentRank) {

    /** Checks that there is a name. */
    public InputImportance {
        requireNonNull(input, "input");
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        return Document.object()
                .with("input", input)
                .with("reference", reference)
                .with("current", current)
                .with("referenceRank", referenceRank)
                .with("currentRank", currentRank);
    }
}
