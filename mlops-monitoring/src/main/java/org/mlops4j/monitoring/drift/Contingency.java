// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import org.mlops4j.monitoring.profile.CategoryBins;
import org.mlops4j.monitoring.profile.ColumnProfile;

/** The counts of two samples in the same cells. */
final class Contingency {

    private final long[] first;
    private final long[] second;
    private final boolean neighbours;

    private Contingency(long[] first, long[] second, boolean neighbours) {
        this.first = first;
        this.second = second;
        this.neighbours = neighbours;
    }

    /** {@return cells without an order; where sums tie, the earlier is pooled first} */
    static Contingency of(long[] first, long[] second) {
        return new Contingency(first, second, false);
    }

    /** {@return cells in the order of the numbers that they hold} */
    static Contingency ofNeighbours(long[] first, long[] second) {
        return new Contingency(first, second, true);
    }

    /** {@return a cell for each category of either, by name, which does not depend on the counts} */
    static Contingency ofCategories(ColumnProfile reference, ColumnProfile current) {
        Map<String, Long> counts = counts(reference);
        Map<String, Long> others = counts(current);
        SortedSet<String> categories = new TreeSet<>(counts.keySet());
        categories.addAll(others.keySet());
        return of(
                categories.stream().mapToLong(c -> counts.getOrDefault(c, 0L)).toArray(),
                categories.stream().mapToLong(c -> others.getOrDefault(c, 0L)).toArray());
    }

    int cells() {
        return first.length;
    }

    long first(int cell) {
        return first[cell];
    }

    long second(int cell) {
        return second[cell];
    }

    long firstTotal() {
        return Arrays.stream(first).sum();
    }

    long secondTotal() {
        return Arrays.stream(second).sum();
    }

    int mostFrequent() {
        int most = 0;
        for (int cell = 1; cell < first.length; cell++) {
            most = first[cell] + second[cell] > first[most] + second[most] ? cell : most;
        }
        return most;
    }

    /** {@return Pearson's statistic; every cell has some values} */
    double pearson() {
        double n = firstTotal();
        double m = secondTotal();
        double sum = 0;
        for (int cell = 0; cell < first.length; cell++) {
            double difference = m * first[cell] - n * second[cell];
            // The terms of both samples at once: their differences from what is expected are the same.
            sum += difference * difference / (n * m * ((double) first[cell] + second[cell]));
        }
        return sum;
    }

    /** {@return twice the logarithm of the likelihood ratio} */
    double likelihoodRatio() {
        double n = firstTotal();
        double m = secondTotal();
        double sum = 0;
        for (int cell = 0; cell < first.length; cell++) {
            double expected = ((double) first[cell] + second[cell]) / (n + m);
            double difference = (m * first[cell] - n * second[cell]) / (n + m);
            // The differences add up to 0, so they may be taken off the logarithms, which then do not cancel.
            sum += n * expected * convex(difference / (n * expected));
            sum += m * expected * convex(-difference / (m * expected));
        }
        return 2 * sum;
    }

    double totalVariation() {
        return sum(0, (p, q) -> Math.abs(p - q)) / 2;
    }

    /**
     * {@return the sum of a term of the shares p and q over all cells; NaN if a sample is empty}
     *
     * @param smoothing added to every count before the shares are taken, so that they still add up to one
     */
    double sum(double smoothing, DoubleBinaryOperator term) {
        double added = smoothing * used();
        double n = firstTotal() + added;
        double m = secondTotal() + added;
        double sum = 0;
        for (int cell = 0; cell < first.length; cell++) {
            // A cell that is empty on both sides is no cell: it must not change the sum by being there.
            if (first[cell] + second[cell] > 0) {
                sum += term.applyAsDouble((first[cell] + smoothing) / n, (second[cell] + smoothing) / m);
            }
        }
        return sum;
    }

    /** {@return a measurement of a distance between the shares} */
    Measurement distance(String test, EffectUnit unit, double distance) {
        long n = firstTotal();
        long m = secondTotal();
        return n == 0 || m == 0
                ? Measurement.impossible(test, unit, n, m, "needs values on both sides")
                : Measurement.distance(test, distance, unit, n, m);
    }

    /** {@return (1 + d) ln(1 + d) - d, for d from -1, to all digits} */
    private static double convex(double d) {
        if (Math.abs(d) > 0.1) {
            return d <= -1 ? 1 : (1 + d) * Math.log1p(d) - d;
        }
        double sum = 0;
        double power = d * d;
        for (int k = 2; k < 20; k++) {
            sum += power / ((double) k * (k - 1));
            power *= -d;
        }
        return sum;
    }

    /** {@return the last cell that either sample uses, -1 if there is none} */
    int lastUsed() {
        int last = first.length - 1;
        while (last >= 0 && first[last] + second[last] == 0) {
            last--;
        }
        return last;
    }

    /** {@return how many cells either sample uses} */
    int used() {
        int used = 0;
        for (int cell = 0; cell < first.length; cell++) {
            used += first[cell] + second[cell] > 0 ? 1 : 0;
        }
        return used;
    }

    /**
     * {@return cells that each expect enough values of the smaller sample; one or none if the samples are too small}
     */
    Contingency pooled(double leastExpected) {
        long n = firstTotal();
        long m = secondTotal();
        double leastSum = leastExpected * ((double) n + m) / Math.min(n, m);
        return neighbours ? pooledNeighbours(leastSum) : pooledRare(leastSum);
    }

    private Contingency pooledNeighbours(double leastSum) {
        Pool pool = new Pool(first.length);
        for (int cell = 0; cell < first.length; cell++) {
            pool.add(first[cell], second[cell]);
            if (pool.sum() >= leastSum) {
                pool.close();
            }
        }
        return pool.contingency();
    }

    private Contingency pooledRare(double leastSum) {
        Integer[] order = new Integer[first.length];
        Arrays.setAll(order, cell -> cell);
        Arrays.sort(order, (a, b) -> Long.compare(first[a] + second[a], first[b] + second[b]));
        Pool pool = new Pool(first.length);
        for (int i = 0; i < order.length; i++) {
            int cell = order[i];
            pool.add(first[cell], second[cell]);
            boolean nextIsRare = i + 1 < order.length && first[order[i + 1]] + second[order[i + 1]] < leastSum;
            if (pool.sum() >= leastSum && !nextIsRare) {
                pool.close();
            }
        }
        return pool.contingency();
    }

    private static Map<String, Long> counts(ColumnProfile profile) {
        Map<String, Long> counts = new TreeMap<>(profile.others().counts());
        CategoryBins bins = (CategoryBins) profile.histogram().bins();
        for (int cell = 0; cell < bins.categories().size(); cell++) {
            counts.put(bins.categories().get(cell), profile.histogram().count(cell));
        }
        return counts;
    }

    /** Cells being filled, one after another. */
    private static final class Pool {

        private final long[] first;
        private final long[] second;
        private int closed;

        Pool(int cells) {
            this.first = new long[cells + 1];
            this.second = new long[cells + 1];
        }

        void add(long one, long other) {
            first[closed] += one;
            second[closed] += other;
        }

        long sum() {
            return first[closed] + second[closed];
        }

        void close() {
            closed++;
        }

        /** What is left in an open cell joins the last closed one. */
        Contingency contingency() {
            if (closed > 0) {
                first[closed - 1] += first[closed];
                second[closed - 1] += second[closed];
            }
            return new Contingency(Arrays.copyOf(first, closed), Arrays.copyOf(second, closed), false);
        }
    }
}
