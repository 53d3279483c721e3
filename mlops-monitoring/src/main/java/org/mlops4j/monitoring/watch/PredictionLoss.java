// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import org.mlops4j.data.DoubleColumn;

/** How wrong each prediction was, for detectors of concept drift. Thread-safe, a pure function. */
@FunctionalInterface
public interface PredictionLoss {

    /** {@return the loss of each prediction, in the same order; NaN for those that are to be left out} */
    DoubleColumn of(Outcomes outcomes);

    /**
     * {@return 1 for a wrong class and 0 for the right one, of probabilities of class 1}
     *
     * @param threshold the least probability, the first output, that counts as class 1
     */
    static PredictionLoss wrongClass(double threshold) {
        return ofEach((output, label) -> (output >= threshold ? 1 : 0) == label ? 0 : 1);
    }

    /** {@return the absolute difference of the first output and the label} */
    static PredictionLoss absoluteError() {
        return ofEach((output, label) -> Math.abs(output - label));
    }

    /** {@return the squared difference of the first output and the label; of probabilities the Brier score} */
    static PredictionLoss squaredError() {
        return ofEach((output, label) -> (output - label) * (output - label));
    }

    /** {@return the loss of pairs of first output and label} */
    static PredictionLoss ofEach(Pair pair) {
        return outcomes -> {
            double[] losses = outcomes.outputs();
            for (int row = 0; row < losses.length; row++) {
                losses[row] = pair.loss(losses[row], outcomes.labels().get(row));
            }
            return DoubleColumn.of(losses);
        };
    }

    /** The loss of one prediction. */
    @FunctionalInterface
    interface Pair {
        /** {@return how wrong the output is if the label is true} */
        double loss(double output, double label);
    }
}
