// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.List;

/**
 * The places of nodes if all trees are one heap with several roots: the roots, then all nodes of the first level, then
 * those of the second, each level as wide as if every tree were full. With {@code n} roots the children of the node at
 * {@code p} are at {@code 2 p + n} and behind it. All leaves are in the last level and numbered there; one of a shorter
 * way has the leftmost place below its own.
 */
final class LevelOrder implements LeafNumbers {

    private final int roots;
    private final int depth;
    private final int[][] places;

    LevelOrder(List<Tree> trees) {
        this.roots = Forest.room(trees.size());
        this.depth = depth(trees);
        this.places = new int[trees.size()][];
        for (int tree = 0; tree < places.length; tree++) {
            places[tree] = places(trees.get(tree), tree);
        }
    }

    private int[] places(Tree tree, int root) {
        int[] found = new int[tree.size()];
        found[0] = root;
        for (int node = 0; node < found.length; node++) {
            if (!tree.isLeaf(node)) {
                int left = left(found[node]);
                found[tree.right(node) - 1] = left;
                found[tree.right(node)] = left + 1;
            }
        }
        return found;
    }

    private int left(int place) {
        return 2 * place + roots;
    }

    /** {@return the longest way from a root to a leaf} */
    static int depth(List<Tree> trees) {
        return trees.stream().mapToInt(Tree::depth).max().orElse(0);
    }

    /** {@return how many trees there is room for} */
    int roots() {
        return roots;
    }

    /** {@return the number of places before the last level} */
    int inner() {
        return roots * ((1 << depth) - 1);
    }

    /** {@return the place of a node of a tree} */
    int place(int tree, int node) {
        return places[tree][node];
    }

    @Override
    public int end() {
        return roots << depth;
    }

    @Override
    public int number(int tree, int leaf) {
        int place = places[tree][leaf];
        while (place < inner()) {
            place = left(place);
        }
        return place - inner();
    }
}
