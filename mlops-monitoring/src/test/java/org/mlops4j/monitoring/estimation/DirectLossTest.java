// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.performance.Predictions;
import org.mlops4j.monitoring.performance.RegressionPerformance;

class DirectLossTest {

    private static final List<String> FEATURES = List.of("distance", "weather");

    @ParameterizedTest
    @EnumSource(Loss.class)
    void theEstimateFollowsTheErrorsWhereInputsShiftToTheHardRows(Loss loss) {
        Random random = new Random(111);
        DirectLossEstimator estimator =
                DirectLossEstimator.fit(flights(random, 4_000, 0.2), FEATURES, "delay", "actual", loss);
        Table shifted = flights(random, 2_000, 0.8);

        Estimate estimate = estimator.estimate(shifted);
        double realised = realised(shifted, loss);
        double before = realised(flights(random, 4_000, 0.2), loss);

        assertThat(estimate.metric()).isEqualTo(loss.metric());
        assertThat(estimate.value()).isCloseTo(realised, within(0.15 * realised));
        assertThat(Math.abs(estimate.value() - realised)).isLessThan(Math.abs(before - realised) / 3);
        assertThat(estimator.limits().exceededBy(estimate.value())).isTrue();
        assertThat(estimator
                        .limits()
                        .exceededBy(
                                estimator.estimate(flights(random, 400, 0.2)).value()))
                .isFalse();
    }

    @Test
    void intervalsHoldTheRealisedErrorNearlyAlwaysAsTheySay() {
        Random random = new Random(112);
        DirectLossEstimator estimator =
                DirectLossEstimator.fit(flights(random, 6_000, 0.3), FEATURES, "delay", "actual", Loss.ABSOLUTE);
        int held = 0;
        for (int trial = 0; trial < 300; trial++) {
            Table window = flights(random, 200, 0.3);
            Estimate estimate = estimator.estimate(window);
            double realised = realised(window, Loss.ABSOLUTE);
            held += estimate.low() <= realised && realised <= estimate.high() ? 1 : 0;
        }
        assertThat(held).isBetween(270, 297);
    }

    @Test
    void theSameReferenceGivesTheSameEstimates() {
        Table reference = flights(new Random(113), 1_000, 0.5);
        Table window = flights(new Random(114), 300, 0.5);

        assertThat(DirectLossEstimator.fit(reference, FEATURES, "delay", "actual", Loss.SQUARED)
                        .estimate(window))
                .isEqualTo(DirectLossEstimator.fit(reference, FEATURES, "delay", "actual", Loss.SQUARED)
                        .estimate(window));
    }

    @Test
    void anEstimatorThatWasStoredSaysTheSame() {
        Table window = flights(new Random(118), 300, 0.5);
        DirectLossEstimator estimator = DirectLossEstimator.fit(
                flights(new Random(117), 1_000, 0.5), FEATURES, "delay", "actual", Loss.ROOT_SQUARED);
        Document stored = estimator.toDocument();
        DirectLossEstimator again = DirectLossEstimator.from(stored);

        assertThat(again.estimate(window)).isEqualTo(estimator.estimate(window));
        assertThat(again.limits()).isEqualTo(estimator.limits());
        assertThat(again.toDocument()).isEqualTo(stored);
        Document strange = Document.object()
                .with("feature", 9)
                .with("bin", 0)
                .with("low", Document.object().with("leaf", 0.0))
                .with("high", Document.object().with("leaf", 0.0));
        Document trees = Document.object()
                .with("base", 0.0)
                .with("bins", Document.texts(List.of()))
                .with("trees", Document.list(strange));
        assertThatThrownBy(() -> BoostedTrees.from(trees))
                .isInstanceOf(InvalidException.class)
                .hasMessage("a stored tree has up to 3 levels of splits by 0 features, found one by feature 9 with 3"
                        + " levels left");
    }

    @Test
    void unknownWordsAndMissingValuesAreValuesOfTheirOwn() {
        Table reference = flights(new Random(115), 1_000, 0.5);
        DirectLossEstimator estimator = DirectLossEstimator.fit(reference, FEATURES, "delay", "actual", Loss.ABSOLUTE);
        Table odd = Table.of(
                reference.schema(),
                List.of(
                        DoubleColumn.nullForNan(Double.NaN, 1e300),
                        StringColumn.of("locusts", null),
                        DoubleColumn.of(1, 2),
                        DoubleColumn.nullForNan(Double.NaN, Double.NaN)));

        assertThat(estimator.estimate(odd).value()).isPositive().isFinite();
        assertThat(estimator.estimate(odd.slice(0, 0)).reason()).isEqualTo("there are no rows");
    }

    @Test
    void tooLittleToLearnFromIsRefused() {
        assertThatThrownBy(() -> DirectLossEstimator.fit(
                        flights(new Random(116), 199, 0.5), FEATURES, "delay", "actual", Loss.ABSOLUTE))
                .isInstanceOf(InvalidException.class)
                .hasMessage("a loss is learnt from 200 rows or more with prediction and truth, the reference has 199");
    }

    /** Errors are large for long distances in snow only, which neither feature tells by itself. */
    private static Table flights(Random random, int rows, double snow) {
        double[] distance = new double[rows];
        String[] weather = new String[rows];
        double[] delay = new double[rows];
        double[] actual = new double[rows];
        for (int row = 0; row < rows; row++) {
            distance[row] = random.nextDouble();
            weather[row] = random.nextDouble() < snow ? "snow" : "sun";
            delay[row] = 60 + 5 * random.nextGaussian();
            double scale = weather[row].equals("snow") && distance[row] > 0.5 ? 4 : 1;
            actual[row] = delay[row] + scale * random.nextGaussian();
        }
        return Table.of(
                Schema.of(
                        Field.nullable("distance", DataType.FLOAT64),
                        Field.nullable("weather", DataType.STRING),
                        Field.of("delay", DataType.FLOAT64),
                        Field.nullable("actual", DataType.FLOAT64)),
                List.of(
                        DoubleColumn.of(distance),
                        StringColumn.of(weather),
                        DoubleColumn.of(delay),
                        DoubleColumn.of(actual)));
    }

    private static double realised(Table rows, Loss loss) {
        double[] losses = Predictions.of(rows, "delay", "actual").losses(loss::of);
        return loss.metric(RegressionPerformance.of(losses, new double[losses.length])
                .mae()
                .value());
    }
}
