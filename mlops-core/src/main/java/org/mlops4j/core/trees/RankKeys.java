// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Keys that say how many of the thresholds of a feature are less than a value, as double. So {@code x <= t} is exactly
 * {@code key(x) < key(t) + 1}, and doubles need no wider nodes than floats. A value within 1e-35 of zero is zero. A
 * feature has a slot for each way in which nodes look at it.
 */
final class RankKeys implements FeatureKeys {

    /** What LightGBM takes for zero: the float nearest to 1e-35. */
    private static final double ZERO = 1e-35f;

    /** A way in which nodes look at a feature. */
    private record Use(boolean categorical, Missing missing, boolean left) {

        static Use of(Tree tree, int node) {
            return new Use(tree.isCategorical(node), tree.missing(node), tree.missingLeft(node));
        }

        int key(double x, int rank) {
            boolean none = Double.isNaN(x);
            if (categorical) {
                return none ? (left ? LEAST : NO_CATEGORY) : Math.max((int) x, NO_CATEGORY);
            }
            boolean isMissing = switch (missing) {
                case NONE -> false;
                case ZERO -> none || x == 0;
                case NAN -> none;
            };
            return isMissing ? (left ? LEAST : GREATEST) : rank;
        }
    }

    /** All that is asked of one feature. */
    private static final class Column {

        private final DoubleStream.Builder collected = DoubleStream.builder();
        private final Set<Use> uses = new LinkedHashSet<>();
    }

    private final int[] features;
    private final double[][] thresholds;
    private final Use[][] uses;
    private final int[] firstSlot;

    private RankKeys(SortedMap<Integer, Column> columns) {
        this.features = columns.keySet().stream().mapToInt(feature -> feature).toArray();
        this.thresholds = new double[features.length][];
        this.uses = new Use[features.length][];
        this.firstSlot = new int[features.length + 1];
        int i = 0;
        for (Column column : columns.values()) {
            thresholds[i] = column.collected.build().sorted().distinct().toArray();
            uses[i] = column.uses.toArray(Use[]::new);
            firstSlot[i + 1] = firstSlot[i] + uses[i].length;
            i++;
        }
    }

    static RankKeys of(TreeEnsemble ensemble) {
        SortedMap<Integer, Column> columns = new TreeMap<>();
        for (Tree tree : ensemble.trees()) {
            for (int node = 0; node < tree.size(); node++) {
                if (!tree.isLeaf(node)) {
                    Column column = columns.computeIfAbsent(tree.feature(node), feature -> new Column());
                    column.uses.add(Use.of(tree, node));
                    if (!tree.isCategorical(node)) {
                        // + 0.0 makes -0.0 the 0.0 to which it is equal
                        column.collected.add(tree.value(node) + 0.0);
                    }
                }
            }
        }
        return new RankKeys(columns);
    }

    @Override
    public int slots() {
        return Math.max(1, firstSlot[features.length]);
    }

    @Override
    public int slot(Tree tree, int node) {
        int place = Arrays.binarySearch(features, tree.feature(node));
        return firstSlot[place] + Arrays.asList(uses[place]).indexOf(Use.of(tree, node));
    }

    @Override
    public int threshold(Tree tree, int node) {
        return 1 + rank(thresholds[Arrays.binarySearch(features, tree.feature(node))], tree.value(node));
    }

    @Override
    public void fill(double[] row, int from, int[] keys, int at) {
        int slot = at;
        for (int i = 0; i < features.length; i++) {
            double given = row[from + features[i]];
            double x = isZero(given) ? 0 : given;
            int rank = rank(thresholds[i], Double.isNaN(x) ? 0 : x);
            for (Use use : uses[i]) {
                keys[slot++] = use.key(x, rank);
            }
        }
    }

    /** {@return whether a value counts as zero} */
    static boolean isZero(double x) {
        return Math.abs(x) <= ZERO;
    }

    /**
     * {@return how many of the sorted thresholds are less than x, which is not NaN} A step has no branch that a row
     * could make the processor mispredict.
     */
    private static int rank(double[] sorted, double x) {
        int from = 0;
        int left = sorted.length;
        while (left > 0) {
            int half = (left + 1) >>> 1;
            from += sorted[from + half - 1] < x ? half : 0;
            left -= half;
        }
        return from;
    }
}
