// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.Arrays;

/**
 * The sorted thresholds of a feature, and how many of them are less than a value. Their range is cut into cells of
 * equal width, some for each threshold, so that a value finds its place by a multiplication and mostly one comparison;
 * the thresholds that share a cell are searched.
 *
 * <p>The cell of a value never decreases as the value grows, however its computation rounds. That the thresholds of the
 * cells before are less than the value and those of the cells behind are not follows from that alone. Immutable.
 */
final class Thresholds {

    /** How many cells a threshold has: more take memory, fewer make more thresholds share one. */
    private static final int CELLS = 4;

    /** In order; behind them a number that is less than nothing. */
    private final double[] sorted;

    private final double least;
    private final double cellsPerUnit;
    private final int lastCell;

    /** Of each cell, how many thresholds are in the cells before; one more for their number. */
    private final int[] before;

    /**
     * Takes the thresholds of a feature.
     *
     * @param values at least one, in order, without duplicates, NaN and -0
     */
    Thresholds(double[] values) {
        int count = values.length;
        this.sorted = Arrays.copyOf(values, count + 1);
        sorted[count] = Double.POSITIVE_INFINITY;
        this.least = Math.max(values[0], -Double.MAX_VALUE);
        this.lastCell = Math.multiplyExact(CELLS, count);
        double density = lastCell / (values[count - 1] - least);
        // One cell is right for any thresholds, so also for a range of nothing or of more than a double tells.
        this.cellsPerUnit = Double.isFinite(density) ? density : 0;
        this.before = new int[lastCell + 2];
        int place = 0;
        for (int cell = 0; cell <= lastCell; cell++) {
            while (place < count && cell(values[place]) < cell) {
                place++;
            }
            before[cell] = place;
        }
        before[lastCell + 1] = count;
    }

    /** {@return the number of thresholds} */
    int count() {
        return sorted.length - 1;
    }

    /** {@return how many thresholds are less than one of them} */
    int index(double threshold) {
        return Arrays.binarySearch(sorted, 0, count(), threshold);
    }

    /** {@return how many thresholds are less than a value; any number up to all of them for NaN} */
    int countBelow(double x) {
        int cell = cell(x);
        int place = before[cell];
        int shared = before[cell + 1] - place;
        if (shared > 1 || Math.abs(x) > Double.MAX_VALUE) {
            return search(place, shared, x);
        }
        // A branch on whether the threshold is less would often be mispredicted; the sign of a difference is none. Of
        // numbers that differ by less than a double tells there are none: only of infinite ones it means nothing.
        return place + (int) (Double.doubleToRawLongBits(sorted[place] - x) >>> 63);
    }

    private int cell(double x) {
        // An infinite value times 0 is NaN, which is cell 0 as all are then.
        int cell = (int) ((x - least) * cellsPerUnit);
        return Math.max(0, Math.min(cell, lastCell));
    }

    private int search(int from, int among, double x) {
        int place = from;
        int left = among;
        while (left > 0) {
            int half = (left + 1) >>> 1;
            place += sorted[place + half - 1] < x ? half : 0;
            left -= half;
        }
        return place;
    }
}
