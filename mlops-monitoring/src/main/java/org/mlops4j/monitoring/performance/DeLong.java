// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.Arrays;

/**
 * The area under the ROC curve by ranks, and the placement of every row: for a positive row the share of negatives
 * below it, for a negative row the share of positives above it, ties as a half. The area is the mean of either, and the
 * placements' variances give that of the area. O(n log n).
 *
 * <p>Sources: E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, Comparing the areas under two or more correlated
 * receiver operating characteristic curves, Biometrics 44 (1988), equations 4 to 8; X. Sun and W. Xu, Fast
 * implementation of DeLong's algorithm, IEEE Signal Processing Letters 21 (2014).
 *
 * @param area the AUC
 * @param positive the placements of the positive rows, in the order of the rows
 * @param negative the placements of the negative rows
 */
record DeLong(double area, Placements positive, Placements negative) {

    /** {@return the placements of rows of both labels} */
    static DeLong of(BinaryScores rows) {
        int positives = (int) rows.positives();
        int negatives = rows.rows() - positives;
        double[] above = new double[positives];
        double[] below = new double[negatives];
        int p = 0;
        int q = 0;
        for (int row = 0; row < rows.rows(); row++) {
            if (rows.label(row)) {
                above[p++] = rows.score(row);
            } else {
                below[q++] = rows.score(row);
            }
        }
        double[] sortedAbove = sorted(above);
        double[] sortedBelow = sorted(below);
        long halves = 0;
        for (int i = 0; i < positives; i++) {
            long twice = twiceRank(sortedBelow, above[i]);
            halves += twice;
            above[i] = twice / (2.0 * negatives);
        }
        for (int i = 0; i < negatives; i++) {
            below[i] = (2.0 * positives - twiceRank(sortedAbove, below[i])) / (2.0 * positives);
        }
        double area = halves / (2.0 * positives * negatives);
        return new DeLong(area, new Placements(above), new Placements(below));
    }

    /** {@return the standard error of the area; NaN with less than two rows of a label} */
    double standardError() {
        return Math.sqrt(positive.variance() / positive.size() + negative.variance() / negative.size());
    }

    /** {@return the standard error of the difference of two areas on the same rows} */
    double standardErrorOfDifference(DeLong other) {
        Placements above = positive.minus(other.positive);
        Placements below = negative.minus(other.negative);
        return Math.sqrt(above.variance() / above.size() + below.variance() / below.size());
    }

    private static double[] sorted(double[] values) {
        double[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }

    /** {@return twice the number of values below, plus the number of values equal} */
    private static long twiceRank(double[] sorted, double value) {
        int below = 0;
        int high = sorted.length;
        while (below < high) {
            int middle = (below + high) >>> 1;
            if (sorted[middle] < value) {
                below = middle + 1;
            } else {
                high = middle;
            }
        }
        int upTo = below;
        high = sorted.length;
        while (upTo < high) {
            int middle = (upTo + high) >>> 1;
            if (sorted[middle] <= value) {
                upTo = middle + 1;
            } else {
                high = middle;
            }
        }
        return (long) below + upTo;
    }

    /** Values as an object, since a record holds no array. */
    static final class Placements {
        private final double[] values;

        Placements(double[] values) {
            this.values = values;
        }

        int size() {
            return values.length;
        }

        double variance() {
            return Sample.of(values).variance();
        }

        /** The influence of a row on the area, so scaled that the squares of all add up to the variance. */
        double influence(int row, double area) {
            return (values[row] - area) / Math.sqrt(values.length * (values.length - 1.0));
        }

        Placements minus(Placements other) {
            double[] differences = new double[values.length];
            Arrays.setAll(differences, i -> values[i] - other.values[i]);
            return new Placements(differences);
        }
    }
}
