// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.Arrays;

/** The thresholds at which decisions by scores change. */
final class ScoreSteps {

    private ScoreSteps() {}

    /** What is taken for positive at a threshold. */
    @FunctionalInterface
    interface Step {
        /**
         * Called for each threshold.
         *
         * @param threshold rows with this score or more are taken
         * @param taken how many they are
         * @param found positives among them
         * @param before positives with more than this score
         */
        void at(double threshold, long taken, long found, long before);
    }

    /** Goes through the different scores, from the greatest down: O(n log n), sorting numbers and not rows. */
    static void descend(BinaryScores rows, Step step) {
        double[] positives = sorted(rows, true);
        double[] negatives = sorted(rows, false);
        int p = positives.length;
        int q = negatives.length;
        while (p > 0 || q > 0) {
            double threshold = Math.max(last(positives, p), last(negatives, q));
            int before = positives.length - p;
            while (p > 0 && positives[p - 1] == threshold) {
                p--;
            }
            while (q > 0 && negatives[q - 1] == threshold) {
                q--;
            }
            int found = positives.length - p;
            step.at(threshold, (long) found + negatives.length - q, found, before);
        }
    }

    private static double last(double[] sorted, int size) {
        return size == 0 ? Double.NEGATIVE_INFINITY : sorted[size - 1];
    }

    private static double[] sorted(BinaryScores rows, boolean label) {
        double[] scores = new double[rows.rows()];
        int count = 0;
        for (int row = 0; row < scores.length; row++) {
            if (rows.label(row) == label) {
                scores[count++] = rows.score(row);
            }
        }
        double[] sorted = Arrays.copyOf(scores, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
