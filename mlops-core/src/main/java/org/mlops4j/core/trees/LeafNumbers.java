// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

/** By which numbers the walks of a forest tell in which leaf they end. */
sealed interface LeafNumbers permits TreeOrder, LevelOrder {

    /** {@return a number greater than all of them} */
    int end();

    /**
     * {@return the number of a leaf, 0 or more}
     *
     * @param leaf its place among the nodes of its tree
     */
    int number(int tree, int leaf);
}
