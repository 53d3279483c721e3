// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

/**
 * Trees of which some nodes look a category up in a set. A node is the key of its threshold, or a part of the sorted
 * list of all sets; the step from it takes a branch, so a walk stops at its leaf.
 */
final class CategoryForest implements Forest {

    private static final int COMPARES = -1;

    private final int[] thresholds;
    private final int[] slots;
    private final int[] rights;
    private final int[] setEnds;
    private final int[] categories;
    private final int[] roots;

    CategoryForest(TreeOrder order, FeatureKeys features) {
        this.thresholds = new int[order.nodes()];
        this.slots = new int[order.nodes()];
        this.rights = new int[order.nodes()];
        this.setEnds = new int[order.nodes()];
        this.categories = new int
                [Math.toIntExact(
                        order.trees().stream().mapToLong(Tree::categoryCount).sum())];
        this.roots = order.roots();
        int end = 0;
        for (int tree = 0; tree < order.trees().size(); tree++) {
            end = pack(order.trees().get(tree), roots[tree], features, end);
        }
    }

    /** Adds a tree, whose sets begin at {@code end}; gives where they end. */
    private int pack(Tree tree, int root, FeatureKeys features, int end) {
        int at = end;
        for (int node = 0; node < tree.size(); node++) {
            int place = root + node;
            if (tree.isLeaf(node)) {
                continue;
            }
            rights[place] = root + tree.right(node);
            slots[place] = features.slot(tree, node);
            if (tree.isCategorical(node)) {
                int[] set = tree.categories(node);
                System.arraycopy(set, 0, categories, at, set.length);
                thresholds[place] = at;
                at += set.length;
                setEnds[place] = at;
            } else {
                thresholds[place] = features.threshold(tree, node);
                setEnds[place] = COMPARES;
            }
        }
        return at;
    }

    @Override
    public void walk(int[] keys, int first, int[] reached) {
        int end = Math.min(first + TREES, roots.length - 1);
        for (int tree = first; tree < end; tree++) {
            reached[tree - first] = walk(keys, 0, roots[tree]);
        }
    }

    @Override
    public void walkAll(int tree, int[] keys, int stride, int rows, int[] reached) {
        for (int row = 0; row < rows; row++) {
            reached[row] = walk(keys, row * stride, roots[tree]);
        }
    }

    private int walk(int[] keys, int at, int root) {
        int node = root;
        for (int next = child(keys, at, node); next != node; next = child(keys, at, node)) {
            node = next;
        }
        return node;
    }

    /** {@return where a row goes on from a node; the node itself if it is a leaf} */
    int child(int[] keys, int at, int node) {
        int right = rights[node];
        if (right == 0) {
            return node;
        }
        int key = keys[at + slots[node]];
        boolean left = setEnds[node] == COMPARES ? key < thresholds[node] : holds(node, key);
        return left ? right - 1 : right;
    }

    /** Whether the category is in the set of a node. */
    private boolean holds(int node, int category) {
        if (category < 0) {
            return category == FeatureKeys.LEAST;
        }
        int low = thresholds[node];
        int high = setEnds[node];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (categories[middle] < category) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < setEnds[node] && categories[low] == category;
    }
}
