// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

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

    /** {@return how many values of all features differ for each cause there is, in the order of the causes} */
    public Map<SkewCause, Integer> causes() {
        EnumMap<SkewCause, Integer> all = new EnumMap<>(SkewCause.class);
        features.forEach(
                feature -> feature.causes().forEach((cause, values) -> all.merge(cause, values, Integer::sum)));
        return Collections.unmodifiableMap(all);
    }

    /** {@return a line for each feature that differs, for people to read} */
    @Override
    public String toString() {
        String lines = features.stream()
                .filter(feature -> feature.different() > 0)
                .map(feature -> String.format(
                        Locale.ROOT,
                        "%n  %s: %,d of %,d differ %s",
                        feature.feature(),
                        feature.different(),
                        rows,
                        feature.causes()))
                .collect(Collectors.joining());
        return String.format(Locale.ROOT, "%,d values compared, %,d differ%s", compared(), different(), lines);
    }

    /**
     * The skew of one feature.
     *
     * @param feature its name
     * @param causes how many of its values differ in at least one bit, by cause, in the order of the causes; all NaN
     *     are the same
     */
    public record FeatureSkew(String feature, Map<SkewCause, Integer> causes) {

        /** Copies the map. */
        public FeatureSkew {
            EnumMap<SkewCause, Integer> copy = new EnumMap<>(SkewCause.class);
            copy.putAll(causes);
            causes = Collections.unmodifiableMap(copy);
        }

        /** {@return how many values differ} */
        public int different() {
            return causes.values().stream().mapToInt(values -> values).sum();
        }
    }
}
