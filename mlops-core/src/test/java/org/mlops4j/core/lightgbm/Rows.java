// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lightgbm;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.mlops4j.core.trees.Tree;
import org.mlops4j.core.trees.TreeEnsemble;

/** Random rows in which missing values, zeros, infinities, unseen categories and exact thresholds are frequent. */
final class Rows {

    private static final double[] EDGES = {
        0,
        -0.0,
        1e-35f,
        -1e-35f,
        Math.nextUp((double) 1e-35f),
        1e-36,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -0.5,
        -1,
        3.7,
        1e10,
        69.9,
        31,
        32,
        64,
        1000
    };

    private final List<List<Double>> thresholds = new ArrayList<>();
    private final SplittableRandom random;

    Rows(TreeEnsemble trees, long seed) {
        this.random = new SplittableRandom(seed);
        for (int f = 0; f < trees.inputs(); f++) {
            thresholds.add(new ArrayList<>());
        }
        for (Tree tree : trees.trees()) {
            for (int node = 0; node < tree.size(); node++) {
                if (!tree.isLeaf(node)) {
                    thresholds.get(tree.feature(node)).add(tree.value(node));
                }
            }
        }
    }

    /** Rows one after another. */
    double[] next(int count) {
        int width = thresholds.size();
        double[] rows = new double[count * width];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = cell(i % width);
        }
        return rows;
    }

    private double cell(int feature) {
        List<Double> known = thresholds.get(feature);
        int kind = random.nextInt(10);
        if (kind == 0) {
            return EDGES[random.nextInt(EDGES.length)];
        }
        if (kind < 4 && !known.isEmpty()) {
            double threshold = known.get(random.nextInt(known.size()));
            return switch (kind) {
                case 1 -> Math.nextUp(threshold);
                case 2 -> Math.nextDown(threshold);
                default -> threshold;
            };
        }
        return OriginalLibrary.plain(random, feature);
    }
}
