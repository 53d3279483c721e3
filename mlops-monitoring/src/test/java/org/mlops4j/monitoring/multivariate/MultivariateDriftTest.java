// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.monitoring.drift.DriftVerdict.DRIFT;
import static org.mlops4j.monitoring.drift.DriftVerdict.INSUFFICIENT_DATA;
import static org.mlops4j.monitoring.drift.DriftVerdict.OK;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.DriftResult;

class MultivariateDriftTest {

    private static final Map<String, BiFunction<Table, Table, DriftResult>> TESTS = new TreeMap<>(Map.of(
            "mmd",
            KernelTest.maximumMeanDiscrepancy()::compare,
            "energy",
            KernelTest.energyDistance()::compare,
            "classifier",
            (reference, current) ->
                    ClassifierTest.defaults().compare(reference, current).result(),
            "pca-reconstruction",
            (reference, current) ->
                    ReconstructionTest.defaults().compare(reference, current).result()));

    static List<String> tests() {
        return List.copyOf(TESTS.keySet());
    }

    @ParameterizedTest
    @MethodSource("tests")
    void aCorrelationThatTurnsIsSeenThoughNoColumnShowsIt(String test) {
        Table reference = Samples.flights(1, 1_500, 0.8);
        Table current = Samples.flights(2, 1_500, -0.8);

        assertThat(Drift.between(reference, current, DriftPolicy.defaults()).verdict())
                .isEqualTo(OK);
        DriftResult result = TESTS.get(test).apply(reference, current);
        assertThat(result.measurement().test()).isEqualTo(test);
        assertThat(result.verdict()).as(result.toString()).isEqualTo(DRIFT);
    }

    @ParameterizedTest
    @CsvSource({"mmd, 1300", "energy, 1300", "classifier, 2200", "pca-reconstruction, 6000"})
    void enoughRowsWithoutDriftAreOk(String test, int rows) {
        DriftResult result = TESTS.get(test).apply(Samples.flights(1, rows, 0.8), Samples.flights(3, rows, 0.8));

        assertThat(result.verdict()).as(result.toString()).isEqualTo(OK);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void oneAbsurdValueDoesNotHideAChange(String test) {
        Table reference = Samples.flights(1, 700, 0.8);
        Table current = Samples.flights(2, 700, -0.8);
        double[] delays = current.doubles("delay").toArray();
        delays[17] = 1e300;
        Table withOutlier = current.without("delay")
                .with(Field.nullable("delay", DataType.FLOAT64), DoubleColumn.nullForNan(delays));

        assertThat(TESTS.get(test).apply(reference, withOutlier).verdict()).isEqualTo(DRIFT);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void oddColumnsGetAVerdict(String test) {
        for (int rows : new int[] {0, 1, 2, 9, 10, 400}) {
            for (int others : new int[] {0, 1, 2, 10, 400}) {
                DriftResult result = TESTS.get(test).apply(Samples.odd(7, rows), Samples.odd(8, others));

                assertThat(result.verdict()).as(rows + " and " + others).isNotEqualTo(DRIFT);
                assertThat(result.neededRows()).isPositive();
                assertThat(result.measurement().reason().isEmpty())
                        .isEqualTo(result.measurement().computable());
                assertThat(result.toDocument().get("verdict").text()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tests")
    void aTableWithoutColumnsHasNothingToCompare(String test) {
        Table none = Samples.odd(7, 400).select(List.of("time"));

        DriftResult result = TESTS.get(test).apply(none, none);

        assertThat(result.verdict()).isEqualTo(INSUFFICIENT_DATA);
        assertThat(result.measurement().reason()).isEqualTo("there are no columns to compare");
    }

    @ParameterizedTest
    @MethodSource("tests")
    void aColumnThatVanishedOrChangedItsKindIsDrift(String test) {
        Table reference = Samples.normal(1, 700, 2, 0);
        Table current = Samples.normal(2, 700, 2, 0);
        Table texts = current.without("x0")
                .with(
                        Field.of("x0", DataType.STRING),
                        Samples.flights(3, 700, 0).column("carrier"));

        assertThat(TESTS.get(test).apply(reference, current.without("x0")).verdict())
                .isEqualTo(DRIFT);
        assertThat(TESTS.get(test).apply(reference, texts).verdict()).isEqualTo(DRIFT);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void aConstantThatChangesIsDrift(String test) {
        Table zeros = constant(0);

        assertThat(TESTS.get(test).apply(zeros, constant(1)).verdict()).isEqualTo(DRIFT);
        assertThat(TESTS.get(test).apply(zeros, zeros).measurement().pValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void fewRowsAreNotCalledOk(String test) {
        DriftResult result = TESTS.get(test).apply(Samples.normal(1, 40, 3, 0), Samples.normal(2, 40, 3, 0));

        assertThat(result.verdict()).isEqualTo(INSUFFICIENT_DATA);
        assertThat(result.neededRows()).isBetween(80L, 5_000L);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void equalDataGiveEqualResults(String test) {
        Table reference = Samples.flights(1, 400, 0.5);
        Table current = Samples.flights(2, 300, 0.5);

        assertThat(TESTS.get(test).apply(reference, current))
                .isEqualTo(TESTS.get(test).apply(reference, current));
    }

    @Test
    void theClassifierSaysWhatTellsTheTablesApart() {
        ClassifierDrift drift =
                ClassifierTest.defaults().compare(Samples.flights(1, 700, 0.8), Samples.flights(2, 700, -0.8));

        assertThat(drift.separators().get(0).feature()).isEqualTo("distance × delay");
        assertThat(drift.separators().get(0).referenceMean()).isGreaterThan(0.4);
        assertThat(drift.separators().get(0).currentMean()).isLessThan(-0.4);
        assertThat(drift.auc().low()).isGreaterThan(0.8);
        assertThat(drift.toDocument().get("separators").list()).hasSize(ClassifierTest.SEPARATORS);
    }

    @Test
    void theReconstructionSaysWhichColumnsComeApart() {
        ReconstructionDrift drift =
                ReconstructionTest.defaults().compare(Samples.flights(1, 700, 0.8), Samples.flights(2, 700, -0.8));

        assertThat(drift.error()).isGreaterThan(drift.high());
        assertThat(drift.columns().subList(0, 2))
                .extracting(ColumnError::column)
                .containsExactlyInAnyOrder("distance", "delay");
        assertThat(drift.toDocument().get("columns").list()).hasSize(4);
    }

    @Test
    void aLevelThatNoPermutationReachesIsRefused() {
        assertThatThrownBy(() -> KernelTest.energyDistance().withPermutations(99))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 100");
    }

    private static Table constant(double value) {
        return Samples.normal(1, 700, 1, 0)
                .without("x0")
                .with(
                        Field.of("x0", DataType.FLOAT64),
                        DoubleColumn.of(
                                DoubleStream.generate(() -> value).limit(700).toArray()));
    }
}
