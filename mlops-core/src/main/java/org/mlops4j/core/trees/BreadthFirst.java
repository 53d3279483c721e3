// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.BitSet;
import org.mlops4j.error.InvalidException;

/** The nodes that a root reaches, level by level, so that siblings are neighbours. */
final class BreadthFirst {

    private static final int NO_CHILD = -1;

    private final String where;
    private final int[] left;
    private final int[] right;
    private final BitSet seen;
    private final int[] nodes;
    private final int[] rightPlaces;
    private int size = 1;

    /**
     * Puts the nodes of a tree in order; the root is node 0.
     *
     * @throws InvalidException if a child is no node, or two ways lead to one
     */
    BreadthFirst(String where, int[] left, int[] right) {
        this.where = where;
        this.left = left;
        this.right = right;
        this.seen = new BitSet(left.length);
        this.nodes = new int[left.length];
        this.rightPlaces = new int[left.length];
        seen.set(0);
        for (int place = 0; place < size; place++) {
            int node = nodes[place];
            if (left[node] != NO_CHILD || right[node] != NO_CHILD) {
                add(node, left[node]);
                rightPlaces[place] = size;
                add(node, right[node]);
            }
        }
    }

    private void add(int node, int child) {
        if (child < 0 || child >= left.length) {
            throw new InvalidException(
                    where + ": node " + node + " has the child " + child + ", the tree has " + left.length + " nodes");
        }
        if (seen.get(child)) {
            throw new InvalidException(
                    where + ": node " + node + " has the child " + child + ", to which another way leads already");
        }
        seen.set(child);
        nodes[size++] = child;
    }

    /** {@return how many nodes the root reaches} */
    int size() {
        return size;
    }

    /** {@return the node at a place} */
    int node(int place) {
        return nodes[place];
    }

    /** {@return the place of the right child of the node at a place; 0 if it is a leaf} */
    int right(int place) {
        return rightPlaces[place];
    }

    /**
     * {@return the values of the reached nodes in order}
     *
     * @param what names them in the message
     * @throws InvalidException if there are not as many values as nodes
     */
    double[] sort(double[] values, String what) {
        if (values.length != left.length) {
            throw new InvalidException(where + " has " + values.length + " " + what + " of " + right.length + " nodes");
        }
        double[] sorted = new double[size];
        for (int place = 0; place < size; place++) {
            sorted[place] = values[nodes[place]];
        }
        return sorted;
    }
}
