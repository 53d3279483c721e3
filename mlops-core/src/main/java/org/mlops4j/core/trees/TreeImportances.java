// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.serving.Importance;

/**
 * How much trees look at each input: how many splits there are, and what they gained and covered in training. In double
 * arithmetic only splits that gained something count, as LightGBM does it.
 */
public final class TreeImportances {

    private TreeImportances() {}

    /**
     * {@return the importance of each input that a split looks at, in the order of the inputs; empty if a tree does not
     * know what its splits gained and covered}
     */
    public static Optional<List<Importance>> of(TreeEnsemble ensemble) {
        if (!ensemble.trees().stream().allMatch(tree -> tree.hasGain() && tree.hasCover())) {
            return Optional.empty();
        }
        boolean all = ensemble.arithmetic() == TreeEnsemble.Arithmetic.FLOAT;
        SortedMap<Integer, Importance> sums = new TreeMap<>();
        for (Tree tree : ensemble.trees()) {
            for (int node = 0; node < tree.size(); node++) {
                if (!tree.isLeaf(node) && (all || tree.gain(node) > 0)) {
                    Importance one = new Importance(tree.feature(node), 1, tree.gain(node), tree.cover(node));
                    sums.merge(one.input(), one, TreeImportances::sum);
                }
            }
        }
        return Optional.of(List.copyOf(sums.values()));
    }

    private static Importance sum(Importance one, Importance other) {
        return new Importance(
                one.input(),
                one.splits() + other.splits(),
                one.totalGain() + other.totalGain(),
                one.totalCover() + other.totalCover());
    }
}
