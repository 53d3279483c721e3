// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.pipeline.Verdict.Outcome.FAIL;
import static org.mlops4j.pipeline.Verdict.Outcome.INCONCLUSIVE;
import static org.mlops4j.pipeline.Verdict.Outcome.PASS;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.performance.BinaryPerformance;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.Bootstrap;
import org.mlops4j.monitoring.performance.Metric;
import org.mlops4j.monitoring.performance.PairedComparison;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.pipeline.Verdict;

/** Gates on scores; see {@link VersionGatesTest} for those on versions. */
class GateSuiteTest {

    private static final double ALPHA = 0.05;

    private static Verdict judge(Gate gate, Trial trial) {
        return gate.judge(trial, ALPHA);
    }

    private static Trial equal(int rows) {
        return EqualModels.trial(new Random(1), rows, 0);
    }

    private static Trial handicapped(int rows) {
        return EqualModels.trial(new Random(1), rows, 0.5);
    }

    /** With a margin of 0 each gate fails equal models as often as its level lets it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theWholeSuiteFailsEqualModelsAtMostAsOftenAsItsLevel(long seed) {
        int runs = 120;
        Map<Verdict.Outcome, Integer> outcomes = EqualModels.run(runs, 500, 0, 0, seed);
        assertThat(outcomes.getOrDefault(FAIL, 0))
                .as("seed %d: %s", seed, outcomes)
                .isLessThanOrEqualTo((int) (runs * ALPHA + 3 * Math.sqrt(runs * ALPHA * (1 - ALPHA))));
    }

    @Test
    void anEqualCandidatePassesAndAWorseOneFailsByTheSameTest() {
        Gate gate = Gates.notWorseThanChampion(GateMetric.auc(), 0.02);
        Verdict passed = judge(gate, equal(10_000));
        assertThat(passed.outcome()).isEqualTo(PASS);
        Trial trial = equal(10_000);
        double expected = PairedComparison.auc(trial.championScores(), trial.candidateScores())
                .pValueNotWorseBy(0.02);
        assertThat(passed.evidence().get("pValueNotWorse").number()).isEqualTo(expected);
        assertThat(judge(gate, handicapped(10_000)).outcome()).isEqualTo(FAIL);
    }

    @Test
    void tooFewRowsAreInconclusiveAndTheRowsThatAreSaidToBeMissingAreEnoughFourTimesInFive() {
        Gate gate = Gates.notWorseThanChampion(GateMetric.auc(), 0.005);
        Verdict verdict = judge(gate, equal(400));
        assertThat(verdict.outcome()).isEqualTo(INCONCLUSIVE);
        int enough = 400 + Math.toIntExact(verdict.evidence().get("moreRows").whole());
        assertThat(verdict.reason()).contains("about " + (enough - 400) + " more rows");
        int passed = 0;
        for (int run = 0; run < 10; run++) {
            passed += judge(gate, EqualModels.trial(new Random(100 + run), enough, 0))
                            .passes()
                    ? 1
                    : 0;
        }
        assertThat(passed).isBetween(5, 10);
    }

    @Test
    void noDataIsNeverAPass() {
        for (int rows : new int[] {0, 1, 5, 99}) {
            for (Gate gate : new Gate[] {
                Gates.notWorseThanChampion(GateMetric.auc(), 0.02),
                Gates.notWorseThanChampion(GateMetric.accuracy(0.5), 0.02),
                Gates.notWorseThanChampion(GateMetric.absoluteError(), 0.02),
                Gates.bound(GateMetric.auc(), 0.0),
                Gates.bound(GateMetric.logLoss(), 100),
                Gates.noSliceWorseThan(GateMetric.auc(), 0.02, "origin"),
                Gates.calibrated(0.99),
                Gates.trainingDataLike(ReferenceProfile.of(
                        EqualModels.rows(new Random(1), 500, 0).select(List.of("known", "origin"))))
            }) {
                Verdict verdict = judge(gate, equal(rows));
                assertThat(verdict.outcome())
                        .as("%s on %d rows", gate.name(), rows)
                        .isEqualTo(INCONCLUSIVE);
                assertThat(verdict.evidence().get("moreRows").whole()).isPositive();
            }
        }
    }

    @Test
    void equalAnswersOfAllRowsAreNoProofOfAGain() {
        Table rows = EqualModels.rows(new Random(3), 500, 0);
        Trial same = Trial.of(rows, "champion", "champion", "late");
        assertThat(judge(Gates.notWorseThanChampion(GateMetric.auc(), 0.01), same)
                        .outcome())
                .isEqualTo(PASS);
        assertThat(judge(Gates.notWorseThanChampion(GateMetric.auc(), 0), same).outcome())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void aBoundIsHeldByTheEndOfTheIntervalNotByThePoint() {
        double auc = BinaryPerformance.auc(equal(1_000).candidateScores()).value();
        assertThat(judge(Gates.bound(GateMetric.auc(), auc - 0.005), equal(1_000))
                        .outcome())
                .isEqualTo(INCONCLUSIVE);
        assertThat(judge(Gates.bound(GateMetric.auc(), auc - 0.05), equal(1_000))
                        .outcome())
                .isEqualTo(PASS);
        assertThat(judge(Gates.bound(GateMetric.auc(), auc + 0.05), equal(1_000))
                        .outcome())
                .isEqualTo(FAIL);
        assertThat(judge(Gates.bound(GateMetric.logLoss(), 0.7), equal(1_000)).outcome())
                .isEqualTo(PASS);
        assertThat(judge(Gates.bound(GateMetric.logLoss(), 0.5), equal(1_000)).outcome())
                .isEqualTo(FAIL);
    }

    @Test
    void aSliceThatGotWorseFailsAndIsNamed() {
        Table good = EqualModels.rows(new Random(4), 8_000, 0);
        Table bad = EqualModels.rows(new Random(5), 1_000, 1);
        String[] origin = new String[1_000];
        Arrays.fill(origin, "ORD");
        Table broken = bad.without("origin", "late")
                .with(Field.of("origin", DataType.STRING), StringColumn.of(origin))
                .with(Field.of("late", DataType.BOOLEAN), bad.column("late"));
        Table rows =
                Table.builder(EqualModels.SCHEMA).addAll(good).addAll(broken).build();
        Trial trial = Trial.of(rows, "candidate", "champion", "late");
        Verdict verdict = judge(Gates.noSliceWorseThan(GateMetric.auc(), 0.02, "origin"), trial);
        assertThat(verdict.outcome()).isEqualTo(FAIL);
        assertThat(verdict.reason()).startsWith("worse: ORD loses").doesNotContain("o1");
        assertThat(judge(Gates.noSliceWorseThan(GateMetric.auc(), 0.02, "origin", 1_001), trial)
                        .evidence()
                        .get("tooSmall")
                        .texts())
                .containsExactly("ORD");
        assertThatThrownBy(() -> judge(Gates.noSliceWorseThan(GateMetric.auc(), 0.02, "known"), trial))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("column 'known' is of type");
    }

    @Test
    void probabilitiesThatExaggerateFail() {
        assertThat(judge(Gates.calibrated(0.05), equal(5_000)).outcome()).isEqualTo(PASS);
        Table rows = EqualModels.rows(new Random(6), 5_000, 0);
        double[] bold = new double[5_000];
        for (int i = 0; i < bold.length; i++) {
            double score = rows.doubles("candidate").get(i);
            bold[i] = score > 0.5 ? 0.95 : 0.05;
        }
        Table bolder = rows.with(Field.of("bold", DataType.FLOAT64), DoubleColumn.of(bold));
        assertThat(judge(Gates.calibrated(0.05), Trial.of(bolder, "bold", "champion", "late"))
                        .outcome())
                .isEqualTo(FAIL);
    }

    @Test
    void groupsThatAreTreatedDifferentlyFail() {
        assertThat(judge(Gates.fair("origin", 0.5), equal(20_000)).outcome()).isEqualTo(PASS);
        assertThat(judge(Gates.fair("origin", 0.5), equal(150)).outcome()).isEqualTo(INCONCLUSIVE);
        Verdict verdict = judge(Gates.fair("late", 0.5), equal(5_000));
        assertThat(verdict.outcome()).isEqualTo(FAIL);
        assertThat(verdict.reason()).startsWith("not treated alike: DEMOGRAPHIC_PARITY of ");
    }

    @Test
    void otherTrainingDataFail() {
        Table reference = EqualModels.rows(new Random(7), 3_000, 0).select(List.of("known", "candidate"));
        Gate gate = Gates.trainingDataLike(ReferenceProfile.of(reference));
        Table shrunk = EqualModels.rows(new Random(8), 3_000, 0.9).select(List.of("known", "candidate"));
        Verdict verdict = judge(gate, equal(200).trainedOn(shrunk));
        assertThat(verdict.outcome()).isEqualTo(FAIL);
        assertThat(verdict.reason()).endsWith("candidate");
        assertThatThrownBy(() ->
                        judge(gate, Trial.of(EqualModels.rows(new Random(1), 10, 0), "candidate", "champion", "late")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("trainedOn");
    }

    @Test
    void anyMetricIsComparedByABootstrap() {
        Metric<BinaryScores> brier = Metric.lowerIsBetter(
                "brier", rows -> BinaryPerformance.brier(rows).value());
        Gate gate = Gates.notWorseThanChampion(GateMetric.of(brier, new Bootstrap(200, 1)), 0.02);
        assertThat(gate.name()).isEqualTo("not-worse-brier");
        assertThat(judge(gate, equal(2_000)).outcome()).isEqualTo(PASS);
        assertThat(judge(gate, handicapped(2_000)).outcome()).isEqualTo(FAIL);
    }

    @Test
    void numbersAreComparedByTheirErrors() {
        Schema schema = Schema.of(
                Field.nullable("a", DataType.FLOAT64),
                Field.of("b", DataType.FLOAT64),
                Field.of("truth", DataType.FLOAT64));
        Table.Builder rows = Table.builder(schema);
        Random random = new Random(9);
        for (int i = 0; i < 500; i++) {
            double truth = 10 * random.nextDouble();
            Double a = i == 17 ? null : Double.valueOf(truth + random.nextGaussian());
            rows.add(a, truth + 2 * random.nextGaussian(), truth);
        }
        Table table = rows.build();
        Trial better = Trial.of(table, "a", "b", "truth");
        assertThat(better.skipped()).isEqualTo(1);
        assertThat(better.rows().rowCount()).isEqualTo(499);
        for (GateMetric metric : new GateMetric[] {GateMetric.absoluteError(), GateMetric.absoluteErrorOfSeries(2)}) {
            Gate gate = Gates.notWorseThanChampion(metric, 0.1);
            assertThat(judge(gate, better).outcome()).isEqualTo(PASS);
            assertThat(judge(gate, Trial.of(table, "b", "a", "truth")).outcome())
                    .isEqualTo(FAIL);
        }
        assertThat(judge(Gates.bound(GateMetric.absoluteError(), 1), better).outcome())
                .isEqualTo(PASS);
    }

    @Test
    void theWorstVerdictIsThatOfTheSuite() {
        GateSuite suite = GateSuite.at(ALPHA)
                .with(Gates.bound(GateMetric.auc(), 0.6))
                .with(Gates.notWorseThanChampion(GateMetric.auc(), 0.02));
        Verdict failed = suite.judge(handicapped(10_000));
        assertThat(failed.outcome()).isEqualTo(FAIL);
        assertThat(failed.reason()).contains("not-worse-auc: auc 0.");
        assertThat(Verdict.from(failed.toDocument())).isEqualTo(failed);
        Document each = failed.evidence().get("gates");
        assertThat(Verdict.from(each.get("bound-auc")).evidence().get("bound").number())
                .isEqualTo(0.6);
        assertThat(each.get("not-worse-auc").get("evidence").get("alpha").number())
                .isEqualTo(ALPHA / 2);
        assertThat(suite.judge(equal(90)).evidence().get("moreRows").whole()).isEqualTo(10);
        assertThatThrownBy(() -> GateSuite.at(ALPHA).judge(equal(10))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> suite.with(Gates.bound(GateMetric.auc(), 0.7)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("two gates 'bound-auc'");
    }

    @Test
    void wrongBoundsAreRefused() {
        assertThatThrownBy(() -> Gates.bound(GateMetric.auc(), Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Gates.notWorseThanChampion(GateMetric.auc(), -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Gates.calibrated(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GateSuite.at(1)).isInstanceOf(IllegalArgumentException.class);
    }
}
