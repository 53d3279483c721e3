// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trees of an ensemble in the order in which a forest holds them: group by group, in each in the order of sums. If
 * each leaf has values for all groups, the trees are one group here. The number of a leaf is its place among the nodes
 * of all trees. Not thread-safe.
 */
final class TreeOrder implements LeafNumbers {

    private final List<Tree> trees = new ArrayList<>();
    private final int[] firstTree;
    private final int[] roots;
    private @Nullable LevelOrder levels;

    TreeOrder(TreeEnsemble ensemble) {
        this.firstTree = new int[ensemble.hasVectorLeaves() ? 2 : ensemble.groups() + 1];
        for (int group = 0; group < firstTree.length - 1; group++) {
            trees.addAll(ensemble.treesOf(group));
            firstTree[group + 1] = trees.size();
        }
        this.roots = new int[trees.size() + 1];
        for (int tree = 0; tree < trees.size(); tree++) {
            roots[tree + 1] = Math.addExact(roots[tree], trees.get(tree).size());
        }
    }

    /** {@return the same trees level by level; computed once} */
    LevelOrder levels() {
        if (levels == null) {
            levels = new LevelOrder(trees);
        }
        return levels;
    }

    List<Tree> trees() {
        return trees;
    }

    /** {@return the number of nodes of all trees} */
    int nodes() {
        return roots[trees.size()];
    }

    @Override
    public int number(int tree, int leaf) {
        return roots[tree] + leaf;
    }

    @Override
    public int end() {
        return nodes();
    }

    /** {@return where each tree begins if nodes are numbered through, and where the last one ends} */
    int[] roots() {
        return roots;
    }

    /** {@return the first tree of each group, and the number of trees at the end} */
    int[] firstTree() {
        return firstTree;
    }
}
