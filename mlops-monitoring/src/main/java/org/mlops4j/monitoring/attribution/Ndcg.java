// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.attribution;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The normalised discounted cumulative gain of a ranking by current importances, where the gain of an input is its
 * importance in the reference: 1 if both rank the inputs alike, and the less the further down inputs are that were
 * important. Inputs of equal current importance share the mean of their gains.
 *
 * @see <a href="https://doi.org/10.1145/582415.582418">K. Järvelin and J. Kekäläinen (2002), Cumulated gain-based
 *     evaluation of IR techniques</a>
 */
final class Ndcg {

    private Ndcg() {}

    /** {@return the value in [0, 1]; NaN if the reference attributes nothing} */
    static double of(double[] reference, double[] current) {
        double ideal = gain(reference, reference);
        return ideal > 0 ? gain(reference, current) / ideal : Double.NaN;
    }

    /** {@return the inputs by descending importance; equal ones in their own order} */
    static Integer[] ranking(double[] importances) {
        Integer[] order = new Integer[importances.length];
        Arrays.setAll(order, input -> input);
        Arrays.sort(order, Comparator.comparingDouble((Integer input) -> -importances[input]));
        return order;
    }

    private static double gain(double[] gains, double[] importances) {
        Integer[] order = ranking(importances);
        double sum = 0;
        int from = 0;
        while (from < order.length) {
            double tied = 0;
            double discounts = 0;
            int to = from;
            while (to < order.length && Double.compare(importances[order[to]], importances[order[from]]) == 0) {
                tied += gains[order[to]];
                discounts += Math.log(2) / Math.log(to + 2);
                to++;
            }
            sum += tied / (to - from) * discounts;
            from = to;
        }
        return sum;
    }
}
