// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.mlops4j.core.trees.TreeEnsemble.Arithmetic;

/**
 * Turns a row into integers that compare like its values: the key of a value says how many of its feature's thresholds
 * it is beyond. A node names a slot of the keys and a key as its threshold. A feature has a slot for each way in which
 * nodes look at it: in some slots a missing value is greater than every threshold, so that it goes right, in others it
 * is less, so that it goes left. So a missing value costs a tree nothing. The key of a category is its number.
 * Immutable.
 *
 * <p>A key has its count in the highest bits and ones in those below, a threshold has zeros there. A node may keep
 * other things in these bits of its threshold: whether a key is less does not depend on them.
 *
 * <p>Each feature that is compared has one of the first slots, in which its value is counted. What most models do not
 * need follows in lists of its own, so that it costs them nothing: further slots of a feature, slots in which zero is
 * missing, categories.
 */
final class FeatureKeys {

    /** Less than every threshold; a category that is in every set. */
    static final int LEAST = -1;

    /** The key of what is in no set of categories. */
    static final int NO_CATEGORY = -2;

    /** Floats from here on are not exact as whole numbers. */
    private static final double FLOAT_CATEGORIES = 1 << 24;

    /** A way in which nodes look at a feature. */
    private record Use(boolean categorical, int feature, Missing missing, boolean left) implements Comparable<Use> {

        private static final Comparator<Use> ORDER = Comparator.comparing(Use::categorical)
                .thenComparingInt(Use::feature)
                .thenComparing(Use::missing)
                .thenComparing(Use::left);

        static Use of(Tree tree, int node) {
            return new Use(tree.isCategorical(node), tree.feature(node), tree.missing(node), tree.missingLeft(node));
        }

        @Override
        public int compareTo(Use other) {
            return ORDER.compare(this, other);
        }
    }

    /** How nodes compare a feature, as it is collected. */
    private static final class Comparisons {

        private final DoubleStream.Builder limits = DoubleStream.builder();
        private final SortedSet<Use> uses = new TreeSet<>();

        Thresholds thresholds() {
            double[] sorted = limits.build().sorted().toArray();
            int distinct = 0;
            for (double limit : sorted) {
                if (distinct == 0 || limit != sorted[distinct - 1]) {
                    sorted[distinct++] = limit;
                }
            }
            return new Thresholds(Arrays.copyOf(sorted, distinct));
        }
    }

    private final Arithmetic arithmetic;

    /** Of each slot; the first ones are in order, and so are the others. */
    private final Use[] uses;

    /** Of each slot. */
    private final int[] features;

    /** Of each slot, the key of NaN. */
    private final int[] missing;

    /** How many slots are the first ones of features that are compared. */
    private final int compared;

    /** Of each of them. */
    private final Thresholds[] thresholds;

    /** Of each further slot of such a feature, its first one. */
    private final int[] firsts;

    /** The slots in which zero is missing. */
    private final int[] zeros;

    private final int freeBits;

    private FeatureKeys(Arithmetic arithmetic, SortedMap<Integer, Comparisons> comparisons, SortedSet<Use> lookUps) {
        this.arithmetic = arithmetic;
        this.thresholds =
                comparisons.values().stream().map(Comparisons::thresholds).toArray(Thresholds[]::new);
        int most = Arrays.stream(thresholds).mapToInt(Thresholds::count).max().orElse(0);
        // Above the keys of numbers are that of a missing value that goes right and one more for leaves.
        this.freeBits = Integer.numberOfLeadingZeros(most + 2) - 1;
        this.compared = comparisons.size();
        List<Use> all = new ArrayList<>();
        comparisons.values().forEach(each -> all.add(each.uses.first()));
        comparisons.values().forEach(each -> each.uses.stream().skip(1).forEach(all::add));
        this.firsts = new int[all.size() - compared];
        all.addAll(lookUps);
        this.uses = all.toArray(Use[]::new);
        this.features = all.stream().mapToInt(Use::feature).toArray();
        this.missing = all.stream().mapToInt(this::missing).toArray();
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = place(features[compared + i]);
        }
        this.zeros = IntStream.range(0, compared + firsts.length)
                .filter(slot -> uses[slot].missing == Missing.ZERO)
                .toArray();
    }

    /** {@return the keys of those features that the trees look at; the others are not looked at} */
    static FeatureKeys of(TreeEnsemble ensemble) {
        SortedMap<Integer, Comparisons> comparisons = new TreeMap<>();
        SortedSet<Use> lookUps = new TreeSet<>();
        for (Tree tree : ensemble.trees()) {
            for (int node = 0; node < tree.size(); node++) {
                if (tree.isLeaf(node)) {
                    continue;
                }
                Use use = Use.of(tree, node);
                if (use.categorical) {
                    lookUps.add(use);
                } else {
                    Comparisons feature = comparisons.computeIfAbsent(use.feature, any -> new Comparisons());
                    feature.uses.add(use);
                    feature.limits.add(ensemble.arithmetic().limit(tree.value(node)));
                }
            }
        }
        return new FeatureKeys(ensemble.arithmetic(), comparisons, lookUps);
    }

    private int missing(Use use) {
        if (use.categorical) {
            return use.left ? LEAST : NO_CATEGORY;
        }
        if (use.missing == Missing.NONE) {
            return key(thresholds[place(use.feature)].countBelow(0));
        }
        return use.left ? LEAST : aboveAll() - 1;
    }

    /** {@return the number of keys of a row, at least 1 since leaves name the first slot} */
    int slots() {
        return Math.max(1, features.length);
    }

    /** {@return how many of the lowest bits of a threshold a node may use for itself} */
    int freeBits() {
        return freeBits;
    }

    /** {@return a threshold that every key is less than} */
    int aboveAll() {
        return Integer.MAX_VALUE >>> freeBits << freeBits;
    }

    /** {@return where the key that an inner node looks at is} */
    int slot(Tree tree, int node) {
        Use use = Use.of(tree, node);
        int first = place(use.feature);
        return first >= 0 && uses[first].equals(use) ? first : Arrays.binarySearch(uses, compared, uses.length, use);
    }

    /** {@return the key such that lesser ones go left at an inner node that is not categorical} */
    int threshold(Tree tree, int node) {
        double value = tree.value(node);
        if (arithmetic == Arithmetic.FLOAT && value == Double.NEGATIVE_INFINITY) {
            return 0; // no number is less
        }
        return (thresholds[place(tree.feature(node))].index(arithmetic.limit(value)) + 1) << freeBits;
    }

    /** Writes the keys of the row that begins at {@code row[from]} to {@code keys[at]} and on. */
    void fill(double[] row, int from, int[] keys, int at) {
        for (int slot = 0; slot < compared; slot++) {
            double x = row[from + features[slot]];
            int key = key(thresholds[slot].countBelow(x));
            keys[at + slot] = Double.isNaN(x) ? missing[slot] : key;
        }
        int slot = compared;
        for (int first : firsts) {
            keys[at + slot] = Double.isNaN(row[from + features[slot]]) ? missing[slot] : keys[at + first];
            slot++;
        }
        for (int zero : zeros) {
            if (arithmetic.rounded(row[from + features[zero]]) == 0) {
                keys[at + zero] = missing[zero];
            }
        }
        for (; slot < features.length; slot++) {
            double x = arithmetic.rounded(row[from + features[slot]]);
            keys[at + slot] = Double.isNaN(x) ? missing[slot] : category(x);
        }
    }

    private int key(int below) {
        return ((below + 1) << freeBits) - 1;
    }

    private int category(double x) {
        return switch (arithmetic) {
            case FLOAT -> x >= 0 && x < FLOAT_CATEGORIES ? (int) x : NO_CATEGORY;
            case DOUBLE -> x > -1 ? (int) x : NO_CATEGORY;
        };
    }

    private int place(int feature) {
        return Arrays.binarySearch(features, 0, compared, feature);
    }
}
