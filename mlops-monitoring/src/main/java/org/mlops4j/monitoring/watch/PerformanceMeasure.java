// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.monitoring.performance.BinaryPerformance;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.Estimate;
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
        return outcomes -> BinaryPerformance.of(scores(outcomes)).estimates();
    }

    /** {@return mean absolute error, root mean squared error and bias of predicted numbers, the first output} */
    static PerformanceMeasure regression() {
        return outcomes -> {
            RegressionPerformance performance = RegressionPerformance.of(
                    outcomes.outputs(), outcomes.labels().toArray());
            return List.of(performance.mae(), performance.rmse(), performance.bias());
        };
    }

    private static BinaryScores scores(Outcomes outcomes) {
        double[] scores = outcomes.outputs();
        boolean[] truths = new boolean[scores.length];
        for (int row = 0; row < truths.length; row++) {
            double label = outcomes.labels().get(row);
            truths[row] = label == 1;
            if (label != 0 && label != 1) {
                scores[row] = Double.NaN;
            }
        }
        return BinaryScores.from(DoubleColumn.of(scores), BooleanColumn.of(truths));
    }
}
