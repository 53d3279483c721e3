// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Leaves that are added as doubles, in the order of the trees; some may be linear. */
final class DoubleLeaves implements Leaves {

    private final double[] values;
    private final @Nullable LinearLeaf @Nullable [] linear;
    private final int inputs;
    private final int groups;
    private final int[] firstTree;
    private final int[] groupOf;

    DoubleLeaves(TreeEnsemble ensemble, TreeOrder order, LeafNumbers numbers) {
        boolean anyLinear = ensemble.trees().stream().anyMatch(Tree::hasLinearLeaves);
        this.values = new double[numbers.end()];
        this.linear = anyLinear ? new LinearLeaf[numbers.end()] : null;
        this.inputs = ensemble.inputs();
        this.groups = ensemble.groups();
        this.firstTree = order.firstTree();
        this.groupOf = new int[order.trees().size()];
        for (int group = 0; group < groups; group++) {
            for (int tree = firstTree[group]; tree < firstTree[group + 1]; tree++) {
                groupOf[tree] = group;
                fill(order.trees().get(tree), tree, numbers);
            }
        }
    }

    private void fill(Tree tree, int place, LeafNumbers numbers) {
        for (int node = 0; node < tree.size(); node++) {
            if (tree.isLeaf(node)) {
                int number = numbers.number(place, node);
                values[number] = tree.value(node);
                if (linear != null) {
                    linear[number] = tree.linear(node);
                }
            }
        }
    }

    @Override
    public void start(int count, double[] sums) {
        Arrays.fill(sums, 0, count * groups, 0);
    }

    @Override
    public void add(int first, int count, int[] reached, double[] row, double[] sums) {
        int tree = first;
        while (tree < first + count) {
            int group = groupOf[tree];
            int end = Math.min(first + count, firstTree[group + 1]);
            double sum = sums[group];
            for (; tree < end; tree++) {
                sum += value(reached[tree - first], row, 0);
            }
            sums[group] = sum;
        }
    }

    @Override
    public void addRows(int tree, int[] reached, int count, double[] rows, int from, double[] sums) {
        int at = groupOf[tree];
        for (int row = 0; row < count; row++, at += groups) {
            sums[at] += value(reached[row], rows, from + row * inputs);
        }
    }

    private double value(int leaf, double[] rows, int from) {
        if (linear != null) {
            LinearLeaf formula = linear[leaf];
            if (formula != null) {
                return formula.value(rows, from, values[leaf]);
            }
        }
        return values[leaf];
    }
}
