// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

/** Leaves that are added as floats, in the order of the trees. */
final class FloatLeaves implements Leaves {

    private final float[] values;
    private final float[] base;
    private final int[] firstTree;
    private final int[] groupOf;

    FloatLeaves(TreeEnsemble ensemble, TreeOrder order, LeafNumbers numbers) {
        this.values = new float[numbers.end()];
        this.firstTree = order.firstTree();
        this.base = new float[ensemble.groups()];
        this.groupOf = new int[order.trees().size()];
        for (int group = 0; group < base.length; group++) {
            base[group] = ensemble.base(group);
            for (int tree = firstTree[group]; tree < firstTree[group + 1]; tree++) {
                groupOf[tree] = group;
                fill(order.trees().get(tree), tree, numbers);
            }
        }
    }

    private void fill(Tree tree, int place, LeafNumbers numbers) {
        for (int node = 0; node < tree.size(); node++) {
            if (tree.isLeaf(node)) {
                values[numbers.number(place, node)] = (float) tree.value(node);
            }
        }
    }

    @Override
    public void start(int count, double[] sums) {
        for (int row = 0; row < count; row++) {
            for (int group = 0; group < base.length; group++) {
                sums[row * base.length + group] = base[group];
            }
        }
    }

    @Override
    public void add(int first, int count, int[] reached, double[] row, double[] sums) {
        int tree = first;
        while (tree < first + count) {
            int group = groupOf[tree];
            int end = Math.min(first + count, firstTree[group + 1]);
            float sum = (float) sums[group];
            for (; tree < end; tree++) {
                sum += values[reached[tree - first]];
            }
            sums[group] = sum;
        }
    }

    @Override
    public void addRows(int tree, int[] reached, int count, double[] rows, int from, double[] sums) {
        int groups = base.length;
        int at = groupOf[tree];
        for (int row = 0; row < count; row++, at += groups) {
            sums[at] = (float) sums[at] + values[reached[row]];
        }
    }
}
