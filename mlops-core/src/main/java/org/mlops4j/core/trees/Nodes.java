// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of a tree in breadth-first order: filled by {@link TreeBuilder}, left alone once a {@link Tree} has them.
 */
final class Nodes {

    /** 0 for leaves. */
    final int[] right;

    final int[] feature;
    final double[] value;
    final BitSet missingLeft = new BitSet();
    /** Null if it is NaN at every node. */
    Missing @Nullable [] missing;

    /** The sorted set of a categorical node, null for others; null if there is none. */
    int @Nullable [] @Nullable [] categories;

    /** Null if there is none. */
    @Nullable LinearLeaf @Nullable [] linear;

    /** The values of a leaf of several, null for inner nodes; null if leaves have one value. */
    float @Nullable [] @Nullable [] vectors;

    /** Null if it is not known. */
    double @Nullable [] cover;

    /** Null if it is not known. */
    double @Nullable [] gain;

    Nodes(int size) {
        this.right = new int[size];
        this.feature = new int[size];
        this.value = new double[size];
    }

    private Nodes(Nodes other, double[] value, float @Nullable [] @Nullable [] vectors) {
        this.right = other.right;
        this.feature = other.feature;
        this.value = value;
        this.missingLeft.or(other.missingLeft);
        this.missing = other.missing;
        this.categories = other.categories;
        this.linear = other.linear;
        this.vectors = vectors;
        this.cover = other.cover;
        this.gain = other.gain;
    }

    /** {@return these nodes with other values} */
    Nodes withValues(double[] values, float @Nullable [] @Nullable [] others) {
        return new Nodes(this, values, others);
    }
}
