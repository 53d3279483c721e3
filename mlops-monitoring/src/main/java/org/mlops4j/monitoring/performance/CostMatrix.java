// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.mlops4j.error.InvalidException;

/**
 * What it costs to take a row of one class for another, or for itself; what is earned is a negative cost. Immutable.
 */
public final class CostMatrix {

    private final List<String> classes;
    private final double[][] costs;

    private CostMatrix(List<String> classes, double[][] costs) {
        this.classes = classes;
        this.costs = costs;
    }

    /**
     * {@return these costs, copied}
     *
     * @param costs by the index of the true class, then by that of the decision; finite
     * @throws InvalidException if the matrix has another size or a cost is not finite
     */
    public static CostMatrix of(List<String> classes, double[][] costs) {
        requireNonNull(costs, "costs");
        Classes.index(classes);
        double[][] copy = new double[classes.size()][];
        for (int i = 0; i < copy.length; i++) {
            if (costs.length != copy.length
                    || costs[i].length != copy.length
                    || !Arrays.stream(costs[i]).allMatch(Double::isFinite)) {
                throw new InvalidException(
                        "a cost matrix of " + copy.length + " classes has that many rows of that many finite costs");
            }
            copy[i] = costs[i].clone();
        }
        return new CostMatrix(List.copyOf(classes), copy);
    }

    /** {@return the classes, in the order of the indexes} */
    public List<String> classes() {
        return classes;
    }

    /** {@return what it costs to take a row of one class for another} */
    public double cost(int label, int prediction) {
        return costs[label][prediction];
    }

    /**
     * {@return the mean cost of a row; normal interval} Undefined without rows.
     *
     * @throws InvalidException if the classes are not the same in the same order
     */
    public Estimate expectedCost(ConfusionMatrix decisions) {
        if (!classes.equals(decisions.classes())) {
            throw new InvalidException("costs of " + classes + " do not fit decisions on " + decisions.classes());
        }
        long rows = decisions.rows();
        if (rows == 0) {
            return Estimate.undefined("expectedCost", 0, "there are no rows");
        }
        double mean = 0;
        for (int i = 0; i < costs.length; i++) {
            for (int j = 0; j < costs.length; j++) {
                mean += costs[i][j] * decisions.count(i, j) / rows;
            }
        }
        double squares = 0;
        for (int i = 0; i < costs.length; i++) {
            for (int j = 0; j < costs.length; j++) {
                squares += (costs[i][j] - mean) * (costs[i][j] - mean) * decisions.count(i, j);
            }
        }
        double variance = rows == 1 ? Double.NaN : squares / (rows - 1);
        return Estimate.normal("expectedCost", mean, Math.sqrt(variance / rows), rows);
    }

    /**
     * {@return the class whose decision costs the least on average}
     *
     * @param probabilities of the classes
     */
    public int cheapest(double... probabilities) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < costs.length; j++) {
            double expected = 0;
            for (int i = 0; i < costs.length; i++) {
                expected += probabilities[i] * costs[i][j];
            }
            best = expected < least ? j : best;
            least = Math.min(least, expected);
        }
        return best;
    }
}
