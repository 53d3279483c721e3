// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import java.util.List;
import java.util.Optional;
import org.mlops4j.core.trees.OutputTransform;
import org.mlops4j.error.InvalidException;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Importance;
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

    int groups() {
        return base.length;
    }

    /** {@return what a feature adds to the sum of a group; NaN if it is missing} */
    float term(double[] row, int feature, int group) {
        return (float) row[feature] * weights[feature * base.length + group];
    }

    /** {@return what the sum of a group starts from} */
    float start(int group) {
        return weights[features * base.length + group] + base[group];
    }

    /** Writes the sum of each group for a row to {@code out}. */
    void sums(double[] row, double[] out) {
        for (int group = 0; group < base.length; group++) {
            float sum = start(group);
            for (int feature = 0; feature < features; feature++) {
                if (!Float.isNaN((float) row[feature])) {
                    sum += term(row, feature, group);
                }
            }
            out[group] = sum;
        }
    }

    @Override
    public Predictor predictor(OutputTransform transform) {
        return new LinearPredictor(this, transform);
    }

    @Override
    public Optional<Explainer> explainer() {
        return Optional.of(new LinearContributions(this));
    }

    @Override
    public Optional<List<Importance>> importances() {
        return Optional.empty();
    }
}
