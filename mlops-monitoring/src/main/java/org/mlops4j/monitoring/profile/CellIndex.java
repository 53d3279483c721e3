// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.util.Arrays;

/**
 * Finds the cell of a number among ascending edges in a few nanoseconds: how many edges are less than it. Immutable.
 *
 * <p>The range of the edges is cut into slots of equal width, and a table holds how many edges lie in the slots before
 * each. An edge in a slot before that of a number is less than it, and one in a slot behind is not, since the slot
 * never falls as numbers rise, however it is rounded. So only the edges of the same slot are left to compare with, of
 * which there is seldom more than one. Where edges lie too close together for their range the comparisons become a
 * binary search of that slot, which is as right and as fast as one of all edges.
 */
final class CellIndex {

    /** With more, the table would crowd the nearest cache; with less, edges would share slots more often. */
    private static final int SLOTS = 1 << 11;

    private final double origin;
    private final double scale;
    private final int[] before;

    /** The edges, then as many infinities as a search may look at behind the last one. */
    private final double[] padded;

    /** How many edges a slot holds at most. */
    private final int width;

    CellIndex(double[] edges) {
        double[] finite = Arrays.stream(edges).filter(Double::isFinite).toArray();
        double slots = finite.length == 0 ? 0 : (SLOTS - 1) / (finite[finite.length - 1] - finite[0]);
        this.origin = finite.length == 0 ? 0 : finite[0];
        // One edge, or edges further apart than a double can tell, share the first slot.
        this.scale = Double.isFinite(slots) ? slots : 0;
        int[] held = new int[SLOTS];
        for (double edge : edges) {
            held[slot(edge)]++;
        }
        this.before = new int[SLOTS];
        for (int slot = 1; slot < SLOTS; slot++) {
            before[slot] = before[slot - 1] + held[slot - 1];
        }
        this.width = Arrays.stream(held).max().orElse(0);
        this.padded = Arrays.copyOf(edges, edges.length + width);
        Arrays.fill(padded, edges.length, padded.length, Double.POSITIVE_INFINITY);
    }

    /** {@return how many edges are less than a number that is not NaN} */
    int cell(double value) {
        int low = before[slot(value)];
        if (width == 1) {
            return padded[low] < value ? low + 1 : low;
        }
        return search(low, value);
    }

    private int search(int from, double value) {
        int low = from;
        int length = width;
        while (length > 0) {
            int half = (length + 1) >>> 1;
            low += padded[low + half - 1] < value ? half : 0;
            length -= half;
        }
        return low;
    }

    /** Infinity minus the origin, and times nothing, is no number, which counts as 0 like all others then. */
    private int slot(double value) {
        return Math.max(0, Math.min(SLOTS - 1, (int) ((value - origin) * scale)));
    }
}
