// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import org.mlops4j.core.trees.TreeEnsemble.Arithmetic;
import org.mlops4j.error.InvalidException;

/**
 * A leaf whose value is a constant plus the sum of features times coefficients, added in their order; where one of
 * these features is NaN, the plain value of the leaf counts instead. Immutable.
 */
public final class LinearLeaf {

    private final double constant;
    private final int[] features;
    private final double[] coefficients;

    /**
     * Creates a leaf.
     *
     * @throws InvalidException if there are not as many features as coefficients, a number is not finite or a feature
     *     is negative
     */
    public LinearLeaf(double constant, int[] features, double[] coefficients) {
        this.constant = constant;
        this.features = features.clone();
        this.coefficients = coefficients.clone();
        if (features.length != coefficients.length) {
            throw new InvalidException(
                    "a linear leaf has " + features.length + " features and " + coefficients.length + " coefficients");
        }
        if (!Double.isFinite(constant)) {
            throw new InvalidException("the constant of a linear leaf must be finite, was " + constant);
        }
        for (int i = 0; i < features.length; i++) {
            if (features[i] < 0 || !Double.isFinite(coefficients[i])) {
                throw new InvalidException(
                        "a linear leaf multiplies feature " + features[i] + " by " + coefficients[i]);
            }
        }
    }

    /** {@return what the sum starts from} */
    public double constant() {
        return constant;
    }

    /** {@return the features in the order of the sum} */
    public int[] features() {
        return features.clone();
    }

    /** {@return the coefficient of each feature} */
    public double[] coefficients() {
        return coefficients.clone();
    }

    /** {@return the greatest feature that it looks at, -1 if it looks at none} */
    int lastFeature() {
        int last = -1;
        for (int feature : features) {
            last = Math.max(last, feature);
        }
        return last;
    }

    /** {@return the value for the row at {@code rows[from]}, or {@code plain} if a feature of it is NaN} */
    double value(double[] rows, int from, double plain) {
        double sum = constant;
        for (int i = 0; i < features.length; i++) {
            double x = rows[from + features[i]];
            if (Double.isNaN(x)) {
                return plain;
            }
            sum += coefficients[i] * Arithmetic.DOUBLE.rounded(x);
        }
        return sum;
    }
}
