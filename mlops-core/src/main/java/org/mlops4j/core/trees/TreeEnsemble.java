// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.error.InvalidException;

/**
 * A sum of trees: output group {@code g} of a row is its base plus the leaves that the row reaches in the trees of that
 * group, added in float in the order of the trees. Several groups are the classes of a classifier or the targets of a
 * regression. Immutable.
 */
public final class TreeEnsemble {

    private final int inputs;
    private final float[] base;
    private final List<Tree> trees;
    private final int[] groupOf;

    /**
     * Creates an ensemble.
     *
     * @param inputs the length of a row
     * @param base the base of each group
     * @param trees in the order of summation
     * @param groupOf the group of each tree
     * @throws InvalidException if a tree compares a feature beyond the row, a tree's group does not exist, or a base is
     *     not finite
     */
    public TreeEnsemble(int inputs, float[] base, List<Tree> trees, int[] groupOf) {
        this.inputs = inputs;
        this.base = base.clone();
        this.trees = List.copyOf(trees);
        this.groupOf = groupOf.clone();
        if (inputs < 1 || base.length < 1) {
            throw new InvalidException("an ensemble of trees needs at least one input and one output, has " + inputs
                    + " inputs and " + base.length + " outputs");
        }
        for (float b : base) {
            if (!Float.isFinite(b)) {
                throw new InvalidException("the base of an ensemble must be finite, was " + b);
            }
        }
        if (trees.size() != groupOf.length) {
            throw new InvalidException(
                    "an ensemble of " + trees.size() + " trees states the groups of " + groupOf.length + " trees");
        }
        for (int t = 0; t < groupOf.length; t++) {
            if (groupOf[t] < 0 || groupOf[t] >= base.length) {
                throw new InvalidException("tree " + t + " is of group " + groupOf[t] + ", there are " + base.length);
            }
            requireFeatures(t, this.trees.get(t));
        }
    }

    /** {@return the length of a row} */
    public int inputs() {
        return inputs;
    }

    /** {@return the number of groups} */
    public int groups() {
        return base.length;
    }

    /** {@return what the sum of a group starts from} */
    public float base(int group) {
        return base[group];
    }

    /** {@return all trees in the order of summation} */
    public List<Tree> trees() {
        return trees;
    }

    /** {@return the trees of a group in the order of summation} */
    public List<Tree> treesOf(int group) {
        List<Tree> some = new ArrayList<>();
        for (int t = 0; t < groupOf.length; t++) {
            if (groupOf[t] == group) {
                some.add(trees.get(t));
            }
        }
        return some;
    }

    private void requireFeatures(int index, Tree tree) {
        for (int node = 0; node < tree.size(); node++) {
            if (!tree.isLeaf(node) && tree.feature(node) >= inputs) {
                throw new InvalidException("tree " + index + " compares feature " + tree.feature(node)
                        + ", the model has " + inputs + " features");
            }
        }
    }
}
