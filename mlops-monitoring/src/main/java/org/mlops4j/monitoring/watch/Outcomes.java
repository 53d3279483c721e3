// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static java.util.Objects.requireNonNull;

import java.util.stream.IntStream;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.error.InvalidException;

/**
 * Predictions of which the truth is known by now. Immutable.
 *
 * @param predictions those with a label, by time, then arrival
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

    Outcomes take(int[] rows) {
        return new Outcomes(predictions.take(rows), labels.take(rows));
    }
}
