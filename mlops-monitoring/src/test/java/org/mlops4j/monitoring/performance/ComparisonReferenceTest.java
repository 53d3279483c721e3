// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.monitoring.Reference.twelveDigits;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.monitoring.Reference;
import org.mlops4j.monitoring.profile.SortedValues;

class ComparisonReferenceTest {

    private static final Reference REFERENCE = Reference.open("comparisons");

    @ParameterizedTest
    @ValueSource(strings = {"small", "even", "worse", "better", "one"})
    void mcNemarEqualsTheBinomialTestAndMarginsEqualTangosScore(String name) {
        long[] counts = REFERENCE.counts("mcnemar." + name + ".counts");
        int wins = (int) counts[0];
        int losses = (int) counts[1];
        PairedComparison comparison =
                PairedComparison.accuracy(right(wins, wins + losses, counts[2]), right(0, wins, counts[2]));
        double[] exact = REFERENCE.numbers("mcnemar." + name + ".exact");
        double[] margins = REFERENCE.numbers("mcnemar." + name + ".notWorseBy");
        double[] interval = REFERENCE.numbers("mcnemar." + name + ".interval");

        assertEquals(comparison.gain(), (counts[0] - counts[1]) / (double) counts[2]);
        assertEquals(comparison.pValueNotWorseBy(0), exact[0]);
        assertEquals(comparison.pValueWorse(), exact[1]);
        assertEquals(comparison.pValueDifferent(), exact[2]);
        assertThat(comparison.pValueNotWorseBy(0.01)).isCloseTo(margins[0], Offset.offset(1e-9));
        assertThat(comparison.pValueNotWorseBy(0.05)).isCloseTo(margins[1], Offset.offset(1e-9));
        assertThat(comparison.pValueNotWorseBy(0.2)).isCloseTo(margins[2], Offset.offset(1e-9));
        assertThat(comparison.estimate().low()).isCloseTo(interval[0], Offset.offset(1e-9));
        assertThat(comparison.estimate().high()).isCloseTo(interval[1], Offset.offset(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean", "deviation", "median"})
    void bootstrapIntervalsEqualSciPyOnTheSameDraws(String name) {
        double[] values = REFERENCE.numbers("bootstrap." + name + ".values");
        double[] jackknife = IntStream.range(0, values.length)
                .mapToDouble(left -> statistic(
                        name,
                        IntStream.range(0, values.length)
                                .filter(row -> row != left)
                                .mapToDouble(row -> values[row])
                                .toArray()))
                .toArray();
        BootstrapDistribution law = BootstrapDistribution.of(
                statistic(name, values),
                SortedValues.of(REFERENCE.numbers("bootstrap." + name + ".replicates")),
                jackknife);
        double[] expected = REFERENCE.numbers("bootstrap." + name + ".expected");

        assertEquals(law.value(), expected[0]);
        assertEquals(law.low(), expected[1]);
        assertEquals(law.high(), expected[2]);
        assertEquals(law.standardError(), expected[3]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "three", "short"})
    void seriesAreComparedAsByRsForecast(String name) {
        String key = "dieboldMariano." + name;
        int horizon = (int) REFERENCE.number(key + ".horizon");
        PairedComparison comparison = PairedComparison.series(
                "mse", REFERENCE.numbers(key + ".baseline"), REFERENCE.numbers(key + ".candidate"), horizon);
        double[] expected = REFERENCE.numbers(key + ".pValues");

        assertThat(comparison.gain() / comparison.standardError())
                .isCloseTo(REFERENCE.number(key + ".statistic"), Offset.offset(1e-10));
        assertThat(comparison.pValueDifferent()).isCloseTo(expected[0], Offset.offset(1e-10));
        assertThat(comparison.pValueNotWorseBy(0)).isCloseTo(expected[1], Offset.offset(1e-10));
        assertThat(comparison.pValueWorse()).isCloseTo(expected[2], Offset.offset(1e-10));
    }

    @Test
    void theNormalLawIsStudentsWithoutEnd() {
        StudentLaw normal = StudentLaw.normal(1.5, 0.5);

        assertEquals(normal.pValueAtMost(0), TDistribution.of(1e300).survivalProbability(3));
        assertThat(new StudentLaw(1.5, 0.5, 5).high()).isGreaterThan(normal.high());
    }

    /** The rows from one to another are right: the baseline in the losses, the candidate in the wins. */
    private static boolean[] right(int from, int to, long rows) {
        boolean[] right = new boolean[(int) rows];
        Arrays.fill(right, from, to, true);
        return right;
    }

    private static double statistic(String name, double[] values) {
        Sample sample = Sample.of(values);
        return switch (name) {
            case "mean" -> sample.mean();
            case "deviation" -> Math.sqrt(sample.variance() * (values.length - 1) / values.length);
            default -> {
                double[] sorted = values.clone();
                Arrays.sort(sorted);
                int half = sorted.length / 2;
                yield sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
            }
        };
    }

    private static void assertEquals(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, twelveDigits(expected));
    }
}
