// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import org.mlops4j.core.trees.OutputTransform;
import org.mlops4j.error.InvalidException;
import org.mlops4j.serving.Predictor;

/**
 * The booster gblinear: for each output group a bias and a weight for each feature, added as floats in the order of the
 * features. A missing feature adds nothing. Immutable.
 */
final class LinearBooster implements Booster {

    private final float[] base;
    private final float[] weights;
    private final int features;

    /**
     * Creates a booster.
     *
     * @param base what the sum of each group starts from
     * @param weights the weights of the first feature for each group, then of the next feature, and the biases last
     */
    LinearBooster(int features, float[] base, float[] weights) {
        this.features = features;
        this.base = base;
        this.weights = weights;
        if (features < 1 || weights.length != (features + 1L) * base.length) {
            throw new InvalidException("XGBoost model: a linear booster of " + features + " features and " + base.length
                    + " output groups has " + weights.length + " weights");
        }
        for (float weight : weights) {
            if (!Float.isFinite(weight)) {
                throw new InvalidException("XGBoost model: the weights must be finite, one is " + weight);
            }
        }
    }

    @Override
    public int features() {
        return features;
    }

    /** Writes the sum of each group for a row to {@code out}. */
    void sums(double[] row, double[] out) {
        int groups = base.length;
        for (int group = 0; group < groups; group++) {
            float sum = weights[features * groups + group] + base[group];
            for (int feature = 0; feature < features; feature++) {
                float x = (float) row[feature];
                if (!Float.isNaN(x)) {
                    sum += x * weights[feature * groups + group];
                }
            }
            out[group] = sum;
        }
    }

    @Override
    public Predictor predictor(OutputTransform transform) {
        return new LinearPredictor(this, base.length, transform);
    }
}
