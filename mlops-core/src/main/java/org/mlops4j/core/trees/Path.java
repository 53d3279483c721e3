// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

/**
 * The different features on the way to a node, and which share of the subsets of them, by their size, flows down to it.
 * See {@link TreeExplainer} for the algorithm. Not thread-safe.
 */
final class Path {

    /** That of the first element, which stands for no feature at all. */
    static final int NO_FEATURE = -1;

    private final int[] features;
    private final double[] zeros;
    private final double[] ones;
    private final double[] weights;

    Path(int size) {
        this.features = new int[size];
        this.zeros = new double[size];
        this.ones = new double[size];
        this.weights = new double[size];
    }

    /** {@return a copy of the first elements, with room for as many as this} */
    Path copy(int length) {
        Path copy = new Path(features.length);
        System.arraycopy(features, 0, copy.features, 0, length);
        System.arraycopy(zeros, 0, copy.zeros, 0, length);
        System.arraycopy(ones, 0, copy.ones, 0, length);
        System.arraycopy(weights, 0, copy.weights, 0, length);
        return copy;
    }

    int feature(int element) {
        return features[element];
    }

    double zero(int element) {
        return zeros[element];
    }

    double one(int element) {
        return ones[element];
    }

    /** {@return the element of a feature among those from 1 to the last one, or 0} */
    int find(int last, int feature) {
        for (int element = 1; element <= last; element++) {
            if (features[element] == feature) {
                return element;
            }
        }
        return 0;
    }

    /** Adds a feature as element {@code last}. */
    void extend(int last, double zero, double one, int feature) {
        features[last] = feature;
        zeros[last] = zero;
        ones[last] = one;
        weights[last] = last == 0 ? 1 : 0;
        for (int i = last - 1; i >= 0; i--) {
            weights[i + 1] += one * weights[i] * (i + 1) / (last + 1);
            weights[i] = zero * weights[i] * (last - i) / (last + 1);
        }
    }

    /** Takes a feature out, as if it had never been added. */
    void unwind(int last, int element) {
        double one = ones[element];
        double zero = zeros[element];
        double next = weights[last];
        for (int i = last - 1; i >= 0; i--) {
            if (one != 0) {
                double weight = weights[i];
                weights[i] = next * (last + 1) / ((i + 1) * one);
                next = weight - weights[i] * zero * (last - i) / (last + 1);
            } else {
                // Where no row came there is nothing to take out.
                weights[i] = zero == 0 ? 0 : weights[i] * (last + 1) / (zero * (last - i));
            }
        }
        for (int i = element; i < last; i++) {
            features[i] = features[i + 1];
            zeros[i] = zeros[i + 1];
            ones[i] = ones[i + 1];
        }
    }

    /** {@return the sum of the weights if a feature were taken out} */
    double unwoundSum(int last, int element) {
        double one = ones[element];
        double zero = zeros[element];
        double next = weights[last];
        double total = 0;
        for (int i = last - 1; i >= 0; i--) {
            if (one != 0) {
                double weight = next * (last + 1) / ((i + 1) * one);
                total += weight;
                next = weights[i] - weight * zero * (last - i) / (last + 1);
            } else if (zero != 0) {
                total += weights[i] * (last + 1) / (zero * (last - i));
            }
        }
        return total;
    }
}
