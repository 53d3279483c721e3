// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Keys that say how many of the thresholds of a feature are less than a value, as double. So {@code x <= t} is exactly
 * {@code key(x) < key(t) + 1}, and doubles need no wider nodes than floats. A value within 1e-35 of zero is zero. A
 * feature has a slot for each way in which nodes look at it.
 *
 * <p>Thresholds and values are searched as 64-bit integers that order as the doubles do. Four features are searched in
 * step, since a step of a search waits for the one before; a step has no branch that a row could make the processor
 * mispredict.
 */
final class RankKeys implements FeatureKeys {

    /** What LightGBM takes for zero: the float nearest to 1e-35. */
    private static final double ZERO = 1e-35f;

    private static final int LANES = 4;

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

        private final LongStream.Builder collected = LongStream.builder();
        private final Set<Use> uses = new LinkedHashSet<>();

        long[] thresholds() {
            return collected.build().sorted().distinct().toArray();
        }
    }

    private final int[] features;
    private final int[] firstSlot;
    private final Use[] uses;

    /** The places of the features, those with about as many thresholds beside each other; the last lanes may repeat. */
    private final int[] lanes;

    /** The sorted thresholds of each feature; behind them the greatest number, up to the length of its lane. */
    private final long[] table;

    private final int[] begins;
    private final int[] counts;

    private RankKeys(SortedMap<Integer, Column> columns) {
        List<Column> all = List.copyOf(columns.values());
        List<long[]> thresholds = all.stream().map(Column::thresholds).toList();
        this.features = columns.keySet().stream().mapToInt(feature -> feature).toArray();
        this.uses = all.stream().flatMap(column -> column.uses.stream()).toArray(Use[]::new);
        this.counts = thresholds.stream().mapToInt(values -> values.length).toArray();
        this.begins = new int[features.length];
        this.firstSlot = new int[features.length + 1];
        for (int i = 0; i < features.length; i++) {
            firstSlot[i + 1] = firstSlot[i] + all.get(i).uses.size();
        }
        int[] bySize = IntStream.range(0, features.length)
                .boxed()
                .sorted(Comparator.comparing(i -> -counts[i]))
                .mapToInt(i -> i)
                .toArray();
        this.lanes = Arrays.copyOf(bySize, (features.length + LANES - 1) / LANES * LANES);
        Arrays.fill(lanes, features.length, lanes.length, features.length == 0 ? 0 : bySize[features.length - 1]);
        int end = 0;
        for (int lane = 0; lane < features.length; lane++) {
            begins[lanes[lane]] = end;
            end += longest(lane);
        }
        this.table = new long[end];
        Arrays.fill(table, Long.MAX_VALUE);
        for (int i = 0; i < features.length; i++) {
            System.arraycopy(thresholds.get(i), 0, table, begins[i], counts[i]);
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
                        column.collected.add(order(tree.value(node)));
                    }
                }
            }
        }
        return new RankKeys(columns);
    }

    /** {@return how many thresholds a lane and those in step with it are searched for} */
    private int longest(int lane) {
        return counts[lanes[lane / LANES * LANES]];
    }

    @Override
    public int slots() {
        return Math.max(1, uses.length);
    }

    @Override
    public int slot(Tree tree, int node) {
        int place = Arrays.binarySearch(features, tree.feature(node));
        int slot = firstSlot[place];
        Use use = Use.of(tree, node);
        while (!uses[slot].equals(use)) {
            slot++;
        }
        return slot;
    }

    @Override
    public int threshold(Tree tree, int node) {
        int place = Arrays.binarySearch(features, tree.feature(node));
        int begin = begins[place];
        return 1 + Arrays.binarySearch(table, begin, begin + counts[place], order(tree.value(node))) - begin;
    }

    @Override
    public void fill(double[] row, int from, int[] keys, int at) {
        for (int lane = 0; lane < lanes.length; lane += LANES) {
            int featureA = lanes[lane];
            int featureB = lanes[lane + 1];
            int featureC = lanes[lane + 2];
            int featureD = lanes[lane + 3];
            long a = searched(row[from + features[featureA]]);
            long b = searched(row[from + features[featureB]]);
            long c = searched(row[from + features[featureC]]);
            long d = searched(row[from + features[featureD]]);
            int placeA = begins[featureA];
            int placeB = begins[featureB];
            int placeC = begins[featureC];
            int placeD = begins[featureD];
            int left = counts[featureA];
            while (left > 0) {
                int half = (left + 1) >>> 1;
                placeA += table[placeA + half - 1] < a ? half : 0;
                placeB += table[placeB + half - 1] < b ? half : 0;
                placeC += table[placeC + half - 1] < c ? half : 0;
                placeD += table[placeD + half - 1] < d ? half : 0;
                left -= half;
            }
            write(featureA, row, from, placeA, keys, at);
            write(featureB, row, from, placeB, keys, at);
            write(featureC, row, from, placeC, keys, at);
            write(featureD, row, from, placeD, keys, at);
        }
    }

    private void write(int i, double[] row, int from, int place, int[] keys, int at) {
        double given = row[from + features[i]];
        double x = isZero(given) ? 0 : given;
        for (int slot = firstSlot[i]; slot < firstSlot[i + 1]; slot++) {
            keys[at + slot] = uses[slot].key(x, place - begins[i]);
        }
    }

    /** {@return what is searched for a value; where NaN is not missing it is 0} */
    private static long searched(double x) {
        return Math.abs(x) > ZERO ? order(x) : 0;
    }

    /** {@return whether a value counts as zero} */
    static boolean isZero(double x) {
        return Math.abs(x) <= ZERO;
    }

    /** {@return an integer that orders as the double does, and is the same for 0 and -0; x must not be NaN} */
    private static long order(double x) {
        // + 0.0 makes -0.0 the 0.0 to which it is equal; negative doubles order backwards by their bits
        long bits = Double.doubleToRawLongBits(x + 0.0);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }
}
