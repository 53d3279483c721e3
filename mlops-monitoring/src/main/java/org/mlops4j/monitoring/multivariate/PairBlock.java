// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The similarities of all pairs among some rows of a first and a second sample, and the statistic of any split of these
 * rows into two samples: the mean similarity within the one plus that within the other less twice that between them,
 * without pairs of a row with itself, which makes it unbiased.
 *
 * <p>The sum within one side and the sums of its rows give the other two sums, so a split costs the pairs of the
 * smaller side only.
 */
final class PairBlock {

    private final int first;
    private final int second;
    /** The similarity of rows i and j below i at i (i - 1) / 2 + j. */
    private final double[] pairs;

    private final double[] rowSums;
    private final double sum;
    private final int[] order;

    private PairBlock(int first, int second, double[] pairs) {
        this.first = first;
        this.second = second;
        this.pairs = pairs;
        this.rowSums = new double[first + second];
        this.order = new int[first + second];
        double total = 0;
        for (int i = 0; i < rowSums.length; i++) {
            order[i] = i;
            for (int j = 0; j < i; j++) {
                double similarity = pairs[at(i, j)];
                rowSums[i] += similarity;
                rowSums[j] += similarity;
                total += similarity;
            }
        }
        this.sum = total;
    }

    /** {@return the similarities of rows {@code [from, to)} of two samples} */
    static PairBlock of(
            Points reference, Range rows, Points current, Range others, Similarity similarity, double median) {
        double[] pairs = distances(reference, rows, current, others);
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = similarity.of(pairs[i], median);
        }
        return new PairBlock(rows.size(), others.size(), pairs);
    }

    /** {@return the median distance of two rows; the mean one if the median is 0, 1 if all rows are equal} */
    static double medianDistance(Points reference, Range rows, Points current, Range others) {
        double[] distances = distances(reference, rows, current, others);
        double mean = Arrays.stream(distances).average().orElse(0);
        Arrays.sort(distances);
        double median = distances[distances.length / 2];
        return median > 0 ? median : mean > 0 ? mean : 1;
    }

    /** {@return the mean similarities of the split into the two samples} */
    Means means() {
        int smaller = Math.min(first, second);
        int[] side = new int[smaller];
        Arrays.setAll(side, i -> first <= second ? i : first + i);
        return means(side);
    }

    /** {@return the mean similarities of a random split into two samples of the same sizes} */
    Means permuted(SplittableRandom random) {
        int smaller = Math.min(first, second);
        Sampling.shuffle(order, smaller, random);
        int[] side = Arrays.copyOf(order, smaller);
        Arrays.sort(side);
        return means(side);
    }

    private Means means(int[] side) {
        double within = 0;
        double sums = 0;
        for (int i = 0; i < side.length; i++) {
            within += sum(at(side[i], 0), side, i);
            sums += rowSums[side[i]];
        }
        double between = sums - 2 * within;
        double rest = sum - within - between;
        double n = side.length;
        double m = rowSums.length - n;
        return new Means(within / (n * (n - 1) / 2) + rest / (m * (m - 1) / 2), between / (n * m));
    }

    /** {@return the sum of pairs from an index on, at the first places of a side} */
    private double sum(int from, int[] side, int count) {
        // Four sums at a time, since each addition would have to wait for the one before.
        double one = 0;
        double two = 0;
        double three = 0;
        double four = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            one += pairs[from + side[i]];
            two += pairs[from + side[i + 1]];
            three += pairs[from + side[i + 2]];
            four += pairs[from + side[i + 3]];
        }
        for (; i < count; i++) {
            one += pairs[from + side[i]];
        }
        return one + two + (three + four);
    }

    private static double[] distances(Points reference, Range rows, Points current, Range others) {
        int n = rows.size();
        double[] distances = new double[at(n + others.size(), 0)];
        for (int i = 0; i < n + others.size(); i++) {
            Points one = i < n ? reference : current;
            int row = i < n ? rows.from() + i : others.from() + i - n;
            for (int j = 0; j < i; j++) {
                Points other = j < n ? reference : current;
                distances[at(i, j)] = one.distance(row, other, j < n ? rows.from() + j : others.from() + j - n);
            }
        }
        return distances;
    }

    private static int at(int i, int j) {
        return i * (i - 1) / 2 + j;
    }

    /**
     * Mean similarities.
     *
     * @param within the one side and the other, summed
     * @param between the sides
     */
    record Means(double within, double between) {

        double statistic() {
            return within - 2 * between;
        }
    }

    /**
     * Rows.
     *
     * @param from the first
     * @param to the one after the last
     */
    record Range(int from, int to) {

        /** {@return one of several parts of about equal size of a number of rows} */
        static Range part(int rows, int part, int parts) {
            return new Range((int) ((long) rows * part / parts), (int) ((long) rows * (part + 1) / parts));
        }

        int size() {
            return to - from;
        }
    }
}
