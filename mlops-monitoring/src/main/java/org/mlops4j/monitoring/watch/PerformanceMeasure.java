// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.monitoring.performance.BinaryPerformance;
import org.mlops4j.monitoring.performance.BusinessMetric;
import org.mlops4j.monitoring.performance.Confusion;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.performance.MultiClassPerformance;
import org.mlops4j.monitoring.performance.RegressionPerformance;

/** How predictions are held against what really happened. Thread-safe, a pure function. */
@FunctionalInterface
public interface PerformanceMeasure {

    /** {@return the metrics, the same ones in the same order however many rows there are} */
    List<Estimate> of(Outcomes outcomes);

    /** {@return the metrics of this measure, then those of another} */
    default PerformanceMeasure and(PerformanceMeasure other) {
        return outcomes -> {
            List<Estimate> both = new ArrayList<>(of(outcomes));
            both.addAll(other.of(outcomes));
            return both;
        };
    }

    /**
     * {@return base rate, AUC, log loss, Brier score and calibration error of probabilities of class 1, the first
     * output} Rows whose label is neither 0 nor 1 are left out.
     */
    static PerformanceMeasure binary() {
        return outcomes -> BinaryPerformance.of(outcomes.binaryScores()).estimates();
    }

    /** {@return mean absolute error, root mean squared error and bias of predicted numbers, the first output} */
    static PerformanceMeasure regression() {
        return outcomes -> {
            RegressionPerformance performance = RegressionPerformance.of(
                    outcomes.outputs(), outcomes.labels().toArray());
            return List.of(performance.mae(), performance.rmse(), performance.bias());
        };
    }

    /**
     * {@return accuracy, precision, recall, F1 and the like of the decisions at a threshold, by the first output} Rows
     * whose label is neither 0 nor 1 are left out.
     *
     * @param threshold scores from here on count as class 1
     */
    static PerformanceMeasure decisions(double threshold) {
        return outcomes -> Confusion.of(outcomes.binaryScores(), threshold).estimates();
    }

    /**
     * {@return the metrics of {@link MultiClassPerformance} of one output for each class} Labels are the indexes of the
     * classes; rows with another label are left out.
     *
     * @param classes in the order of the outputs, at least two
     */
    static PerformanceMeasure multiClass(List<String> classes) {
        List<String> copy = List.copyOf(classes);
        return outcomes -> MultiClassPerformance.of(outcomes.classScores(copy)).estimates();
    }

    /**
     * {@return the mean of a metric of the business; its function sees the columns of {@link PredictionWindow#table}}
     */
    static PerformanceMeasure business(BusinessMetric metric) {
        requireNonNull(metric, "metric");
        return outcomes -> List.of(metric.mean(
                outcomes.outputs(),
                outcomes.labels().toArray(),
                outcomes.predictions().table()));
    }
}
