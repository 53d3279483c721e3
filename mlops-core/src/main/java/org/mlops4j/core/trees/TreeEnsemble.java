// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.error.InvalidException;

/**
 * A sum of trees: output group {@code g} of a row is its base plus the leaves that the row reaches in the trees of that
 * group, added in the order of the trees. Several groups are the classes of a classifier or the targets of a
 * regression. Trees may also have a value for each group in every leaf; then each tree is of all groups. Immutable.
 */
public final class TreeEnsemble {

    /** How values are compared and leaves are added. */
    public enum Arithmetic {
        /**
         * As XGBoost does: values are rounded to float, a value less than the threshold goes left, leaves are added as
         * floats. NaN is missing. A category is a value in [0, 2^24), cut to a whole number.
         */
        FLOAT,
        /**
         * As LightGBM does: a value up to the threshold goes left, both as double, leaves are added as doubles. A value
         * within 1e-35 of zero is zero. A category is a value above -1, cut to a whole number.
         */
        DOUBLE;

        /** What LightGBM takes for zero: the float nearest to 1e-35. */
        private static final double ZERO = 1e-35f;

        /** {@return what a value counts as; NaN stays NaN} */
        double rounded(double x) {
            if (this == FLOAT) {
                return (float) x;
            }
            return Math.abs(x) <= ZERO ? 0 : x;
        }

        /**
         * {@return the greatest value that a threshold sends left before it is rounded, so that a row need not be; no
         * meaning for -inf as float, which sends none}
         */
        double limit(double threshold) {
            if (this == FLOAT) {
                float right = (float) threshold;
                double middle = (finite(Math.nextDown(right)) + finite(right)) / 2;
                return (float) middle < right ? middle : Math.nextDown(middle);
            }
            if (threshold >= 0) {
                return Math.max(threshold, ZERO);
            }
            return threshold >= -ZERO ? Math.nextDown(-ZERO) : threshold;
        }

        /** Infinity is what the next float would be: what is nearer to it is rounded to infinity. */
        private static double finite(float value) {
            return Float.isInfinite(value) ? Math.copySign(0x1p128, value) : value;
        }
    }

    private final Arithmetic arithmetic;
    private final int inputs;
    private final float[] base;
    private final List<Tree> trees;
    private final int[] groupOf;

    /**
     * Creates an ensemble in float arithmetic.
     *
     * @param inputs the length of a row
     * @param base the base of each group
     * @param trees in the order of summation
     * @param groupOf the group of each tree; any if leaves have a value for each group
     * @throws InvalidException if a tree compares a feature beyond the row, a tree's group does not exist, leaves have
     *     neither one value nor one for each group, or a base is not finite
     */
    public TreeEnsemble(int inputs, float[] base, List<Tree> trees, int[] groupOf) {
        this(Arithmetic.FLOAT, inputs, base, trees, groupOf);
    }

    private TreeEnsemble(Arithmetic arithmetic, int inputs, float[] base, List<Tree> trees, int[] groupOf) {
        this.arithmetic = arithmetic;
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
            requireOutputs(t, this.trees.get(t));
            requireFeatures(t, this.trees.get(t));
        }
    }

    /**
     * {@return an ensemble in double arithmetic, in which tree {@code i} is of group {@code i mod groups} and every
     * group starts from 0}
     *
     * @throws InvalidException as the constructor
     */
    public static TreeEnsemble inDouble(int inputs, int groups, List<Tree> trees) {
        int[] groupOf = new int[trees.size()];
        for (int t = 0; t < groupOf.length; t++) {
            groupOf[t] = t % groups;
        }
        return new TreeEnsemble(Arithmetic.DOUBLE, inputs, new float[groups], trees, groupOf);
    }

    /** {@return how values are compared and leaves are added} */
    public Arithmetic arithmetic() {
        return arithmetic;
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

    /** {@return the group of a tree; any if leaves have a value for each group} */
    public int groupOf(int tree) {
        return groupOf[tree];
    }

    /** {@return whether leaves have several values, one for each group} */
    public boolean hasVectorLeaves() {
        return !trees.isEmpty() && trees.get(0).outputs() > 1;
    }

    /** {@return the trees that add to a group in the order of summation} */
    public List<Tree> treesOf(int group) {
        if (hasVectorLeaves()) {
            return trees;
        }
        List<Tree> some = new ArrayList<>();
        for (int t = 0; t < groupOf.length; t++) {
            if (groupOf[t] == group) {
                some.add(trees.get(t));
            }
        }
        return some;
    }

    private void requireOutputs(int index, Tree tree) {
        int outputs = tree.outputs();
        boolean fits = outputs == 1 || (outputs == base.length && arithmetic == Arithmetic.FLOAT);
        if (!fits || outputs != trees.get(0).outputs()) {
            throw new InvalidException("tree " + index + " has leaves of " + outputs + " values, the first tree of "
                    + trees.get(0).outputs() + ", and the model has " + base.length + " outputs");
        }
    }

    private void requireFeatures(int index, Tree tree) {
        for (int node = 0; node < tree.size(); node++) {
            LinearLeaf linear = tree.linear(node);
            int feature = !tree.isLeaf(node) ? tree.feature(node) : linear == null ? -1 : linear.lastFeature();
            if (feature >= inputs) {
                throw new InvalidException(
                        "tree " + index + " compares feature " + feature + ", the model has " + inputs + " features");
            }
            if (arithmetic == Arithmetic.FLOAT && (linear != null || tree.missing(node) != Missing.NAN)) {
                throw new InvalidException("tree " + index
                        + " has a linear leaf or compares missing values, which float arithmetic does not know");
            }
        }
    }
}
