// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.trees.RandomTrees.Node;
import org.mlops4j.error.InvalidException;

class TreePredictorTest {

    private static final float BASE = 0.3f;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shallowTreesSumLikeARecursion(long seed) {
        RandomTrees random = new RandomTrees(seed, 7);
        assertSumsLikeRecursion(random, () -> random.complete((int) (seed % 6)), 30 + (int) seed, 3, LevelForest.class);
        assertSumsLikeRecursion(
                random, () -> random.lopsided(3 + (int) (seed % 4)), 30 + (int) seed, 3, PackedForest.class);
    }

    @Test
    void treesThatAreNearlyFullSumLikeARecursion() {
        RandomTrees random = new RandomTrees(19, 6);
        int[] depths = {5, 6, 6, 4, 6};
        int[] turn = new int[1];
        assertSumsLikeRecursion(
                random, () -> random.complete(depths[turn[0]++ % depths.length]), 24, 2, LevelForest.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void treesOfAnyShapeSumLikeARecursion(long seed) {
        RandomTrees random = new RandomTrees(seed, 5);
        assertSumsLikeRecursion(random, () -> random.anyShape(60), 21, 1 + (int) seed % 2, null);
    }

    @Test
    void chainsAreWalkedNoFurtherThanNeeded() {
        RandomTrees random = new RandomTrees(9, 3);
        assertSumsLikeRecursion(random, () -> random.chain(300), 7, 2, WideForest.class);
        RandomTrees longest = new RandomTrees(10, 3);
        assertSumsLikeRecursion(longest, () -> longest.chain(TreeBuilder.MAX_DEPTH), 3, 1, WideForest.class);
    }

    @Test
    void treesWithoutRoomInAPackedNodeSumLikeARecursion() {
        RandomTrees random = new RandomTrees(11, 4);
        assertSumsLikeRecursion(random, () -> random.lopsided(9), 3, 1, PackedForest.class);
        RandomTrees larger = new RandomTrees(12, 4);
        assertSumsLikeRecursion(larger, () -> larger.lopsided(11), 3, 1, WideForest.class);
    }

    @Test
    void moreFeaturesThanAPackedNodeCanNameSumLikeARecursion() {
        RandomTrees few = new RandomTrees(13, 256);
        assertSumsLikeRecursion(few, () -> few.lopsided(8), 16, 1, PackedForest.class);
        RandomTrees more = new RandomTrees(13, 700);
        assertSumsLikeRecursion(more, () -> more.lopsided(8), 16, 1, WideForest.class);
        assertSumsLikeRecursion(more, () -> more.complete(8), 16, 1, LevelForest.class);
        RandomTrees many = new RandomTrees(13, 200_000);
        assertSumsLikeRecursion(many, () -> many.complete(9), 16, 1, WideForest.class);
    }

    @Test
    void moreThresholdsThanAPackedNodeCanNumberSumLikeARecursion() {
        RandomTrees few = new RandomTrees(16, 1).withThresholds(8100);
        assertSumsLikeRecursion(few, () -> few.lopsided(9), 40, 1, PackedForest.class);
        RandomTrees many = new RandomTrees(17, 1).withThresholds(100_000);
        assertSumsLikeRecursion(many, () -> many.lopsided(9), 40, 1, WideForest.class);
        assertSumsLikeRecursion(many, () -> many.complete(9), 40, 1, LevelForest.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void leavesOfSeveralValuesSumLikeATreeForEach(long seed) {
        RandomTrees random = new RandomTrees(seed, 6);
        float[] base = {0.5f, -1, 3};
        List<Tree> vectors = new ArrayList<>();
        List<Tree> scalars = new ArrayList<>();
        int[] groupOf = new int[27];
        for (int i = 0; i < 9; i++) {
            Node node = random.anyShape(20);
            vectors.add(random.vectorTree(node, 3));
            for (int output = 0; output < 3; output++) {
                groupOf[scalars.size()] = output;
                scalars.add(random.tree(node).scaledBy(output + 1));
            }
        }
        TreeEnsemble ensemble = new TreeEnsemble(6, base, vectors, new int[9]);
        TreeEnsemble apart = new TreeEnsemble(6, base, scalars, groupOf);
        int rows = 200;
        double[] flat = IntStream.range(0, rows)
                .boxed()
                .flatMapToDouble(i -> Arrays.stream(random.row()))
                .toArray();
        double[] actual = new double[rows * 3];
        double[] expected = new double[rows * 3];
        new TreePredictor(ensemble, FloatTransform.IDENTITY).predictAll(flat, rows, actual);
        new TreePredictor(apart, FloatTransform.IDENTITY).predictAll(flat, rows, expected);
        assertThat(actual).containsExactly(expected);
        double[] first = new double[3];
        new TreePredictor(ensemble, FloatTransform.IDENTITY).predict(flat, first);
        assertThat(first).containsExactly(Arrays.copyOf(expected, 3));
        double[] why = new double[3 * 7];
        double[] whyApart = new double[3 * 7];
        TreeExplainer.of(ensemble).orElseThrow().explain(flat, why);
        TreeExplainer.of(apart).orElseThrow().explain(flat, whyApart);
        assertThat(why).containsExactly(whyApart, within(1e-9));
    }

    @Test
    void leavesOfOtherThanOneValueOrOneAGroupAreRefused() {
        RandomTrees random = new RandomTrees(24, 3);
        Tree two = random.vectorTree(random.complete(2), 2);
        assertThatThrownBy(() -> new TreeEnsemble(3, new float[3], List.of(two), new int[1]))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining(
                        "tree 0 has leaves of 2 values, the first tree of 2, and the model has 3 outputs");
        List<Tree> mixed = List.of(two, stump(1));
        assertThatThrownBy(() -> new TreeEnsemble(3, new float[2], mixed, new int[2]))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("tree 1 has leaves of 1 values, the first tree of 2");
        assertThatThrownBy(() -> TreeEnsemble.inDouble(3, 2, List.of(two))).isInstanceOf(InvalidException.class);
    }

    @Test
    void doublesAreRoundedToFloatBeforeTheyAreCompared() {
        float threshold = 0.1f;
        TreePredictor predictor = predictor(stump(threshold));
        double justBelow = Math.nextDown((double) threshold);
        assertThat(justBelow).isLessThan(threshold);
        assertThat(predictOne(predictor, justBelow)).isEqualTo(2);
        assertThat(predictOne(predictor, Math.nextDown(threshold))).isEqualTo(1);
        assertThat(predictOne(predictor, 1e300)).isEqualTo(2);
        assertThat(predictOne(predictor, Double.NEGATIVE_INFINITY)).isEqualTo(1);
    }

    @Test
    void signedZerosAreEqual() {
        assertThat(predictOne(predictor(stump(0f)), -0.0)).isEqualTo(2);
        assertThat(predictOne(predictor(stump(-0.0f)), 0.0)).isEqualTo(2);
        assertThat(predictOne(predictor(stump(-0.0f)), -Double.MIN_NORMAL)).isEqualTo(2);
        assertThat(predictOne(predictor(stump(-0.0f)), -Float.MIN_VALUE)).isEqualTo(1);
    }

    @Test
    void predictAllocatesNothing() {
        RandomTrees random = new RandomTrees(14, 28);
        List<Tree> trees = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            trees.add(random.tree(random.complete(5)));
        }
        TreePredictor predictor =
                new TreePredictor(new TreeEnsemble(28, new float[1], trees, new int[50]), FloatTransform.LOGISTIC);
        double[] row = random.row();
        double[] out = new double[1];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5; attempt++) {
            long before = threads.getThreadAllocatedBytes(id);
            for (int i = 0; i < 20_000; i++) {
                predictor.predict(row, out);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
        }
        assertThat(least).as("bytes in 20 000 predictions").isLessThan(1000);
    }

    @Test
    void threadsDoNotDisturbEachOther() throws Exception {
        RandomTrees random = new RandomTrees(15, 6);
        TreePredictor predictor = predictor(random.tree(random.complete(6)));
        double[][] rows = new double[64][];
        double[] expected = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.row();
            expected[i] = predictOne(predictor, rows[i]);
        }
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                wrong.add(pool.submit(() -> {
                    int different = 0;
                    for (int i = 0; i < 100_000; i++) {
                        different += predictOne(predictor, rows[i % 64]) == expected[i % 64] ? 0 : 1;
                    }
                    return different;
                }));
            }
            for (Future<Integer> count : wrong) {
                assertThat(count.get()).isZero();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aClosedPredictorSaysSo() {
        TreePredictor predictor = predictor(stump(1));
        predictor.close();
        predictor.close();
        assertThatThrownBy(() -> predictOne(predictor, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> predictor.predictAll(new double[1], 1, new double[1]))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shortArraysAreRefused() {
        TreePredictor predictor = predictor(stump(1));
        assertThatThrownBy(() -> predictor.predict(new double[0], new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row");
        assertThatThrownBy(() -> predictor.predictAll(new double[2], 2, new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("out");
    }

    private static void assertSumsLikeRecursion(
            RandomTrees random, Supplier<Node> shape, int count, int groups, Class<? extends Forest> layout) {
        List<Node> nodes = new ArrayList<>();
        List<Tree> trees = new ArrayList<>();
        int[] groupOf = new int[count];
        for (int i = 0; i < count; i++) {
            nodes.add(shape.get());
            trees.add(random.tree(nodes.get(i)));
            groupOf[i] = (i * 7 + i / 3) % groups;
        }
        float[] base = new float[groups];
        Arrays.fill(base, BASE);
        int inputs = random.row().length;
        TreeEnsemble ensemble = new TreeEnsemble(inputs, base, trees, groupOf);
        if (layout != null) {
            assertThat(Forest.of(ensemble, new TreeOrder(ensemble), FeatureKeys.of(ensemble)))
                    .isInstanceOf(layout);
        }
        TreePredictor predictor = new TreePredictor(ensemble, FloatTransform.IDENTITY);
        int rowCount = inputs > 1000 ? 5 : 131;
        double[] rows = new double[rowCount * inputs];
        double[] expected = new double[rowCount * groups];
        double[] single = new double[rowCount * groups];
        double[] out = new double[groups];
        for (int r = 0; r < rowCount; r++) {
            double[] row = random.row();
            System.arraycopy(row, 0, rows, r * inputs, inputs);
            float[] sums = base.clone();
            for (int t = 0; t < count; t++) {
                sums[groupOf[t]] += RandomTrees.leaf(nodes.get(t), row);
            }
            predictor.predict(row, out);
            for (int g = 0; g < groups; g++) {
                expected[r * groups + g] = sums[g];
                single[r * groups + g] = out[g];
            }
        }
        assertThat(single).isEqualTo(expected);
        double[] batch = new double[rowCount * groups];
        predictor.predictAll(rows, rowCount, batch);
        assertThat(batch).isEqualTo(expected);
    }

    private static Tree stump(float threshold) {
        return new TreeBuilder("stump")
                .left(new int[] {1, -1, -1})
                .right(new int[] {2, -1, -1})
                .feature(new int[3])
                .missingLeft(new int[3])
                .value(new float[] {threshold, 1, 2})
                .build();
    }

    private static TreePredictor predictor(Tree tree) {
        int inputs = 1;
        for (int node = 0; node < tree.size(); node++) {
            inputs = Math.max(inputs, tree.isLeaf(node) ? 1 : tree.feature(node) + 1);
        }
        return new TreePredictor(
                new TreeEnsemble(inputs, new float[1], List.of(tree), new int[1]), FloatTransform.IDENTITY);
    }

    private static double predictOne(TreePredictor predictor, double... row) {
        double[] out = new double[1];
        predictor.predict(row, out);
        return out[0];
    }
}
