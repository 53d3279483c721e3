// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mlops4j.serving.Explainer;

/**
 * Exact Shapley values of an ensemble of trees, where what a tree gives without an input is the mean over the training
 * rows that came to each side (path-dependent). Costs O(leaves · depth²) a row. Thread-safe; a call allocates.
 */
/*
 * S. M. Lundberg, G. G. Erion, S.-I. Lee, Consistent individualized feature attribution for tree ensembles,
 * arXiv:1802.03888, algorithm 2. All subsets of the features on a path are followed at once: for each number of features
 * present, the path knows which share of the subsets flows down to its end. A step adds a feature to that (extend); a
 * feature that was seen before is taken out first (unwind).
 */
public final class TreeExplainer implements Explainer {

    private final int inputs;
    private final int groups;
    private final FeatureKeys keys;
    private final CategoryForest decisions;
    private final List<Tree> trees;
    private final int[] roots;
    private final int[] firstTree;
    private final double[] means;
    private final int deepest;

    private TreeExplainer(TreeEnsemble ensemble) {
        TreeOrder order = new TreeOrder(ensemble);
        this.inputs = ensemble.inputs();
        this.groups = ensemble.groups();
        this.keys = FeatureKeys.of(ensemble);
        this.decisions = new CategoryForest(order, keys);
        this.trees = order.trees();
        this.roots = order.roots();
        this.firstTree = order.firstTree();
        this.deepest = trees.stream().mapToInt(Tree::depth).max().orElse(0);
        this.means = new double[groups];
        for (int group = 0; group < groups; group++) {
            means[group] = ensemble.base(group);
        }
        for (int run = 0; run < firstTree.length - 1; run++) {
            for (int t = firstTree[run]; t < firstTree[run + 1]; t++) {
                Tree tree = trees.get(t);
                for (int output = 0; output < tree.outputs(); output++) {
                    means[run + output] += mean(tree, 0, output);
                }
            }
        }
    }

    /** {@return an explainer, unless a tree has linear leaves or does not know how many rows came to its nodes} */
    public static Optional<Explainer> of(TreeEnsemble ensemble) {
        boolean known = ensemble.trees().stream().allMatch(tree -> tree.hasCover() && !tree.hasLinearLeaves());
        return known ? Optional.of(new TreeExplainer(ensemble)) : Optional.empty();
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int groups() {
        return groups;
    }

    @Override
    public void explain(double[] row, double[] out) {
        if (row.length < inputs || out.length < groups * (inputs + 1)) {
            throw new IllegalArgumentException("an explanation takes " + inputs + " inputs and gives "
                    + groups * (inputs + 1) + " numbers, got arrays of length " + row.length + " and " + out.length);
        }
        int[] rowKeys = new int[keys.slots()];
        keys.fill(row, 0, rowKeys, 0);
        Arrays.fill(out, 0, groups * (inputs + 1), 0);
        for (int run = 0; run < firstTree.length - 1; run++) {
            for (int tree = firstTree[run]; tree < firstTree[run + 1]; tree++) {
                Walk walk = new Walk(trees.get(tree), roots[tree], rowKeys, out, run * (inputs + 1));
                walk.down(0, 0, new Path(deepest + 2), 1, 1, Path.NO_FEATURE);
            }
        }
        for (int group = 0; group < groups; group++) {
            out[group * (inputs + 1) + inputs] = means[group];
        }
    }

    private static double mean(Tree tree, int node, int output) {
        if (tree.isLeaf(node)) {
            return tree.leaf(node, output);
        }
        int right = tree.right(node);
        return mean(tree, right - 1, output) * share(tree, right - 1, node)
                + mean(tree, right, output) * share(tree, right, node);
    }

    /** {@return which share of the training rows of a node went to a child} */
    private static double share(Tree tree, int child, int node) {
        double all = tree.cover(node);
        return all == 0 ? 0 : tree.cover(child) / all;
    }

    /** The way of one row through one tree. */
    private final class Walk {

        private final Tree tree;
        private final int root;
        private final int[] rowKeys;
        private final double[] out;
        private final int at;

        Walk(Tree tree, int root, int[] rowKeys, double[] out, int at) {
            this.tree = tree;
            this.root = root;
            this.rowKeys = rowKeys;
            this.out = out;
            this.at = at;
        }

        /**
         * Follows all subsets from a node on.
         *
         * @param length of the path so far
         * @param before the path to the parent, which stays as it is
         * @param zero which share of rows comes here if the last feature is absent
         * @param one 1 if the row comes here by the last feature, else 0
         */
        void down(int node, int length, Path before, double zero, double one, int feature) {
            Path path = before.copy(length);
            path.extend(length, zero, one, feature);
            if (tree.isLeaf(node)) {
                leaf(node, length, path);
                return;
            }
            int right = tree.right(node);
            int hot = decisions.child(rowKeys, 0, root + node) - root;
            int cold = hot == right ? right - 1 : right;
            double zeroBefore = 1;
            double oneBefore = 1;
            int deeper = length + 1;
            int seen = path.find(length, tree.feature(node));
            if (seen > 0) {
                zeroBefore = path.zero(seen);
                oneBefore = path.one(seen);
                path.unwind(length, seen);
                deeper = length;
            }
            down(hot, deeper, path, share(tree, hot, node) * zeroBefore, oneBefore, tree.feature(node));
            down(cold, deeper, path, share(tree, cold, node) * zeroBefore, 0, tree.feature(node));
        }

        private void leaf(int node, int length, Path path) {
            for (int i = 1; i <= length; i++) {
                double weight = path.unwoundSum(length, i) * (path.one(i) - path.zero(i));
                for (int output = 0; output < tree.outputs(); output++) {
                    out[at + output * (inputs + 1) + path.feature(i)] += weight * tree.leaf(node, output);
                }
            }
        }
    }
}
