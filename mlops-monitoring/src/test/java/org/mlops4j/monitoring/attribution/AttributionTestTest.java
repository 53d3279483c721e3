// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mlops4j.monitoring.drift.DriftVerdict.DRIFT;
import static org.mlops4j.monitoring.drift.DriftVerdict.INSUFFICIENT_DATA;
import static org.mlops4j.monitoring.drift.DriftVerdict.OK;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.monitoring.multivariate.Criterion;
import org.mlops4j.serving.Explainer;

class AttributionTestTest {

    private static final List<String> INPUTS = List.of("score", "grades", "rank");

    /** The example of the documentation that the threshold comes from. */
    @Test
    void theExampleOfSageMakerIsReproduced() {
        assertThat(Ndcg.of(new double[] {0.70, 0.50, 0.05}, new double[] {0.10, 0.20, 0.70}))
                .isCloseTo(0.6876396241, within(1e-10));

        AttributionDrift drift =
                AttributionTest.defaults().compare(constant(50, 0.70, -0.50, 0.05), constant(50, -0.10, 0.20, 0.70));
        assertThat(drift.ndcg()).isCloseTo(0.6876396241, within(1e-10));
        assertThat(drift.result().verdict()).isEqualTo(DRIFT);
        InputImportance first = drift.inputs().get(0);
        assertThat(first.input()).isEqualTo("rank");
        assertThat(first.referenceRank()).isEqualTo(3);
        assertThat(first.currentRank()).isEqualTo(1);
        assertThat(drift.toDocument().get("inputs").list()).hasSize(3);
    }

    @Test
    void tiesShareTheMeanOfTheirGains() {
        assertThat(Ndcg.of(new double[] {3, 1}, new double[] {2, 2}))
                .isCloseTo((2 + 2 / log2(3)) / (3 + 1 / log2(3)), within(1e-15));
        assertThat(Ndcg.of(new double[] {3, 1}, new double[] {5, 4})).isEqualTo(1);
        assertThat(Ndcg.of(new double[] {0, 0}, new double[] {5, 4})).isNaN();
    }

    @Test
    void theSameModelOnTheSameDataIsOk() {
        AttributionDrift drift = AttributionTest.defaults().compare(random(1, 300, 3, 2, 1), random(2, 300, 3, 2, 1));

        assertThat(drift.result().verdict()).isEqualTo(OK);
        assertThat(drift.ndcg()).isEqualTo(1);
    }

    @Test
    void rankingsByChanceOfFewRowsAreNoDrift() {
        AttributionTest pValueOnly = AttributionTest.defaults()
                .withCriterion(new Criterion(1e-9, 0.05))
                .withPermutations(99);
        int alarms = 0;
        for (int pair = 0; pair < 200; pair++) {
            alarms += pValueOnly
                                    .compare(random(2L * pair, 10, 1, 1, 1), random(2L * pair + 1, 10, 1, 1, 1))
                                    .result()
                                    .verdict()
                            == DRIFT
                    ? 1
                    : 0;
        }
        assertThat(alarms).as("of 200; the seed of a pair is its number").isLessThanOrEqualTo(19);
        AttributionDrift few = AttributionTest.defaults().compare(random(1, 3, 5, 1, 0.2), random(2, 3, 5, 1, 0.2));
        assertThat(few.result().verdict()).isNotEqualTo(DRIFT);
        assertThat(few.result().neededRows()).isPositive();
    }

    @Test
    void nothingToCompareIsToldWithAReason() {
        AttributionDrift nothing = AttributionTest.defaults().compare(constant(10, 0, 0, 0), constant(10, 1, 0, 0));
        assertThat(nothing.result().verdict()).isEqualTo(INSUFFICIENT_DATA);
        assertThat(nothing.result().measurement().reason()).contains("attributes nothing");

        AttributionDrift empty = AttributionTest.defaults().compare(constant(0, 1, 0, 0), constant(10, 1, 0, 0));
        assertThat(empty.result().verdict()).isEqualTo(INSUFFICIENT_DATA);
        assertThat(empty.result().measurement().reason()).contains("two rows");
        assertThat(constant(10, Double.NaN, 1, 1).rows()).isZero();
        assertThat(constant(10, Double.POSITIVE_INFINITY, 1, 1).rows()).isZero();
        // Now the model goes by nothing: all tie.
        assertThat(AttributionTest.defaults()
                        .compare(constant(50, 5, 1, 0), constant(50, 0, 0, 0))
                        .inputs())
                .allSatisfy(input -> assertThat(input.current()).isZero());
    }

    @Test
    void explainersGiveAttributionsOverAllOutputs() {
        Explainer explainer = new TwoOutputs();
        Table rows = Table.of(
                Schema.of(Field.nullable("a", DataType.FLOAT64), Field.of("b", DataType.INT64)),
                List.of(DoubleColumn.nullForNan(1, -3, Double.NaN), LongColumn.of(2, 2, 2)));

        Attributions attributions = Attributions.of(explainer, rows);

        // The row that lacks a value is explained by NaN here, and left out.
        assertThat(attributions.rows()).isEqualTo(2);
        assertThat(attributions.importance(0)).isEqualTo((1 + 10 + 3 + 30) / 2.0);
        assertThat(attributions.importance(1)).isEqualTo(2 + 20);
        assertThatThrownBy(() -> Attributions.of(explainer, rows.without("a")))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("the model has 2 inputs, the table 1 columns: b");
        Table texts = Table.builder(Schema.of(Field.of("a", DataType.STRING), Field.of("b", DataType.INT64)))
                .add("one", 2L)
                .build();
        assertThatThrownBy(() -> Attributions.of(explainer, texts))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("input 'a' is string");
        assertThatThrownBy(() -> AttributionTest.defaults().compare(attributions, constant(3, 1, 2, 3)))
                .isInstanceOf(IncompatibleException.class);
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    private static Attributions constant(int rows, double... values) {
        double[][] all = new double[rows][];
        Arrays.fill(all, values);
        return Attributions.of(INPUTS, all);
    }

    private static Attributions random(long seed, int rows, double... scales) {
        Random random = new Random(seed);
        double[][] all = new double[rows][scales.length];
        for (double[] row : all) {
            Arrays.setAll(row, input -> scales[input] * random.nextGaussian());
        }
        return Attributions.of(INPUTS, all);
    }

    /** Explains by the inputs themselves, and ten times them for the other output. */
    private static final class TwoOutputs implements Explainer {

        @Override
        public int inputs() {
            return 2;
        }

        @Override
        public int groups() {
            return 2;
        }

        @Override
        public void explain(double[] row, double[] out) {
            for (int input = 0; input < 2; input++) {
                out[input] = row[input];
                out[3 + input] = -10 * row[input];
            }
            out[2] = 0.5;
            out[5] = 0.5;
        }
    }
}
