// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.List;
import org.mlops4j.error.InvalidException;

/**
 * What decisions of a binary classifier cost; what is earned is a negative cost.
 *
 * @param truePositive to act on a positive row
 * @param falsePositive to act on a negative row
 * @param trueNegative to leave a negative row alone
 * @param falseNegative to leave a positive row alone
 */
public record BinaryCosts(double truePositive, double falsePositive, double trueNegative, double falseNegative) {

    /** Checks that a wrong decision costs more than the right one. */
    public BinaryCosts {
        if (!(falsePositive > trueNegative && falseNegative > truePositive)) {
            throw new InvalidException("a wrong decision must cost more than the right one: false positive "
                    + falsePositive + ", true negative " + trueNegative + ", false negative " + falseNegative
                    + ", true positive " + truePositive);
        }
    }

    /** {@return the costs of mistakes; right decisions cost nothing} */
    public static BinaryCosts ofMistakes(double falsePositive, double falseNegative) {
        return new BinaryCosts(0, falsePositive, 0, falseNegative);
    }

    /**
     * {@return the threshold that costs the least if scores are probabilities that can be taken at their word} (C.
     * Elkan, The foundations of cost-sensitive learning, 2001.)
     */
    public double probabilityThreshold() {
        double regret = falsePositive - trueNegative;
        return regret / (regret + (falseNegative - truePositive));
    }

    /** {@return the mean cost of a row; normal interval} */
    public Estimate expectedCost(Confusion decisions) {
        return matrix().expectedCost(decisions.matrix());
    }

    /** {@return these costs as a matrix of the classes {@code negative} and {@code positive}} */
    public CostMatrix matrix() {
        return CostMatrix.of(
                List.of("negative", "positive"),
                new double[][] {{trueNegative, falsePositive}, {falseNegative, truePositive}});
    }

    /**
     * {@return the threshold that would have cost the least on these rows, the greatest of several}
     *
     * <p>Its cost on the rows by which it was chosen is lower than it will be on others: measure it on others. Infinite
     * if it would have been best never to act.
     */
    public double bestThreshold(BinaryScores rows) {
        double[] best = {Double.POSITIVE_INFINITY, 0};
        // Relative to never acting, each positive that is taken saves and each negative costs.
        ScoreSteps.descend(rows, (threshold, taken, found, before) -> {
            double cost = (taken - found) * (falsePositive - trueNegative) - found * (falseNegative - truePositive);
            if (cost < best[1]) {
                best[0] = threshold;
                best[1] = cost;
            }
        });
        return best[0];
    }
}
