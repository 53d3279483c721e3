// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.linear;

import org.mlops4j.serving.Predictor;

/** The intercept plus each input times its coefficient, summed in order, then the link. Any NaN gives NaN. */
final class LinearPredictor implements Predictor {

    private final double intercept;
    private final double[] coefficients;
    private final Link link;
    private volatile boolean closed;

    /** A predictor; takes the array over. */
    LinearPredictor(double intercept, double[] coefficients, Link link) {
        this.intercept = intercept;
        this.coefficients = coefficients;
        this.link = link;
    }

    @Override
    public int inputs() {
        return coefficients.length;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public void predict(double[] row, double[] out) {
        if (closed) {
            throw new IllegalStateException("the linear model is closed");
        }
        double sum = intercept;
        for (int i = 0; i < coefficients.length; i++) {
            sum += coefficients[i] * row[i];
        }
        out[0] = link.mean(sum);
    }

    @Override
    public void close() {
        closed = true;
    }
}
