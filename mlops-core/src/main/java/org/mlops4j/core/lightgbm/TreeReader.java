// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lightgbm;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.trees.LinearLeaf;
import org.mlops4j.core.trees.Missing;
import org.mlops4j.core.trees.Tree;
import org.mlops4j.core.trees.TreeBuilder;

/**
 * Makes a tree of its block. A file numbers inner nodes from 0 and names leaf {@code l} as the child {@code ~l}; here
 * leaf {@code l} is node {@code l} after the inner ones.
 */
final class TreeReader {

    /** By their numbers in a file. */
    private static final List<Missing> MISSING = List.of(Missing.NONE, Missing.ZERO, Missing.NAN);

    private static final int CATEGORICAL = 1;
    private static final int DEFAULT_LEFT = 2;
    private static final int KNOWN_BITS = 0b1111;
    private static final int NO_CHILD = -1;

    private final Block in;
    private final int inner;
    private final int leaves;

    TreeReader(Block in) {
        this.in = in;
        this.leaves = in.integer("num_leaves");
        if (leaves < 1) {
            throw in.invalid("has " + leaves + " leaves, it needs at least one");
        }
        this.inner = leaves - 1;
    }

    Tree read(String where) {
        double[] leafValues = in.numbers("leaf_value", leaves);
        int nodes = inner + leaves;
        double[] values = Arrays.copyOf(inner == 0 ? new double[0] : in.numbers("threshold", inner), nodes);
        System.arraycopy(leafValues, 0, values, inner, leaves);
        TreeBuilder tree = new TreeBuilder("LightGBM model, " + where)
                .left(children("left_child"))
                .right(children("right_child"))
                .feature(inner == 0 ? new int[nodes] : Arrays.copyOf(in.integers("split_feature", inner), nodes))
                .value(values);
        decisions(tree, values);
        if (in.has("leaf_count") && (inner == 0 || in.has("internal_count"))) {
            tree.cover(counts());
        }
        if (in.has("split_gain")) {
            tree.gain(gains());
        }
        if (in.find("is_linear").orElse("0").strip().equals("1")) {
            tree.linear(linearLeaves());
        }
        return tree.build();
    }

    private double[] counts() {
        int[] ofLeaves = in.integers("leaf_count", leaves);
        int[] ofInner = inner == 0 ? new int[0] : in.integers("internal_count", inner);
        double[] counts = new double[inner + leaves];
        Arrays.setAll(counts, node -> node < inner ? ofInner[node] : ofLeaves[node - inner]);
        return counts;
    }

    /** LightGBM holds gains as floats. */
    private double[] gains() {
        double[] gains = new double[inner + leaves];
        double[] given = inner == 0 ? new double[0] : in.numbers("split_gain", inner);
        Arrays.setAll(gains, node -> node < inner ? (float) given[node] : 0);
        return gains;
    }

    private int[] children(String field) {
        int[] children = new int[inner + leaves];
        Arrays.fill(children, NO_CHILD);
        int[] given = inner == 0 ? new int[0] : in.integers(field, inner);
        for (int node = 0; node < inner; node++) {
            int child = given[node];
            if (child >= inner || child < -leaves) {
                throw in.invalid("has the child " + child + " at node " + node + ", there are " + inner
                        + " inner nodes and " + leaves + " leaves");
            }
            children[node] = child >= 0 ? child : inner + ~child;
        }
        return children;
    }

    private void decisions(TreeBuilder tree, double[] thresholds) {
        int[] types = inner == 0 ? new int[0] : in.integers("decision_type", inner);
        int[] missingLeft = new int[inner + leaves];
        Missing[] missing = new Missing[inner + leaves];
        int[][] sets = null;
        @Nullable CategoryWords words = null;
        for (int node = 0; node < inner; node++) {
            int type = types[node];
            int kind = type >> 2;
            if ((type & ~KNOWN_BITS) != 0 || kind >= MISSING.size()) {
                throw in.invalid("has the decision type " + type + " at node " + node + ", which is not known");
            }
            if ((type & CATEGORICAL) != 0) {
                words = words == null ? new CategoryWords(in) : words;
                sets = sets == null ? new int[inner + leaves][] : sets;
                sets[node] = words.set(thresholds[node]);
            } else {
                missing[node] = MISSING.get(kind);
                missingLeft[node] = (type & DEFAULT_LEFT) / DEFAULT_LEFT;
            }
        }
        tree.missingLeft(missingLeft).missing(missing).categories(sets);
    }

    private LinearLeaf[] linearLeaves() {
        double[] constants = in.numbers("leaf_const", leaves);
        int[] counts = in.integers("num_features", leaves);
        long total = 0;
        for (int count : counts) {
            if (count < 0) {
                throw in.invalid("has a linear leaf of " + count + " features");
            }
            total += count;
        }
        int size = (int) Math.min(total, Integer.MAX_VALUE);
        int[] features = size == 0 ? new int[0] : in.integers("leaf_features", size);
        double[] coefficients = size == 0 ? new double[0] : in.numbers("leaf_coeff", size);
        LinearLeaf[] linear = new LinearLeaf[inner + leaves];
        int from = 0;
        for (int leaf = 0; leaf < leaves; leaf++) {
            int to = from + counts[leaf];
            linear[inner + leaf] = new LinearLeaf(
                    constants[leaf],
                    Arrays.copyOfRange(features, from, to),
                    Arrays.copyOfRange(coefficients, from, to));
            from = to;
        }
        return linear;
    }
}
