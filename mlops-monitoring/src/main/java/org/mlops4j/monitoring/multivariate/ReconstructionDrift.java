// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.drift.DriftResult;

/**
 * How well the rows of one chunk are told by a few principal components, beside chunks of the reference.
 *
 * @param result the verdict; its statistic is t, its effect the change of the mean error in standard deviations of the
 *     errors of single rows
 * @param error the mean error of the chunk's rows, NaN if it could not be computed
 * @param expected the mean error in chunks of the reference
 * @param low the lower bound of what a chunk without drift shows, at the level of the test; NaN if there is none
 * @param high the upper bound
 * @param components how many principal components are kept
 * @param columns how each column takes part, the one whose error grew most first
 */
public record ReconstructionDrift(
        DriftResult result,
        double error,
        double expected,
        double low,
        double high,
        int components,
        List<ColumnError> columns) {

    /** Copies the list. */
    public ReconstructionDrift {
        requireNonNull(result, "result");
        columns = List.copyOf(columns);
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        return Document.object()
                .with("version", 1)
                .with("result", result.toDocument())
                .with("error", error)
                .with("expected", expected)
                .with("low", low)
                .with("high", high)
                .with("components", components)
                .with(
                        "columns",
                        Document.list(
                                columns.stream().map(ColumnError::toDocument).toList()));
    }
}
