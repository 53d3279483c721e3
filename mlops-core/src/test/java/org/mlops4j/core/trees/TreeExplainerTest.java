// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.serving.Explainer;

/** Shapley values beside their definition: the mean over all orders of what a feature adds. */
class TreeExplainerTest {

    private static final int FEATURES = 5;

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void equalsTheDefinition(long seed) {
        RandomTrees random = new RandomTrees(seed, FEATURES);
        List<Tree> trees = new ArrayList<>();
        List<RandomTrees.Node> nodes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            RandomTrees.Node node = i == 0 ? random.chain(9) : random.anyShape((int) (seed % 12));
            nodes.add(node);
            trees.add(random.tree(node));
        }
        int[] groupOf = {0, 1, 0, 1};
        TreeEnsemble ensemble = new TreeEnsemble(FEATURES, new float[] {0.5f, -1}, trees, groupOf);
        Explainer explainer = TreeExplainer.of(ensemble).orElseThrow();
        assertThat(explainer.inputs()).isEqualTo(FEATURES);
        assertThat(explainer.groups()).isEqualTo(2);
        double[] out = new double[2 * (FEATURES + 1)];
        for (int i = 0; i < 5; i++) {
            double[] row = random.row();
            explainer.explain(row, out);
            for (int group = 0; group < 2; group++) {
                double[] expected = shapley(trees, groupOf, group, row);
                double sum = ensemble.base(group);
                for (int tree = 0; tree < 4; tree++) {
                    sum += groupOf[tree] == group ? RandomTrees.leaf(nodes.get(tree), row) : 0;
                }
                double total = 0;
                for (int f = 0; f <= FEATURES; f++) {
                    double actual = out[group * (FEATURES + 1) + f];
                    total += actual;
                    if (f < FEATURES) {
                        assertThat(actual).as("seed %d, feature %d", seed, f).isCloseTo(expected[f], within(1e-12));
                    }
                }
                assertThat(total).as("seed %d", seed).isCloseTo(sum, within(1e-6));
            }
        }
    }

    @Test
    void treesThatKnowNothingOfTheirRowsAreNotExplained() {
        Tree tree = new TreeBuilder("one leaf")
                .left(new int[] {-1})
                .right(new int[] {-1})
                .feature(new int[1])
                .missingLeft(new int[1])
                .value(new float[] {1})
                .build();
        assertThat(TreeExplainer.of(new TreeEnsemble(1, new float[1], List.of(tree), new int[1])))
                .isEmpty();
    }

    @Test
    void arraysThatAreTooShortAreRefused() {
        RandomTrees random = new RandomTrees(1, FEATURES);
        TreeEnsemble ensemble =
                new TreeEnsemble(FEATURES, new float[1], List.of(random.tree(random.anyShape(3))), new int[1]);
        Explainer explainer = TreeExplainer.of(ensemble).orElseThrow();
        assertThatThrownBy(() -> explainer.explain(random.row(), new double[FEATURES]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gives 6 numbers");
    }

    private static double[] shapley(List<Tree> trees, int[] groupOf, int group, double[] row) {
        double[] values = new double[FEATURES];
        for (int set = 0; set < 1 << FEATURES; set++) {
            for (int f = 0; f < FEATURES; f++) {
                if ((set >> f & 1) == 0) {
                    int size = Integer.bitCount(set);
                    double weight = factorial(size) * factorial(FEATURES - size - 1) / factorial(FEATURES);
                    for (int tree = 0; tree < trees.size(); tree++) {
                        if (groupOf[tree] == group) {
                            values[f] += weight
                                    * (given(trees.get(tree), 0, set | 1 << f, row)
                                            - given(trees.get(tree), 0, set, row));
                        }
                    }
                }
            }
        }
        return values;
    }

    /** What a tree gives if a set of features is known. */
    private static double given(Tree tree, int node, int set, double[] row) {
        if (tree.isLeaf(node)) {
            return tree.value(node);
        }
        int right = tree.right(node);
        if ((set >> tree.feature(node) & 1) == 1) {
            float x = (float) row[tree.feature(node)];
            boolean left = Float.isNaN(x) ? tree.missingLeft(node) : x < (float) tree.value(node);
            return given(tree, left ? right - 1 : right, set, row);
        }
        return (tree.cover(right - 1) * given(tree, right - 1, set, row)
                        + tree.cover(right) * given(tree, right, set, row))
                / tree.cover(node);
    }

    private static double factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }
}
