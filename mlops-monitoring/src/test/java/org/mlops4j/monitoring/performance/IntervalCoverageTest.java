// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.VectorColumn;

/** How often intervals hold the truth, by metric and number of rows: the table of the guide to performance. */
class IntervalCoverageTest {

    private static final int TRUTH = 400_000;
    private static final int[] SIZES = {50, 200, 1_000};

    @Test
    @Tag("stress")
    void intervalsHoldTheTruthAsOftenAsTheySay() {
        Map<String, double[]> table = new TreeMap<>();
        table.putAll(coverage(2_000, IntervalCoverageTest::binary));
        table.putAll(coverage(2_000, IntervalCoverageTest::numbers));
        table.putAll(coverage(2_000, IntervalCoverageTest::classes));
        table.putAll(coverage(2_000, IntervalCoverageTest::comparison));
        table.putAll(coverage(300, IntervalCoverageTest::drawn));
        table.forEach((metric, shares) -> System.out.printf(
                Locale.ROOT, "| %s | %.3f | %.3f | %.3f |%n", metric, shares[0], shares[1], shares[2]));
        assertThat(table)
                .allSatisfy((metric, shares) -> assertThat(shares[2]).as(metric).isBetween(0.92, 0.98));
    }

    /** The share of samples whose interval holds the value of a very large one; undefined ones do not count. */
    private static Map<String, double[]> coverage(int samples, BiFunction<Random, Integer, List<Estimate>> metrics) {
        Map<String, double[]> shares = new TreeMap<>();
        List<Estimate> truth = metrics.apply(new Random(1), TRUTH);
        for (int size = 0; size < SIZES.length; size++) {
            Random random = new Random(2);
            int[] held = new int[truth.size()];
            int[] defined = new int[truth.size()];
            for (int sample = 0; sample < samples; sample++) {
                List<Estimate> estimates = metrics.apply(random, SIZES[size]);
                for (int i = 0; i < held.length; i++) {
                    double value = truth.get(i).value();
                    Estimate estimate = estimates.get(i);
                    defined[i] += Double.isNaN(estimate.low()) ? 0 : 1;
                    held[i] += estimate.low() <= value && value <= estimate.high() ? 1 : 0;
                }
            }
            for (int i = 0; i < held.length; i++) {
                shares.computeIfAbsent(truth.get(i).metric(), metric -> new double[SIZES.length])[size] =
                        (double) held[i] / defined[i];
            }
        }
        return shares;
    }

    private static List<Estimate> binary(Random random, int rows) {
        BinaryScores scores = scores(random, rows, 0.2);
        Confusion confusion = Confusion.of(scores, 0.4);
        List<Estimate> estimates = new ArrayList<>(confusion.estimates());
        estimates.add(BinaryPerformance.auc(scores));
        estimates.add(BinaryPerformance.brier(scores));
        return estimates;
    }

    private static List<Estimate> numbers(Random random, int rows) {
        double[] predictions = new double[rows];
        double[] truths = new double[rows];
        for (int row = 0; row < rows; row++) {
            truths[row] = 10 + 3 * random.nextGaussian();
            predictions[row] = truths[row] + Math.exp(0.5 * random.nextGaussian()) * random.nextGaussian();
        }
        return RegressionPerformance.of(predictions, truths).estimates();
    }

    private static List<Estimate> classes(Random random, int rows) {
        double[] flat = new double[3 * rows];
        String[] labels = new String[rows];
        for (int row = 0; row < rows; row++) {
            int label = Math.min(2, (int) (random.nextDouble() * random.nextDouble() * 4));
            for (int i = 0; i < 3; i++) {
                flat[3 * row + i] = random.nextGaussian() + (i == label ? 1 : 0);
            }
            labels[row] = List.of("a", "b", "c").get(label);
        }
        ClassScores scores =
                ClassScores.from(List.of("a", "b", "c"), VectorColumn.of(3, flat), StringColumn.of(labels));
        MultiClassPerformance performance = MultiClassPerformance.of(scores);
        return List.of(
                performance.find("macroF1").orElseThrow(),
                performance.find("weightedF1").orElseThrow(),
                performance.find("macroPrecision").orElseThrow(),
                performance.find("macroAuc").orElseThrow(),
                performance.find("pairwiseAuc").orElseThrow());
    }

    private static List<Estimate> comparison(Random random, int rows) {
        boolean[] baseline = new boolean[rows];
        boolean[] candidate = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            double draw = random.nextDouble();
            baseline[row] = draw < 0.84 || draw >= 0.98;
            candidate[row] = draw < 0.80 || draw >= 0.90;
        }
        return List.of(PairedComparison.accuracy(baseline, candidate).estimate());
    }

    private static List<Estimate> drawn(Random random, int rows) {
        BinaryScores scores = scores(random, rows, 0.2);
        Bootstrap bootstrap = new Bootstrap(rows == TRUTH ? 100 : 500, random.nextLong());
        return List.of(BinaryMetrics.averagePrecision(), BinaryMetrics.kolmogorovSmirnov()).stream()
                .map(metric -> rows == TRUTH
                        ? Estimate.point(metric.name(), metric.of(scores), rows)
                        : bootstrap.estimate(metric, scores))
                .toList();
    }

    private static BinaryScores scores(Random random, int rows, double noise) {
        double[] scores = new double[rows];
        double[] labels = new double[rows];
        for (int row = 0; row < rows; row++) {
            double chance = random.nextDouble() * random.nextDouble();
            labels[row] = random.nextDouble() < chance ? 1 : 0;
            scores[row] = Math.max(0, Math.min(1, chance + noise * random.nextGaussian()));
        }
        return BinaryScores.from(DoubleColumn.of(scores), DoubleColumn.of(labels));
    }
}
