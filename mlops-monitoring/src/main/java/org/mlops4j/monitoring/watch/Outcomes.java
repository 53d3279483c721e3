// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.ClassScores;

/**
 * Predictions of which the truth is known by now. Immutable.
 *
 * @param predictions those with a label, in the order of the window
 * @param labels what happened, as many; never NaN
 */
public record Outcomes(PredictionWindow predictions, DoubleColumn labels) {

    /** Checks that there are as many labels as predictions. */
    public Outcomes {
        requireNonNull(predictions, "predictions");
        if (predictions.count() != labels.size()) {
            throw new InvalidException("there must be one label for each prediction, got " + predictions.count()
                    + " predictions and " + labels.size() + " labels");
        }
    }

    /** {@return the predictions of a window that have a label} */
    static Outcomes of(PredictionWindow window, DoubleColumn labels) {
        int[] labelled = IntStream.range(0, window.count())
                .filter(row -> !Double.isNaN(labels.get(row)))
                .toArray();
        return new Outcomes(window, labels).take(labelled);
    }

    /** {@return the number of predictions with a label} */
    public int count() {
        return labels.size();
    }

    /** {@return the first output of each prediction} */
    public double[] outputs() {
        return predictions.output(0);
    }

    /** {@return the first outputs as scores of class 1; rows whose label is neither 0 nor 1 are skipped} */
    public BinaryScores binaryScores() {
        double[] scores = outputs();
        boolean[] truths = new boolean[scores.length];
        for (int row = 0; row < truths.length; row++) {
            double label = labels.get(row);
            truths[row] = label == 1;
            if (label != 0 && label != 1) {
                scores[row] = Double.NaN;
            }
        }
        return BinaryScores.from(DoubleColumn.of(scores), BooleanColumn.of(truths));
    }

    /**
     * {@return all outputs as scores of classes; rows whose label is no index of a class are skipped}
     *
     * @param classes in the order of the outputs
     * @throws org.mlops4j.error.InvalidException if the model has another number of outputs
     */
    public ClassScores classScores(List<String> classes) {
        double[] flat = new double[count() * classes.size()];
        for (int output = 0; output < classes.size(); output++) {
            double[] scores = predictions.output(output);
            for (int row = 0; row < scores.length; row++) {
                flat[row * classes.size() + output] = scores[row];
            }
        }
        @Nullable String[] truths = new String[count()];
        for (int row = 0; row < truths.length; row++) {
            double label = labels.get(row);
            boolean known = label >= 0 && label < classes.size() && label == Math.rint(label);
            truths[row] = known ? classes.get((int) label) : null;
        }
        return ClassScores.from(classes, VectorColumn.of(classes.size(), flat), StringColumn.of(truths));
    }

    Outcomes take(int[] rows) {
        return new Outcomes(predictions.take(rows), labels.take(rows));
    }
}
