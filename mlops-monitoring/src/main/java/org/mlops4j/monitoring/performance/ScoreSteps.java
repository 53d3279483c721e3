// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

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

    /** Goes through the different scores, from the greatest down. */
    static void descend(BinaryScores rows, Step step) {
        Integer[] order = rows.ascending();
        long found = 0;
        int next = order.length - 1;
        while (next >= 0) {
            double score = rows.score(order[next]);
            long before = found;
            while (next >= 0 && rows.score(order[next]) == score) {
                found += rows.label(order[next--]) ? 1 : 0;
            }
            step.at(score, order.length - 1L - next, found, before);
        }
    }
}
