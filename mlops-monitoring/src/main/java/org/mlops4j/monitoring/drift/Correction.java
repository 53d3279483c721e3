// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import java.util.Arrays;

/** How p-values are adjusted for being several. Adjusted ones are compared with the level of the whole family. */
public enum Correction {
    /** Holds the chance of any false alarm, however the tests depend on each other (S. Holm, 1979). */
    HOLM,
    /** Holds the expected share of false alarms among all, for independent tests (Benjamini and Hochberg, 1995). */
    BENJAMINI_HOCHBERG,
    /** Holds the expected share of false alarms among all, however they depend (Benjamini and Yekutieli, 2001). */
    BENJAMINI_YEKUTIELI;

    /**
     * {@return the adjusted p-values in the order given, each in [0, 1]}
     *
     * @param pValues NaN stays NaN and is not counted
     */
    public double[] adjust(double... pValues) {
        Integer[] order = new Integer[pValues.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(pValues[a], pValues[b]));
        int count = (int) Arrays.stream(pValues).filter(p -> !Double.isNaN(p)).count();
        double[] adjusted = new double[pValues.length];
        Arrays.fill(adjusted, Double.NaN);
        if (this == HOLM) {
            double floor = 0;
            for (int i = 0; i < count; i++) {
                floor = Math.max(floor, Math.min(1, (count - i) * pValues[order[i]]));
                adjusted[order[i]] = floor;
            }
            return adjusted;
        }
        double dependence = this == BENJAMINI_YEKUTIELI ? harmonic(count) : 1;
        double ceiling = 1;
        for (int i = count - 1; i >= 0; i--) {
            ceiling = Math.min(ceiling, pValues[order[i]] * dependence * count / (i + 1));
            adjusted[order[i]] = ceiling;
        }
        return adjusted;
    }

    private static double harmonic(int count) {
        double sum = 0;
        for (int i = 1; i <= count; i++) {
            sum += 1.0 / i;
        }
        return sum;
    }
}
