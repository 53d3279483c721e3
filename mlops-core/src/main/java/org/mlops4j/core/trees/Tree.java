// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.BitSet;
import org.mlops4j.error.InvalidException;

/**
 * A binary decision tree on numbers. A row goes left if its feature is less than the threshold, both as float; if the
 * feature is missing, it goes where the node says. Immutable; {@link TreeBuilder} checks that every way ends in a
 * finite leaf.
 *
 * <p>Nodes are in breadth-first order, so that siblings are neighbours: the left child of node {@code i} is
 * {@code right(i) - 1}.
 */
public final class Tree {

    private final int[] right;
    private final int[] feature;
    private final float[] value;
    private final BitSet missingLeft;
    private final int depth;
    private final double likelyDepth;

    /** Takes checked arrays in breadth-first order; {@code right} is 0 for leaves. */
    Tree(int[] right, int[] feature, float[] value, BitSet missingLeft) {
        this.right = right;
        this.feature = feature;
        this.value = value;
        this.missingLeft = missingLeft;
        int[] depths = new int[right.length];
        double likely = 0;
        for (int node = 0; node < right.length; node++) {
            if (!isLeaf(node)) {
                likely += Math.scalb(1.0, -depths[node]);
                depths[right[node]] = depths[node] + 1;
                depths[right[node] - 1] = depths[node] + 1;
            }
        }
        this.depth = depths[right.length - 1];
        this.likelyDepth = likely;
    }

    /** {@return the number of nodes, leaves included; node 0 is the root} */
    public int size() {
        return right.length;
    }

    /** {@return the number of comparisons on the longest way} */
    public int depth() {
        return depth;
    }

    /** {@return whether a node is a leaf} */
    public boolean isLeaf(int node) {
        return right[node] == 0;
    }

    /** {@return the right child of an inner node; the left child is the one before} */
    public int right(int node) {
        return right[node];
    }

    /** {@return the feature that an inner node compares} */
    public int feature(int node) {
        return feature[node];
    }

    /** {@return the threshold of an inner node, the value of a leaf} */
    public float value(int node) {
        return value[node];
    }

    /** {@return whether a row whose feature is missing goes left at an inner node} */
    public boolean missingLeft(int node) {
        return missingLeft.get(node);
    }

    /**
     * {@return this tree with every leaf multiplied by a factor, in float}
     *
     * @throws InvalidException if a leaf is no longer finite
     */
    public Tree scaledBy(float factor) {
        float[] scaled = value.clone();
        for (int node = 0; node < scaled.length; node++) {
            if (isLeaf(node)) {
                scaled[node] *= factor;
                if (!Float.isFinite(scaled[node])) {
                    throw new InvalidException("a leaf of value " + value[node] + " times the tree's weight " + factor
                            + " is " + scaled[node] + ", it must be finite");
                }
            }
        }
        return new Tree(right, feature, scaled, missingLeft);
    }

    /** The mean number of comparisons of a row, if every node sends half of the rows each way. */
    double likelyDepth() {
        return likelyDepth;
    }
}
