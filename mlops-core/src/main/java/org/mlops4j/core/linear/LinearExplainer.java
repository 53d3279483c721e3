// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.linear;

import org.mlops4j.serving.Explainer;

/**
 * What each input adds to the sums of a linear model: its coefficient times how far its value is from its mean. These
 * are the Shapley values of inputs that do not depend on each other (E. Strumbelj, I. Kononenko, Explaining prediction
 * models and individual predictions with feature contributions, 2014, section 3). NaN contributes NaN. Immutable.
 */
final class LinearExplainer implements Explainer {

    private final double[] averages;
    private final double[] coefficients;
    private final double[] means;

    /**
     * An explainer.
     *
     * @param coefficients of the first output, then those of the next
     * @param means one for each input
     */
    LinearExplainer(double[] intercepts, double[] coefficients, double[] means) {
        this.coefficients = coefficients;
        this.means = means;
        this.averages = intercepts.clone();
        for (int i = 0; i < coefficients.length; i++) {
            averages[i / means.length] += coefficients[i] * means[i % means.length];
        }
    }

    @Override
    public int inputs() {
        return means.length;
    }

    @Override
    public int groups() {
        return averages.length;
    }

    @Override
    public void explain(double[] row, double[] out) {
        int inputs = means.length;
        if (row.length < inputs || out.length < averages.length * (inputs + 1)) {
            throw new IllegalArgumentException("an explanation takes " + inputs + " inputs and gives "
                    + averages.length * (inputs + 1) + " numbers, got arrays of length " + row.length + " and "
                    + out.length);
        }
        int to = 0;
        for (int group = 0; group < averages.length; group++) {
            for (int i = 0; i < inputs; i++) {
                out[to++] = coefficients[group * inputs + i] * (row[i] - means[i]);
            }
            out[to++] = averages[group];
        }
    }
}
