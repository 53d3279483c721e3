// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

/** Leaves that have a value for each group, added as floats, in the order of the trees. */
final class VectorLeaves implements Leaves {

    private final float[] base;

    /** Of each leaf, where its values begin. */
    private final int[] begins;

    private final float[] values;

    VectorLeaves(TreeEnsemble ensemble, TreeOrder order, LeafNumbers numbers) {
        this.base = new float[ensemble.groups()];
        for (int group = 0; group < base.length; group++) {
            base[group] = ensemble.base(group);
        }
        int trees = order.trees().size();
        this.begins = new int[numbers.end()];
        // A binary tree has one leaf more than inner nodes.
        this.values = new float[Math.multiplyExact((order.nodes() + trees) / 2, base.length)];
        int end = 0;
        for (int tree = 0; tree < trees; tree++) {
            end = fill(order.trees().get(tree), tree, numbers, end);
        }
    }

    private int fill(Tree tree, int place, LeafNumbers numbers, int begin) {
        int at = begin;
        for (int node = 0; node < tree.size(); node++) {
            if (tree.isLeaf(node)) {
                begins[numbers.number(place, node)] = at;
                for (int group = 0; group < base.length; group++) {
                    values[at++] = (float) tree.leaf(node, group);
                }
            }
        }
        return at;
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
        for (int i = 0; i < count; i++) {
            add(reached[i], sums, 0);
        }
    }

    @Override
    public void addRows(int tree, int[] reached, int count, double[] rows, int from, double[] sums) {
        for (int row = 0; row < count; row++) {
            add(reached[row], sums, row * base.length);
        }
    }

    private void add(int leaf, double[] sums, int at) {
        int begin = begins[leaf];
        for (int group = 0; group < base.length; group++) {
            sums[at + group] = (float) sums[at + group] + values[begin + group];
        }
    }
}
