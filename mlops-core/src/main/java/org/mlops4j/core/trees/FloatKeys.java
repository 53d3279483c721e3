// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Keys that order as the floats to which values are rounded do, by their bits. Each feature that a tree compares has
 * two slots, missing right and missing left, and each that a tree looks up in a set of categories has two more.
 */
final class FloatKeys implements FeatureKeys {

    /** Floats from here on are not exact as whole numbers. */
    private static final float CATEGORIES = 1 << 24;

    private final int[] compared;
    private final int[] lookedUp;

    private FloatKeys(int[] compared, int[] lookedUp) {
        this.compared = compared;
        this.lookedUp = lookedUp;
    }

    static FloatKeys of(TreeEnsemble ensemble) {
        return new FloatKeys(features(ensemble, false), features(ensemble, true));
    }

    /** The features that trees look up in sets of categories, or those that they compare. */
    private static int[] features(TreeEnsemble ensemble, boolean categorical) {
        Set<Integer> features = new HashSet<>();
        for (Tree tree : ensemble.trees()) {
            for (int node = 0; node < tree.size(); node++) {
                if (!tree.isLeaf(node) && tree.isCategorical(node) == categorical) {
                    features.add(tree.feature(node));
                }
            }
        }
        return features.stream().mapToInt(feature -> feature).sorted().toArray();
    }

    @Override
    public int slots() {
        return Math.max(1, 2 * (compared.length + lookedUp.length));
    }

    @Override
    public int slot(Tree tree, int node) {
        int feature = tree.feature(node);
        int place = tree.isCategorical(node)
                ? compared.length + Arrays.binarySearch(lookedUp, feature)
                : Arrays.binarySearch(compared, feature);
        return 2 * place + (tree.missingLeft(node) ? 1 : 0);
    }

    @Override
    public int threshold(Tree tree, int node) {
        return of((float) tree.value(node));
    }

    @Override
    public void fill(double[] row, int from, int[] keys, int at) {
        int slot = at;
        for (int feature : compared) {
            float x = (float) row[from + feature];
            boolean missing = Float.isNaN(x);
            int key = of(x);
            keys[slot] = missing ? GREATEST : key;
            keys[slot + 1] = missing ? LEAST : key;
            slot += 2;
        }
        for (int feature : lookedUp) {
            float x = (float) row[from + feature];
            int category = x >= 0 && x < CATEGORIES ? (int) x : NO_CATEGORY;
            keys[slot] = category;
            keys[slot + 1] = Float.isNaN(x) ? LEAST : category;
            slot += 2;
        }
    }

    /** {@return an integer that orders as the float does; x must not be NaN} */
    static int of(float x) {
        // + 0.0f makes -0.0 the 0.0 to which it is equal; negative floats order backwards by their bits
        int bits = Float.floatToRawIntBits(x + 0.0f);
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }
}
