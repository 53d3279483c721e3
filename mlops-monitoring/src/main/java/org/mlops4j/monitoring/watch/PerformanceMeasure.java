// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.util.List;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.monitoring.performance.BinaryPerformance;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.performance.RegressionPerformance;

/** How the outputs of a model are held against what really happened. Thread-safe, a pure function. */
@FunctionalInterface
public interface PerformanceMeasure {

    /**
     * {@return the metrics, the same ones in the same order however many rows there are}
     *
     * @param outputs the first output of the model for each row
     * @param labels what happened, as many; never NaN
     */
    List<Estimate> of(double[] outputs, double[] labels);

    /**
     * {@return base rate, AUC, log loss, Brier score and calibration error of probabilities of class 1} Rows whose
     * label is neither 0 nor 1 are left out.
     */
    static PerformanceMeasure binary() {
        return (outputs, labels) -> {
            double[] scores = outputs.clone();
            boolean[] truths = new boolean[labels.length];
            for (int row = 0; row < labels.length; row++) {
                truths[row] = labels[row] == 1;
                if (labels[row] != 0 && labels[row] != 1) {
                    scores[row] = Double.NaN;
                }
            }
            return BinaryPerformance.of(BinaryScores.from(DoubleColumn.of(scores), BooleanColumn.of(truths)))
                    .estimates();
        };
    }

    /** {@return mean absolute error, root mean squared error and bias of predicted numbers} */
    static PerformanceMeasure regression() {
        return (outputs, labels) -> {
            RegressionPerformance performance = RegressionPerformance.of(outputs, labels);
            return List.of(performance.mae(), performance.rmse(), performance.bias());
        };
    }
}
