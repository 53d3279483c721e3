// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

/** The loss of every row. */
final class Losses {

    private Losses() {}

    /** {@return minus the log of the probability that was given to what happened, clipped} */
    static double[] log(BinaryScores rows) {
        double[] losses = new double[rows.rows()];
        for (int row = 0; row < losses.length; row++) {
            double score = rows.score(row);
            double clipped = Math.max(BinaryPerformance.CLIP, Math.min(1 - BinaryPerformance.CLIP, score));
            losses[row] = rows.label(row) ? -Math.log(clipped) : -Math.log1p(-clipped);
        }
        return losses;
    }

    /** {@return minus the log of the probability that was given to the true class, clipped} */
    static double[] log(ClassScores rows) {
        double[] losses = new double[rows.rows()];
        for (int row = 0; row < losses.length; row++) {
            double score = rows.score(row, rows.label(row));
            losses[row] = -Math.log(Math.max(BinaryPerformance.CLIP, Math.min(1 - BinaryPerformance.CLIP, score)));
        }
        return losses;
    }

    /** {@return the sum over the classes of the squared difference between the probability and what happened} */
    static double[] squared(ClassScores rows) {
        double[] losses = new double[rows.rows()];
        for (int row = 0; row < losses.length; row++) {
            for (int i = 0; i < rows.classes().size(); i++) {
                double difference = rows.score(row, i) - (rows.label(row) == i ? 1 : 0);
                losses[row] += difference * difference;
            }
        }
        return losses;
    }

    /** {@return the squared difference between the probability and what happened} */
    static double[] squared(BinaryScores rows) {
        double[] losses = new double[rows.rows()];
        for (int row = 0; row < losses.length; row++) {
            double difference = rows.score(row) - (rows.label(row) ? 1 : 0);
            losses[row] = difference * difference;
        }
        return losses;
    }
}
