// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.spi.SeriesStore.Point;
import org.mlops4j.tracking.MetricSummary;

class SummaryBuilderTest {

    private static MetricSummary summary(List<Point> points) {
        SummaryBuilder builder = new SummaryBuilder();
        points.forEach(builder::add);
        return builder.build();
    }

    private static MetricSummary ofValues(double... values) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            points.add(new Point("s", i, Instant.EPOCH, values[i]));
        }
        return summary(points);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void equalsTheNaiveSummaryInAnyOrder(long seed) {
        Random random = new Random(seed);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            double value =
                    random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian() * Math.pow(10, random.nextInt(30));
            points.add(new Point("s", random.nextInt(50), Instant.ofEpochSecond(i), value));
        }
        MetricSummary naive = naive(points);
        Collections.shuffle(points, random);

        MetricSummary built = summary(points);

        assertThat(built.mean()).as("seed %d", seed).isCloseTo(naive.mean(), within(Math.ulp(naive.mean())));
        assertThat(new MetricSummary(
                        built.count(),
                        built.first(),
                        built.last(),
                        built.min(),
                        built.minStep(),
                        built.max(),
                        built.maxStep(),
                        naive.mean()))
                .as("seed %d", seed)
                .isEqualTo(naive);
    }

    private static MetricSummary naive(List<Point> points) {
        List<Point> sorted = new ArrayList<>(points);
        sorted.sort(Comparator.comparingLong(Point::step).thenComparing(Point::time));
        List<Point> numbers =
                sorted.stream().filter(p -> !Double.isNaN(p.value())).toList();
        Point min = Collections.min(numbers, Comparator.comparingDouble(Point::value));
        Point max = Collections.max(numbers, Comparator.comparingDouble(Point::value));
        BigDecimal sum = numbers.stream().map(p -> new BigDecimal(p.value())).reduce(BigDecimal.ZERO, BigDecimal::add);
        double mean = sum.divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL128)
                .doubleValue();
        return new MetricSummary(
                sorted.size(),
                sorted.get(0).value(),
                sorted.get(sorted.size() - 1).value(),
                min.value(),
                min.step(),
                max.value(),
                max.step(),
                mean);
    }

    @Test
    void ofEqualValuesTheFirstStepCounts() {
        MetricSummary summary = ofValues(1, 3, 3, 1);
        assertThat(summary.minStep()).isZero();
        assertThat(summary.maxStep()).isEqualTo(1);
    }

    @Test
    void theMeanOfHugeValuesDoesNotOverflow() {
        assertThat(ofValues(1e308, 1.5e308, 1.7e308).mean()).isCloseTo(1.4e308, within(1e294));
        assertThat(ofValues(1e308, 1e308, -1e308, -1e308, 5).mean()).isEqualTo(1.0);
        assertThat(ofValues(Double.MAX_VALUE, Double.MAX_VALUE).mean()).isEqualTo(Double.MAX_VALUE);
        assertThat(ofValues(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY).mean())
                .isNaN();
        assertThat(ofValues(Double.NEGATIVE_INFINITY, 1).mean()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void withoutPointsThereIsNoSummary() {
        assertThatThrownBy(() -> new SummaryBuilder().build()).isInstanceOf(IllegalStateException.class);
    }
}
