// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/**
 * Builds a {@link Tree} from parallel arrays of nodes in any order, the root first. The arrays may come from a hostile
 * file: {@link #build} takes time and memory in proportion to them and either gives a sound tree or throws. Nodes that
 * the root does not reach are dropped unchecked: XGBoost leaves deleted nodes in its files.
 */
public final class TreeBuilder {

    /** The deepest tree that is accepted; libraries write trees of depth 6 to 64. */
    public static final int MAX_DEPTH = 1024;

    private static final int[] NONE = {};

    private final String where;
    private int[] left = NONE;
    private int[] right = NONE;
    private int[] feature = NONE;
    private int[] missingLeft = NONE;
    private double @Nullable [] value;
    private Missing @Nullable [] missing;
    private int @Nullable [] @Nullable [] categories;
    private @Nullable LinearLeaf @Nullable [] linear;
    private float @Nullable [] @Nullable [] vectors;
    private double @Nullable [] cover;
    private double @Nullable [] gain;
    private int vectorSize;

    /**
     * Creates a builder.
     *
     * @param where names the tree in error messages, such as "tree 3"
     */
    public TreeBuilder(String where) {
        this.where = where;
    }

    /** The left children, -1 for leaves. */
    public TreeBuilder left(int[] children) {
        this.left = children;
        return this;
    }

    /** The right children, -1 for leaves. */
    public TreeBuilder right(int[] children) {
        this.right = children;
        return this;
    }

    /** The features to compare; anything for leaves. */
    public TreeBuilder feature(int[] features) {
        this.feature = features;
        return this;
    }

    /** The thresholds of inner nodes and the values of leaves. */
    public TreeBuilder value(double[] values) {
        this.value = values;
        return this;
    }

    /** The thresholds of inner nodes and the values of leaves, as floats. */
    public TreeBuilder value(float[] values) {
        double[] wider = new double[values.length];
        for (int node = 0; node < wider.length; node++) {
            wider[node] = values[node];
        }
        return value(wider);
    }

    /** Which values are missing; anything for leaves. Unless given, it is NaN everywhere. */
    public TreeBuilder missing(Missing[] kinds) {
        this.missing = kinds;
        return this;
    }

    /**
     * The categories of which rows go left, sorted, for nodes that look them up; {@code null} for nodes that compare.
     */
    public TreeBuilder categories(int @Nullable [][] sets) {
        this.categories = sets;
        return this;
    }

    /** The formulas of linear leaves, {@code null} where there is none. */
    public TreeBuilder linear(@Nullable LinearLeaf[] formulas) {
        this.linear = formulas;
        return this;
    }

    /**
     * The values of leaves that have several, all as many; anything for inner nodes. Given so, {@link #value} does not
     * count for leaves.
     */
    public TreeBuilder vectors(float @Nullable [][] values) {
        this.vectors = values;
        return this;
    }

    /** How many training rows came to each node, each by its weight in training; unless given, it is not known. */
    public TreeBuilder cover(double[] rows) {
        this.cover = rows;
        return this;
    }

    /** What each split gained in training; anything for leaves; unless given, it is not known. */
    public TreeBuilder gain(double[] gains) {
        this.gain = gains;
        return this;
    }

    /** Where missing values go: 0 for right, 1 for left; anything for leaves. */
    public TreeBuilder missingLeft(int[] directions) {
        this.missingLeft = directions;
        return this;
    }

    /**
     * {@return the tree}
     *
     * @throws InvalidException if an array is absent or of another size than the others, a child is no node or is
     *     reached twice, a threshold is NaN, a set is not sorted, a leaf is not finite or has another number of values
     *     than the others, a feature is negative, or the tree is deeper than {@link #MAX_DEPTH}
     */
    public Tree build() {
        double[] values = requireSizes();
        BreadthFirst order = new BreadthFirst(where, left, right);
        Nodes nodes = new Nodes(order.size());
        nodes.cover = cover == null ? null : cover(order, cover);
        nodes.gain = gain == null ? null : order.sort(gain, "gains");
        for (int i = 0; i < order.size(); i++) {
            nodes.right[i] = order.right(i);
            nodes.value[i] = values[order.node(i)];
            if (order.right(i) == 0) {
                leaf(nodes, i, order.node(i));
            } else {
                split(nodes, i, order.node(i));
            }
        }
        Tree tree = new Tree(nodes);
        if (tree.depth() > MAX_DEPTH) {
            throw new InvalidException(
                    where + " is " + tree.depth() + " levels deep, at most " + MAX_DEPTH + " are supported");
        }
        return tree;
    }

    private double[] requireSizes() {
        double[] values = value;
        int size = left.length;
        if (size == 0
                || right.length != size
                || feature.length != size
                || missingLeft.length != size
                || values == null
                || values.length != size) {
            throw new InvalidException(where + ": the arrays of its nodes must be there and of one size, were "
                    + size + " left children, " + right.length + " right children, " + feature.length + " features, "
                    + (values == null ? 0 : values.length) + " thresholds, " + missingLeft.length
                    + " missing directions");
        }
        return values;
    }

    private double[] cover(BreadthFirst order, double[] given) {
        double[] sorted = order.sort(given, "covers");
        for (int i = 0; i < sorted.length; i++) {
            if (!(sorted[i] >= 0 && sorted[i] < Double.POSITIVE_INFINITY)) {
                throw invalid(order.node(i), "has the cover " + sorted[i] + ", it must be finite and not negative");
            }
        }
        return sorted;
    }

    private void leaf(Nodes nodes, int i, int node) {
        if (vectors != null) {
            vector(nodes, i, node, vectors);
            return;
        }
        if (!Double.isFinite(nodes.value[i])) {
            throw invalid(node, "has the leaf value " + nodes.value[i] + ", it must be finite");
        }
        if (linear != null && linear[node] != null) {
            if (nodes.linear == null) {
                nodes.linear = new LinearLeaf[nodes.right.length];
            }
            nodes.linear[i] = linear[node];
        }
    }

    private void vector(Nodes nodes, int i, int node, float[] @Nullable [] given) {
        float[] vector = node < given.length ? given[node] : null;
        int size = vector == null ? 0 : vector.length;
        if (nodes.vectors == null) {
            nodes.vectors = new float[nodes.right.length][];
            vectorSize = size;
        }
        if (vector == null || size < 2 || size != vectorSize) {
            throw invalid(node, "is a leaf of " + size + " values, another is of " + vectorSize);
        }
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw invalid(node, "has the leaf value " + value + ", it must be finite");
            }
        }
        nodes.vectors[i] = vector;
        nodes.value[i] = 0;
    }

    private void split(Nodes nodes, int i, int node) {
        if (feature[node] < 0) {
            throw invalid(node, "compares the feature " + feature[node]);
        }
        if (missingLeft[node] != 0 && missingLeft[node] != 1) {
            throw invalid(node, "has the missing direction " + missingLeft[node] + ", known are 0 and 1");
        }
        nodes.feature[i] = feature[node];
        nodes.missingLeft.set(i, missingLeft[node] == 1);
        int[] set = categories == null ? null : categories[node];
        if (set != null) {
            if (nodes.categories == null) {
                nodes.categories = new int[nodes.right.length][];
            }
            nodes.categories[i] = requireSorted(node, set);
        } else if (Double.isNaN(nodes.value[i])) {
            throw invalid(node, "has the threshold NaN");
        } else if (missing != null && missing[node] != Missing.NAN) {
            missing(nodes, i, missing[node]);
        }
    }

    private static void missing(Nodes nodes, int i, Missing kind) {
        if (nodes.missing == null) {
            nodes.missing = new Missing[nodes.right.length];
            Arrays.fill(nodes.missing, Missing.NAN);
        }
        nodes.missing[i] = kind;
    }

    private int[] requireSorted(int node, int[] set) {
        for (int c = 0; c < set.length; c++) {
            if (set[c] <= (c == 0 ? -1 : set[c - 1])) {
                throw invalid(
                        node,
                        "has the category " + set[c] + " at place " + c
                                + " of its set; categories must not be negative, and sorted without repetition");
            }
        }
        return set;
    }

    private InvalidException invalid(int node, String complaint) {
        return new InvalidException(where + ": node " + node + " " + complaint);
    }
}
