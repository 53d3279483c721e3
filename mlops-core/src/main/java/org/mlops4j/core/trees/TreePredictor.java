// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.mlops4j.serving.Predictor;

/**
 * Predicts with an ensemble of trees, in its arithmetic. Thread-safe; the working memory belongs to the calling thread,
 * so that a prediction allocates nothing after a thread's first.
 */
public final class TreePredictor implements Predictor {

    /** The keys of a block of rows shall stay in the first-level cache while all trees pass over them. */
    private static final int BLOCK_KEYS = 4096;

    /** A multiple of the rows that are walked in step. */
    private static final int BLOCK_ROWS = 60;

    private final int inputs;
    private final int groups;
    private final OutputTransform transform;
    private final FeatureKeys features;
    private final Leaves leaves;
    private final int trees;
    private volatile @Nullable Forest forest;

    /** Creates a predictor; it does not keep the ensemble. */
    public TreePredictor(TreeEnsemble ensemble, OutputTransform transform) {
        this.inputs = ensemble.inputs();
        this.groups = ensemble.groups();
        this.transform = requireNonNull(transform, "transform");
        this.features = FeatureKeys.of(ensemble);
        this.trees = ensemble.trees().size();
        TreeOrder order = new TreeOrder(ensemble);
        Forest layout = Forest.of(ensemble, order, features);
        this.leaves = Leaves.of(ensemble, order, layout);
        this.forest = layout;
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return transform.outputs(groups);
    }

    @Override
    public void predict(double[] row, double[] out) {
        Forest open = open();
        requireLength("row", row, 1, inputs);
        requireLength("out", out, 1, outputs());
        Scratch scratch = Scratch.ofThread();
        int[] keys = scratch.keys(features.slots());
        int[] reached = scratch.reached(Forest.TREES);
        double[] sums = scratch.sums(groups);
        features.fill(row, 0, keys, 0);
        leaves.start(1, sums);
        for (int first = 0; first < trees; first += Forest.TREES) {
            open.walk(keys, first, reached);
            leaves.add(first, Math.min(Forest.TREES, trees - first), reached, row, sums);
        }
        transform.apply(sums, 0, groups, out, 0);
    }

    @Override
    public void predictAll(double[] rows, int count, double[] out) {
        Forest open = open();
        requireLength("rows", rows, count, inputs);
        requireLength("out", out, count, outputs());
        int stride = features.slots();
        int block = Math.max(6, Math.min(BLOCK_ROWS, BLOCK_KEYS / stride));
        Scratch scratch = Scratch.ofThread();
        int[] keys = scratch.keys(block * stride);
        int[] reached = scratch.reached(block);
        double[] sums = scratch.sums(block * groups);
        for (int first = 0; first < count; first += block) {
            int size = Math.min(block, count - first);
            for (int i = 0; i < size; i++) {
                features.fill(rows, (first + i) * inputs, keys, i * stride);
            }
            leaves.start(size, sums);
            for (int tree = 0; tree < trees; tree++) {
                open.walkAll(tree, keys, stride, size, reached);
                leaves.addRows(tree, reached, size, rows, first * inputs, sums);
            }
            for (int i = 0; i < size; i++) {
                transform.apply(sums, i * groups, groups, out, (first + i) * outputs());
            }
        }
    }

    @Override
    public void close() {
        forest = null;
    }

    private Forest open() {
        Forest open = forest;
        if (open == null) {
            throw new IllegalStateException("the predictor is closed");
        }
        return open;
    }

    private static void requireLength(String what, double[] array, int rows, int width) {
        if (rows < 0 || array.length < (long) rows * width) {
            throw new IllegalArgumentException(
                    what + " must hold " + rows + " times " + width + " values, its length is " + array.length);
        }
    }
}
