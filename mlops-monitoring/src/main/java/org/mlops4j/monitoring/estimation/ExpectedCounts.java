// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.estimation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import org.mlops4j.monitoring.performance.BinaryCosts;

/**
 * Metrics of rows of which not the labels but their probabilities are known: each row is a positive with weight p and a
 * negative with weight 1 - p.
 */
final class ExpectedCounts {

    private final double[] scores;
    private final double[] probabilities;
    private final boolean[] taken;
    private final int rows;
    private final double positives;
    private final double takenRows;
    private final double found;

    /** Takes the arrays over: for each row its score, the probability of being positive, and the decision. */
    ExpectedCounts(double[] scores, double[] probabilities, boolean[] taken) {
        this.scores = scores;
        this.probabilities = probabilities;
        this.taken = taken;
        this.rows = scores.length;
        double all = 0;
        double chosen = 0;
        double truly = 0;
        for (int row = 0; row < rows; row++) {
            all += probabilities[row];
            chosen += taken[row] ? 1 : 0;
            truly += taken[row] ? probabilities[row] : 0;
        }
        this.positives = all;
        this.takenRows = chosen;
        this.found = truly;
    }

    Expected truePositives() {
        return of("truePositives", found, row -> taken[row] ? 1 : 0);
    }

    Expected falsePositives() {
        return of("falsePositives", takenRows - found, row -> taken[row] ? 1 : 0);
    }

    Expected trueNegatives() {
        return of("trueNegatives", negatives() - (takenRows - found), row -> taken[row] ? 0 : 1);
    }

    Expected falseNegatives() {
        return of("falseNegatives", positives - found, row -> taken[row] ? 0 : 1);
    }

    Expected accuracy() {
        double right = found + negatives() - (takenRows - found);
        return of("accuracy", right / rows, row -> (taken[row] ? 1.0 : -1.0) / rows);
    }

    Expected precision() {
        return takenRows == 0
                ? Expected.undefined("precision", "no row was taken for positive")
                : of("precision", found / takenRows, row -> taken[row] ? 1 / takenRows : 0);
    }

    Expected recall() {
        double recall = found / positives;
        return positives == 0
                ? Expected.undefined("recall", "no row is expected to be positive")
                : of("recall", recall, row -> ((taken[row] ? 1 : 0) - recall) / positives);
    }

    Expected specificity() {
        double specificity = 1 - (takenRows - found) / negatives();
        return negatives() == 0
                ? Expected.undefined("specificity", "no row is expected to be negative")
                : of("specificity", specificity, row -> ((taken[row] ? 1 : 0) - (1 - specificity)) / negatives());
    }

    Expected f1() {
        double both = takenRows + positives;
        double f1 = 2 * found / both;
        return both == 0
                ? Expected.undefined("f1", "no row is expected to be positive or was taken for it")
                : of("f1", f1, row -> ((taken[row] ? 2 : 0) - f1) / both);
    }

    Expected expectedCost(BinaryCosts costs) {
        double saved = costs.falseNegative() - costs.truePositive();
        double wasted = costs.falsePositive() - costs.trueNegative();
        double total = positives * costs.falseNegative()
                + negatives() * costs.trueNegative()
                - found * saved
                + (takenRows - found) * wasted;
        return of(
                "expectedCost",
                total / rows,
                row -> (costs.falseNegative() - costs.trueNegative() - (taken[row] ? saved + wasted : 0)) / rows);
    }

    /** The area under the curve of the expected counts; rows of equal score are one step. */
    Expected auc() {
        if (rounded(positives) == 0 || rounded(negatives()) == 0) {
            return Expected.undefined("auc", "no row is expected to be positive, or none to be negative");
        }
        Integer[] order = descending();
        double[] slope = new double[rows];
        double area = 0;
        double above = 0;
        for (int from = 0; from < rows; ) {
            int to = endOfTies(order, from);
            double upTo = above + sum(order, from, to);
            double negativesAbove = from - above;
            double negativesUpTo = to - upTo;
            area += (rounded(negativesUpTo) - rounded(negativesAbove)) * (rounded(above) + rounded(upTo)) / 2;
            for (int i = from; i < to; i++) {
                slope[order[i]] = negatives() - (negativesAbove + negativesUpTo) / 2 - (above + upTo) / 2;
            }
            above = upTo;
            from = to;
        }
        double auc = area / rounded(positives) / rounded(negatives());
        return of("auc", auc, row -> slope[row] / positives / negatives() - auc / positives + auc / negatives());
    }

    /** The sum over steps of the precision times the gain of recall; rows of equal score are one step. */
    Expected averagePrecision() {
        if (rounded(positives) == 0) {
            return Expected.undefined("averagePrecision", "no row is expected to be positive");
        }
        Integer[] order = descending();
        double[] slope = new double[rows];
        double area = 0;
        double above = 0;
        double passed = 0;
        // The derivative by a label has a part for its own and each later step: all parts but those that are passed.
        for (int from = 0; from < rows; ) {
            int to = endOfTies(order, from);
            double upTo = above + sum(order, from, to);
            area += (rounded(upTo) - rounded(above)) * rounded(upTo) / to;
            for (int i = from; i < to; i++) {
                slope[order[i]] = upTo / to - passed;
            }
            passed += (upTo - above) / to;
            above = upTo;
            from = to;
        }
        double all = passed;
        double precision = area / rounded(positives);
        return of("averagePrecision", precision, row -> (slope[row] + all - precision) / positives);
    }

    private double sum(Integer[] order, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += probabilities[order[i]];
        }
        return sum;
    }

    /** To five decimals, as NannyML rounds the counts of its curves. */
    private static double rounded(double count) {
        return Math.rint(count * 1e5) / 1e5;
    }

    private double negatives() {
        return rows - positives;
    }

    private Expected of(String metric, double value, IntToDoubleFunction slope) {
        return rows == 0 ? Expected.undefined(metric, "there are no rows") : new Expected(metric, value, slope, "");
    }

    private Integer[] descending() {
        Integer[] order = new Integer[rows];
        Arrays.setAll(order, row -> row);
        Arrays.sort(order, Comparator.comparingDouble(row -> -scores[row]));
        return order;
    }

    private int endOfTies(Integer[] order, int from) {
        int to = from + 1;
        while (to < rows && scores[order[to]] == scores[order[from]]) {
            to++;
        }
        return to;
    }
}
