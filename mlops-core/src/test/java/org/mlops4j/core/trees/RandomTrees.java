// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SplittableRandom;

/** Random trees of any shape, kept as nested nodes beside, so that a plain recursion can say what is right. */
final class RandomTrees {

    sealed interface Node {}

    record Leaf(float value) implements Node {}

    record Split(int feature, float threshold, boolean missingLeft, Node left, Node right) implements Node {}

    private final SplittableRandom random;
    private final int features;
    private final int thresholds;

    RandomTrees(long seed, int features) {
        this(new SplittableRandom(seed), features, 47);
    }

    private RandomTrees(SplittableRandom random, int features, int thresholds) {
        this.random = random;
        this.features = features;
        this.thresholds = thresholds;
    }

    /** Trees of up to so many different thresholds, and rows of as many different values. */
    RandomTrees withThresholds(int count) {
        return new RandomTrees(random, features, count);
    }

    /** A tree with so many splits, each put at a random leaf. */
    Node anyShape(int splits) {
        if (splits == 0) {
            return new Leaf((float) random.nextDouble(-1, 1));
        }
        int left = random.nextInt(splits);
        return split(anyShape(left), anyShape(splits - 1 - left));
    }

    /** A complete tree. */
    Node complete(int depth) {
        return depth == 0 ? anyShape(0) : split(complete(depth - 1), complete(depth - 1));
    }

    /** A tree of which one half is complete, and the other two levels less deep. */
    Node lopsided(int depth) {
        return split(complete(depth - 3), complete(depth - 1));
    }

    /** A tree in which every split has a leaf. */
    Node chain(int depth) {
        Node tree = anyShape(0);
        for (int i = 0; i < depth; i++) {
            tree = random.nextBoolean() ? split(tree, anyShape(0)) : split(anyShape(0), tree);
        }
        return tree;
    }

    double[] row() {
        double[] row = new double[features];
        for (int i = 0; i < features; i++) {
            row[i] = random.nextInt(10) == 0 ? Double.NaN : threshold();
        }
        return row;
    }

    private Node split(Node left, Node right) {
        return new Split(random.nextInt(features), threshold(), random.nextBoolean(), left, right);
    }

    /** One of few values, so that rows often hold a threshold exactly. */
    private float threshold() {
        float[] special = {0f, -0.0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, Float.MIN_VALUE
        };
        int kind = random.nextInt(40);
        if (kind < special.length) {
            return special[kind];
        }
        int others = thresholds - special.length;
        return (random.nextInt(others) - others / 2) / 4f;
    }

    static float leaf(Node node, double[] row) {
        Node at = node;
        while (at instanceof Split split) {
            float x = (float) row[split.feature()];
            boolean left = Float.isNaN(x) ? split.missingLeft() : x < split.threshold();
            at = left ? split.left() : split.right();
        }
        return ((Leaf) at).value();
    }

    /** The tree as arrays whose nodes are in a random order, root first. */
    Tree tree(Node root) {
        return arrays(shuffled(root)).build();
    }

    /** The same with leaves of so many values: the value times 1, 2, 3 and on. */
    Tree vectorTree(Node root, int outputs) {
        List<Node> nodes = shuffled(root);
        float[][] vectors = new float[nodes.size()][];
        for (int i = 0; i < vectors.length; i++) {
            if (nodes.get(i) instanceof Leaf leaf) {
                vectors[i] = new float[outputs];
                for (int output = 0; output < outputs; output++) {
                    vectors[i][output] = leaf.value() * (output + 1);
                }
            }
        }
        return arrays(nodes).vectors(vectors).build();
    }

    private List<Node> shuffled(Node root) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(root);
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) instanceof Split split) {
                int at = random.nextInt(i + 1, nodes.size() + 1);
                nodes.add(at, split.left());
                nodes.add(random.nextInt(i + 1, nodes.size() + 1), split.right());
            }
        }
        return nodes;
    }

    private static TreeBuilder arrays(List<Node> nodes) {
        IdentityHashMap<Node, Integer> places = new IdentityHashMap<>();
        nodes.forEach(node -> places.put(node, places.size()));
        int size = nodes.size();
        int[] left = new int[size];
        int[] right = new int[size];
        int[] feature = new int[size];
        int[] missing = new int[size];
        float[] value = new float[size];
        double[] covers = new double[size];
        for (int i = 0; i < size; i++) {
            covers[i] = cover(nodes.get(i));
            if (nodes.get(i) instanceof Split split) {
                left[i] = places.get(split.left());
                right[i] = places.get(split.right());
                feature[i] = split.feature();
                missing[i] = split.missingLeft() ? 1 : 0;
                value[i] = split.threshold();
            } else {
                left[i] = -1;
                right[i] = -1;
                value[i] = ((Leaf) nodes.get(i)).value();
            }
        }
        return new TreeBuilder("random tree")
                .left(left)
                .right(right)
                .feature(feature)
                .missingLeft(missing)
                .cover(covers)
                .value(value);
    }

    /** A few rows came to each leaf. */
    private static double cover(Node node) {
        return node instanceof Split split
                ? cover(split.left()) + cover(split.right())
                : 1 + (Float.floatToIntBits(((Leaf) node).value()) & 7);
    }
}
