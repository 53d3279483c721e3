// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.List;

/**
 * Served features beside those that the history gives for the same requests and times, compared bit by bit.
 *
 * @param rows how many predictions were compared
 * @param features by feature, in the order of the vector
 */
public record SkewReport(int rows, List<FeatureSkew> features) {

    /** Copies the list. */
    public SkewReport {
        features = List.copyOf(features);
    }

    /** {@return how many values were compared} */
    public long compared() {
        return (long) rows * features.size();
    }

    /** {@return how many values differ in at least one bit} */
    public long different() {
        return features.stream().mapToLong(FeatureSkew::different).sum();
    }

    /**
     * The skew of one feature.
     *
     * @param feature its name
     * @param different how many of its values differ in at least one bit; all NaN are the same
     */
    public record FeatureSkew(String feature, int different) {}
}
