// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.drift.DriftResult;
import org.mlops4j.monitoring.drift.DriftVerdict;

/** Simulations of tables with and without drift; the seed of a pair is its number. */
class MultivariateFalseAlarmTest {

    /** So small an effect leaves the p-values alone to keep the alarms rare. */
    private static final Criterion P_VALUE_ONLY = new Criterion(1e-9, 0.05);

    private static final KernelTest MMD =
            KernelTest.maximumMeanDiscrepancy().withCriterion(P_VALUE_ONLY).withPermutations(99);
    private static final KernelTest ENERGY =
            KernelTest.energyDistance().withCriterion(P_VALUE_ONLY).withPermutations(99);
    private static final ClassifierTest CLASSIFIER = ClassifierTest.defaults().withCriterion(P_VALUE_ONLY);
    private static final ReconstructionTest RECONSTRUCTION =
            ReconstructionTest.defaults().withCriterion(P_VALUE_ONLY);

    @ParameterizedTest
    @CsvSource({"60, 60", "100, 30"})
    void pairwiseTestsHoldTheirLevel(int rows, int others) {
        assertLevel(rows, others, 300, MMD::compare);
        assertLevel(rows, others, 300, ENERGY::compare);
    }

    @ParameterizedTest
    @CsvSource({"60, 60", "200, 40"})
    void theClassifierHoldsItsLevel(int rows, int others) {
        assertLevel(rows, others, 300, (a, b) -> CLASSIFIER.compare(a, b).result());
    }

    @ParameterizedTest
    @CsvSource({"300, 30", "300, 300", "1000, 50"})
    void boundsOfFewChunksHoldTheirLevel(int rows, int others) {
        assertLevel(rows, others, 300, (a, b) -> RECONSTRUCTION.compare(a, b).result());
    }

    @Test
    @Tag("stress")
    void longerSimulationsSayTheSame() {
        assertLevel(2_500, 2_500, 300, MMD::compare);
        assertLevel(1_000, 1_000, 2_000, (a, b) -> CLASSIFIER.compare(a, b).result());
        assertLevel(500, 50, 5_000, (a, b) -> RECONSTRUCTION.compare(a, b).result());
    }

    /** A change of exactly the effect that matters, at the size that is told to suffice. */
    @Test
    @Tag("stress")
    void theNeededRowsShowAChangeThatMatters() {
        // The population values of such shifts: AUC 0.55; separation 0.05, by simulation.
        assertPower(ClassifierTest.defaults()::compare, 0.1777, ClassifierDrift::result);
        assertPower(KernelTest.energyDistance()::compare, 0.17, result -> result);
    }

    private static <R> void assertPower(
            BiFunction<Table, Table, R> test, double shift, Function<R, DriftResult> result) {
        int rows = (int) result.apply(test.apply(Samples.normal(1, 300, 3, 0), Samples.normal(2, 300, 3, 0)))
                .neededRows();
        int significant = 0;
        for (int pair = 0; pair < 40; pair++) {
            DriftResult found = result.apply(
                    test.apply(Samples.normal(2L * pair, rows, 3, 0), Samples.normal(2L * pair + 1, rows, 3, shift)));
            significant += found.measurement().pValue() < 0.01 ? 1 : 0;
        }
        assertThat(significant).as("of 40 with " + rows + " rows").isBetween(24, 40);
    }

    private static void assertLevel(int rows, int others, int pairs, BiFunction<Table, Table, DriftResult> test) {
        int alarms = 0;
        for (int pair = 0; pair < pairs; pair++) {
            DriftResult result =
                    test.apply(Samples.flights(2L * pair, rows, 0.7), Samples.flights(2L * pair + 1, others, 0.7));
            alarms += result.verdict() == DriftVerdict.DRIFT ? 1 : 0;
        }
        double most = 0.05 * pairs + 3 * Math.sqrt(0.05 * 0.95 * pairs);
        assertThat((double) alarms)
                .as(rows + " and " + others + " rows, the seed of a pair is its number")
                .isLessThanOrEqualTo(most);
    }
}
