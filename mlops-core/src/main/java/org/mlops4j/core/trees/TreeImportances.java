// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mlops4j.serving.Importance;

/**
 * How much trees look at each input: how many splits there are, and what they gained and covered in training. In double
 * arithmetic only splits that gained something count, as LightGBM does it.
 */
public final class TreeImportances {

    private final long[] splits;
    private final double[] gains;
    private final double[] covers;

    private TreeImportances(int inputs) {
        this.splits = new long[inputs];
        this.gains = new double[inputs];
        this.covers = new double[inputs];
    }

    /**
     * {@return the importance of each input in order, unless a tree does not know what its splits gained and covered}
     */
    public static Optional<List<Importance>> of(TreeEnsemble ensemble) {
        if (!ensemble.trees().stream().allMatch(tree -> tree.hasGain() && tree.hasCover())) {
            return Optional.empty();
        }
        TreeImportances sums = new TreeImportances(ensemble.inputs());
        boolean all = ensemble.arithmetic() == TreeEnsemble.Arithmetic.FLOAT;
        for (Tree tree : ensemble.trees()) {
            for (int node = 0; node < tree.size(); node++) {
                if (!tree.isLeaf(node) && (all || tree.gain(node) > 0)) {
                    sums.add(tree, node);
                }
            }
        }
        return Optional.of(sums.list());
    }

    private void add(Tree tree, int node) {
        int input = tree.feature(node);
        splits[input]++;
        gains[input] += tree.gain(node);
        covers[input] += tree.cover(node);
    }

    private List<Importance> list() {
        List<Importance> list = new ArrayList<>();
        for (int input = 0; input < splits.length; input++) {
            list.add(new Importance(input, splits[input], gains[input], covers[input]));
        }
        return List.copyOf(list);
    }
}
