// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.attribution;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.drift.DriftResult;

/**
 * Whether a model goes by other inputs than it did.
 *
 * @param result the verdict; its statistic is the normalised discounted cumulative gain, its effect what that lacks to
 *     1
 * @param inputs the one whose share of the importance changed most first; none if they could not be compared
 */
public record AttributionDrift(DriftResult result, List<InputImportance> inputs) {

    /** Copies the list. */
    public AttributionDrift {
        requireNonNull(result, "result");
        inputs = List.copyOf(inputs);
    }

    /** {@return the normalised discounted cumulative gain in [0, 1]; NaN if there is none} */
    public double ndcg() {
        return result.measurement().statistic();
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        return Document.object()
                .with("version", 1)
                .with("result", result.toDocument())
                .with(
                        "inputs",
                        Document.list(
                                inputs.stream().map(InputImportance::toDocument).toList()));
    }
}
