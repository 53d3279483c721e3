// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.SignalDetail;
import org.mlops4j.monitoring.estimation.Cbpe;
import org.mlops4j.monitoring.estimation.DirectLossEstimator;
import org.mlops4j.monitoring.estimation.ReferenceLimits;
import org.mlops4j.monitoring.performance.Estimate;

/** How good the predictions of a window probably are before their labels come: {@code estimated.<metric>}. */
final class EstimationMeasure {

    private EstimationMeasure() {}

    /** {@return what the scores themselves imply, by the first output} */
    static WindowMeasure of(Cbpe estimator) {
        requireNonNull(estimator, "estimator");
        boolean calibrated = estimator.calibration().isPresent();
        return window -> {
            // Without calibration only probabilities tell something; a model that says 1.2 must not end the watch.
            double[] scores = Arrays.stream(window.output(0))
                    .map(score -> calibrated || (score >= 0 && score <= 1) ? score : Double.NaN)
                    .toArray();
            return estimator.estimate(scores).estimates().stream()
                    .map(estimate -> signal(window, estimate, estimator.limits().get(estimate.metric())))
                    .toList();
        };
    }

    /** {@return what a model of the loss foretells} */
    static WindowMeasure of(DirectLossEstimator estimator) {
        requireNonNull(estimator, "estimator");
        return window -> {
            Table table = window.table();
            return table.schema().size() == 0
                    ? List.of()
                    : List.of(signal(window, estimator.estimate(table), estimator.limits()));
        };
    }

    private static Signal signal(PredictionWindow window, Estimate estimate, @Nullable ReferenceLimits limits) {
        Document.Fields detail = Document.object()
                .with(SignalDetail.LOW, estimate.low())
                .with(SignalDetail.HIGH, estimate.high())
                .with("reason", estimate.reason());
        if (limits != null) {
            detail = detail.with(SignalDetail.REFERENCE, limits.mean())
                    .with("limits", limits.toDocument())
                    .with(SignalDetail.VERDICT, limits.exceededBy(estimate.value()) ? "BEYOND_LIMITS" : "OK");
        }
        return new Signal(
                "estimated." + PerformanceSignals.words(estimate.metric()),
                window.from(),
                window.to(),
                estimate.value(),
                estimate.rows(),
                detail);
    }
}
