// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.estimation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.performance.Estimate;

/**
 * What metrics of rows probably are, before their labels are known.
 *
 * @param estimates of metrics, in a fixed order
 * @param counts the expected confusion matrix: {@code truePositives} and so on
 */
public record EstimatedPerformance(List<Estimate> estimates, List<Estimate> counts) {

    /** Copies the lists. */
    public EstimatedPerformance {
        estimates = List.copyOf(estimates);
        counts = List.copyOf(counts);
    }

    /** {@return the metric or count of a name, such as {@code auc}, if there is one} */
    public Optional<Estimate> find(String metric) {
        return Stream.concat(estimates.stream(), counts.stream())
                .filter(e -> e.metric().equals(metric))
                .findFirst();
    }

    /** {@return the form for machines} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("estimates", Estimate.documents(estimates))
                .with("counts", Estimate.documents(counts));
    }
}
