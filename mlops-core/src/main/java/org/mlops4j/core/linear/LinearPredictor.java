// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.linear;

import org.mlops4j.serving.Predictor;

/**
 * Of each output the intercept plus each input times its coefficient, summed in order, then the link. NaN gives NaN.
 */
final class LinearPredictor implements Predictor {

    private final double[] intercepts;
    private final double[] coefficients;
    private final int inputs;
    private final Link link;
    private volatile boolean closed;

    /**
     * A predictor; takes the arrays over.
     *
     * @param intercepts one for each output
     * @param coefficients of the first output, then those of the next
     */
    LinearPredictor(double[] intercepts, double[] coefficients, Link link) {
        this.intercepts = intercepts;
        this.coefficients = coefficients;
        this.inputs = coefficients.length / intercepts.length;
        this.link = link;
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return intercepts.length;
    }

    @Override
    public void predict(double[] row, double[] out) {
        if (closed) {
            throw new IllegalStateException("the linear model is closed");
        }
        int coefficient = 0;
        for (int output = 0; output < intercepts.length; output++) {
            double sum = intercepts[output];
            for (int i = 0; i < inputs; i++) {
                sum += coefficients[coefficient++] * row[i];
            }
            out[output] = sum;
        }
        link.apply(out, intercepts.length);
    }

    @Override
    public void close() {
        closed = true;
    }
}
