// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table in front of the edges against counting the edges that are less. */
class CellIndexTest {

    static Stream<double[]> edges() {
        Random random = new Random(3);
        return Stream.of(
                new double[0],
                new double[] {0},
                new double[] {Math.nextDown(7.0), 7},
                new double[] {-Double.MAX_VALUE, Double.MAX_VALUE},
                new double[] {-Double.MAX_VALUE, -1, 0, Double.MIN_VALUE, 1, Double.MAX_VALUE},
                new double[] {Double.NEGATIVE_INFINITY, -1, 1, Double.POSITIVE_INFINITY},
                new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY},
                new double[] {-Double.MIN_VALUE, 0, Double.MIN_VALUE},
                random.doubles(19).sorted().toArray(),
                random.doubles(300, -5, 5).sorted().toArray(),
                // Nearly all of them share a slot.
                DoubleStream.concat(random.doubles(40, 0, 1e-9), DoubleStream.of(1e9))
                        .sorted()
                        .toArray(),
                DoubleStream.iterate(1e-300, edge -> edge * 1e15).limit(40).toArray(),
                DoubleStream.iterate(1, Math::nextUp).limit(25).toArray());
    }

    @ParameterizedTest
    @MethodSource("edges")
    void theCellIsTheNumberOfEdgesThatAreLess(double[] edges) {
        CellIndex index = new CellIndex(edges);
        double[] odd = {
            0.0,
            -0.0,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Double.MIN_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY
        };
        double[] any = new Random(4).doubles(500, -6, 6).toArray();
        double[] everywhere = new Random(5)
                .longs(500)
                .mapToDouble(Double::longBitsToDouble)
                .filter(value -> !Double.isNaN(value))
                .toArray();

        for (double value : join(near(edges), odd, any, everywhere)) {
            assertThat(index.cell(value))
                    .as("%s among %s", value, Arrays.toString(edges))
                    .isEqualTo((int)
                            Arrays.stream(edges).filter(edge -> edge < value).count());
        }
    }

    @Test
    void countsEachNumberOnceAndNoNaN() {
        double[] numbers = {1, Double.NaN, 2, 2, 3, Double.POSITIVE_INFINITY, -0.0};

        assertThat(QuantileBins.ofEdges(new double[] {0, 2}).count(numbers)).containsExactly(1, 3, 2);
        assertThat(QuantileBins.ofEdges(new double[0]).count(numbers)).containsExactly(6);
        assertThat(QuantileBins.ofEdges(new double[] {1}).count()).containsExactly(0, 0);
    }

    private static double[] near(double[] edges) {
        return Arrays.stream(edges)
                .flatMap(edge -> DoubleStream.of(edge, Math.nextUp(edge), Math.nextDown(edge), -edge, edge * 1.001))
                .toArray();
    }

    private static double[] join(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }
}
