// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.drift.DriftResult;
import org.mlops4j.monitoring.performance.Estimate;

/**
 * What a classifier between two tables says.
 *
 * @param result the verdict; its effect is {@code 2 AUC - 1}, cut at 0
 * @param auc the area under the ROC curve on rows that the classifier was not trained on, with DeLong's interval; 0.5
 *     if the tables cannot be told apart
 * @param separators what the classifier goes by, most important first; they say something only if there is drift
 */
public record ClassifierDrift(DriftResult result, Estimate auc, List<Separator> separators) {

    /** Copies the list. */
    public ClassifierDrift {
        requireNonNull(result, "result");
        requireNonNull(auc, "auc");
        separators = List.copyOf(separators);
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        return Document.object()
                .with("version", 1)
                .with("result", result.toDocument())
                .with("auc", auc.toDocument())
                .with(
                        "separators",
                        Document.list(
                                separators.stream().map(Separator::toDocument).toList()));
    }
}
