// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Turns a row into integers that compare like its floats. Each feature that a tree compares has two slots: in the first
 * a missing value is greater than every threshold, so that it goes right; in the second it is less, so that it goes
 * left. So a missing value costs a tree nothing. Immutable.
 */
final class FeatureKeys {

    /** Less than the key of every number. */
    static final int LEAST = Integer.MIN_VALUE;

    /** Greater than the key of every number. */
    static final int GREATEST = Integer.MAX_VALUE;

    private final int[] used;

    private FeatureKeys(int[] used) {
        this.used = used;
    }

    /** {@return the keys of those features that the trees compare; the others are not looked at} */
    static FeatureKeys of(TreeEnsemble ensemble) {
        int[] sorted = ensemble.trees().stream()
                .flatMapToInt(FeatureKeys::comparedBy)
                .sorted()
                .toArray();
        int count = 0;
        for (int feature : sorted) {
            if (count == 0 || feature != sorted[count - 1]) {
                sorted[count++] = feature;
            }
        }
        return new FeatureKeys(Arrays.copyOf(sorted, count));
    }

    private static IntStream comparedBy(Tree tree) {
        return IntStream.range(0, tree.size())
                .filter(node -> !tree.isLeaf(node))
                .map(tree::feature);
    }

    /** {@return the number of keys of a row, at least 1 since leaves name the first slot} */
    int slots() {
        return Math.max(1, 2 * used.length);
    }

    /** {@return where the key of a compared feature is} */
    int slot(int feature, boolean missingLeft) {
        return 2 * Arrays.binarySearch(used, feature) + (missingLeft ? 1 : 0);
    }

    /** Writes the keys of the row that begins at {@code row[from]} to {@code keys[at]} and on. */
    void fill(double[] row, int from, int[] keys, int at) {
        int slot = at;
        for (int feature : used) {
            float x = (float) row[from + feature];
            boolean missing = Float.isNaN(x);
            int key = of(x);
            keys[slot] = missing ? GREATEST : key;
            keys[slot + 1] = missing ? LEAST : key;
            slot += 2;
        }
    }

    /** {@return an integer that orders as the float does; x must not be NaN} */
    static int of(float x) {
        // + 0.0f makes -0.0 the 0.0 to which it is equal; negative floats order backwards by their bits
        int bits = Float.floatToRawIntBits(x + 0.0f);
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }
}
