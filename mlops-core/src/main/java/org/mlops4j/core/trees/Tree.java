// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/**
 * A binary decision tree. A row goes left if its feature is less than the threshold, or at most the threshold, as the
 * {@link TreeEnsemble.Arithmetic} says, or if its category is in the set of the node; if the feature is missing, it
 * goes where the node says. Immutable; {@link TreeBuilder} checks that every way ends in a finite leaf.
 *
 * <p>Nodes are in breadth-first order, so that siblings are neighbours: the left child of node {@code i} is
 * {@code right(i) - 1}.
 */
public final class Tree {

    private final Nodes nodes;
    private final int depth;
    private final double likelyDepth;

    /** Takes checked nodes over. */
    Tree(Nodes nodes) {
        this.nodes = nodes;
        int[] depths = new int[nodes.right.length];
        double likely = 0;
        for (int node = 0; node < depths.length; node++) {
            if (!isLeaf(node)) {
                likely += Math.scalb(1.0, -depths[node]);
                depths[right(node)] = depths[node] + 1;
                depths[right(node) - 1] = depths[node] + 1;
            }
        }
        this.depth = depths[depths.length - 1];
        this.likelyDepth = likely;
    }

    /** {@return the number of nodes, leaves included; node 0 is the root} */
    public int size() {
        return nodes.right.length;
    }

    /** {@return the number of comparisons on the longest way} */
    public int depth() {
        return depth;
    }

    /** {@return whether a node is a leaf} */
    public boolean isLeaf(int node) {
        return nodes.right[node] == 0;
    }

    /** {@return the right child of an inner node; the left child is the one before} */
    public int right(int node) {
        return nodes.right[node];
    }

    /** {@return the feature that an inner node looks at} */
    public int feature(int node) {
        return nodes.feature[node];
    }

    /** {@return the threshold of an inner node that compares, the value of a leaf, 0 of a leaf of several values} */
    public double value(int node) {
        return nodes.value[node];
    }

    /** {@return how many values a leaf has: 1, or as many as the ensemble has groups} */
    public int outputs() {
        // Breadth-first, the last node is a leaf.
        return nodes.vectors == null ? 1 : requireNonNull(nodes.vectors[size() - 1], "vector").length;
    }

    /** {@return one of the {@link #outputs()} values of a leaf} */
    public double leaf(int node, int output) {
        return nodes.vectors == null ? value(node) : requireNonNull(nodes.vectors[node], "vector")[output];
    }

    /** {@return whether a row whose feature is missing goes left at an inner node} */
    public boolean missingLeft(int node) {
        return nodes.missingLeft.get(node);
    }

    /** {@return which values of its feature are missing at an inner node; at a categorical one it is NaN} */
    public Missing missing(int node) {
        return nodes.missing == null ? Missing.NAN : nodes.missing[node];
    }

    /** {@return whether an inner node looks its feature up in a set of categories instead of comparing it} */
    public boolean isCategorical(int node) {
        return nodes.categories != null && nodes.categories[node] != null;
    }

    /** {@return the sorted categories of which rows go left at a categorical node} */
    public int[] categories(int node) {
        return requireNonNull(requireNonNull(nodes.categories, "categories")[node], "set")
                .clone();
    }

    /** {@return whether any node looks its feature up in a set} */
    public boolean hasCategories() {
        return nodes.categories != null;
    }

    /** The sizes of all its sets. */
    long categoryCount() {
        long count = 0;
        if (nodes.categories != null) {
            for (int[] set : nodes.categories) {
                count += set == null ? 0 : set.length;
            }
        }
        return count;
    }

    /** {@return whether it is known how many training rows came to each node} */
    public boolean hasCover() {
        return nodes.cover != null;
    }

    /** {@return how many training rows came to a node, each by its weight in training} */
    public double cover(int node) {
        return requireNonNull(nodes.cover, "cover")[node];
    }

    /** {@return whether it is known what each split gained} */
    public boolean hasGain() {
        return nodes.gain != null;
    }

    /** {@return by how much the split at an inner node made the loss in training less} */
    public double gain(int node) {
        return requireNonNull(nodes.gain, "gain")[node];
    }

    /** {@return whether any leaf has a formula} */
    public boolean hasLinearLeaves() {
        return nodes.linear != null;
    }

    /** {@return the formula of a leaf, {@code null} if its value is all} */
    public @Nullable LinearLeaf linear(int node) {
        return nodes.linear == null ? null : nodes.linear[node];
    }

    /**
     * {@return this tree with every leaf multiplied by a factor, in float}
     *
     * @throws InvalidException if a leaf is no longer finite
     */
    public Tree scaledBy(float factor) {
        double[] values = nodes.value.clone();
        float[][] vectors = nodes.vectors == null ? null : new float[size()][];
        for (int node = 0; node < values.length; node++) {
            if (isLeaf(node)) {
                float[] scaled = scaled(node, factor);
                if (vectors == null) {
                    values[node] = scaled[0];
                } else {
                    vectors[node] = scaled;
                }
            }
        }
        return new Tree(nodes.withValues(values, vectors));
    }

    private float[] scaled(int leaf, float factor) {
        float[] values = new float[outputs()];
        for (int output = 0; output < values.length; output++) {
            values[output] = (float) leaf(leaf, output) * factor;
            if (!Float.isFinite(values[output])) {
                throw new InvalidException("a leaf of value " + leaf(leaf, output) + " times the tree's weight "
                        + factor + " is " + values[output] + ", it must be finite");
            }
        }
        return values;
    }

    /** The mean number of comparisons of a row, if every node sends half of the rows each way. */
    double likelyDepth() {
        return likelyDepth;
    }
}
