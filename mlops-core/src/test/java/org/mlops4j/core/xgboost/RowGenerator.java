// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.mlops4j.core.trees.Tree;
import org.mlops4j.core.trees.TreeEnsemble;

/** Random rows in which missing values, signed zeros, huge and tiny values and exact thresholds are frequent. */
final class RowGenerator {

    private static final float[] EDGES = {
        0f,
        -0.0f,
        1f,
        -1f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1e30f,
        -0.5f,
        3.7f,
        6f,
        8f,
        10.9f,
        11f,
        16777215f,
        16777216f
    };

    private final List<List<Float>> thresholds = new ArrayList<>();
    private final SplittableRandom random;

    /** Rows of so many features, for a model without thresholds. */
    RowGenerator(int features, long seed) {
        this.random = new SplittableRandom(seed);
        for (int f = 0; f < features; f++) {
            thresholds.add(new ArrayList<>());
        }
    }

    RowGenerator(TreeEnsemble trees, long seed) {
        this(trees.inputs(), seed);
        for (Tree tree : trees.trees()) {
            for (int node = 0; node < tree.size(); node++) {
                if (!tree.isLeaf(node)) {
                    thresholds.get(tree.feature(node)).add((float) tree.value(node));
                }
            }
        }
    }

    /** Fills {@code count} rows, one after another. */
    float[] rows(int count) {
        int width = thresholds.size();
        float[] rows = new float[count * width];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = cell(i % width);
        }
        return rows;
    }

    /** What the models are trained on: normal, whole and partly missing columns. */
    static float plain(SplittableRandom random, int feature) {
        if (random.nextInt(100) < 5) {
            return Float.NaN;
        }
        return switch (feature % 3) {
            case 0 -> random.nextInt(-5, 6);
            case 1 -> (float) random.nextDouble(-3, 3);
            default -> (float) Math.exp(random.nextDouble(-4, 4)) * (random.nextBoolean() ? 1 : -1);
        };
    }

    private float cell(int feature) {
        List<Float> known = thresholds.get(feature);
        int kind = random.nextInt(10);
        if (kind == 0) {
            return EDGES[random.nextInt(EDGES.length)];
        }
        if (kind < 4 && !known.isEmpty()) {
            float threshold = known.get(random.nextInt(known.size()));
            return switch (kind) {
                case 1 -> Math.nextUp(threshold);
                case 2 -> Math.nextDown(threshold);
                default -> threshold;
            };
        }
        return plain(random, feature);
    }
}
