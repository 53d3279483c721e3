// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.pipeline.Verdict.Outcome.FAIL;
import static org.mlops4j.pipeline.Verdict.Outcome.INCONCLUSIVE;
import static org.mlops4j.pipeline.Verdict.Outcome.PASS;
import static org.mlops4j.pipeline.Verdict.Outcome.RUBBER_STAMPED;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.Examples;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;

/** Gates on registered versions, in a real store. */
class VersionGatesTest {

    private static final Schema INPUTS =
            Schema.of(Field.of("x", DataType.FLOAT64), Field.nullable("z", DataType.FLOAT64));

    @TempDir
    private Path directory;

    private Mlops mlops;
    private ModelVersion champion;
    private ModelVersion candidate;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory);
        champion = register(1.0, INPUTS);
        candidate = register(1.1, INPUTS);
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private ModelVersion register(double slope, Schema inputs) {
        String model = "{\"intercept\": 0, \"coefficients\": [" + slope + ", 0.1], \"link\": \"logit\"}";
        return mlops.registry()
                .register(
                        "m",
                        ModelPackage.of("linear")
                                .withFile("model", model.getBytes(StandardCharsets.UTF_8))
                                .signature(new Signature(inputs, Schema.of(Field.of("y", DataType.FLOAT64)))));
    }

    private static Table rows() {
        Table.Builder rows = Table.builder(Schema.of(
                Field.of("late", DataType.BOOLEAN),
                Field.nullable("z", DataType.FLOAT64),
                Field.of("x", DataType.FLOAT64)));
        Random random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            double x = 2 * random.nextGaussian();
            double z = random.nextGaussian();
            rows.add(random.nextDouble() < 1 / (1 + Math.exp(-x - 0.1 * z)), z, x);
        }
        return rows.build();
    }

    private Trial trial() {
        return Trial.of(mlops, candidate, rows(), "late").against(Optional.of(champion));
    }

    @Test
    void versionsScoreTheRowsByTheNamesOfTheirInputs() {
        Trial trial = trial();
        double x = trial.rows().doubles("x").get(5);
        double z = trial.rows().doubles("z").get(5);
        assertThat(trial.championOutputs()[5]).isEqualTo(1 / (1 + Math.exp(-x - 0.1 * z)));
        assertThat(trial.candidateOutputs()[5]).isGreaterThan(0).isNotEqualTo(trial.championOutputs()[5]);
        assertThat(Gates.notWorseThanChampion(GateMetric.auc(), 0.01)
                        .judge(trial, 0.05)
                        .outcome())
                .isEqualTo(PASS);
    }

    @Test
    void theFirstVersionIsRubberStamped() {
        Trial alone = Trial.of(mlops, candidate, rows(), "late")
                .against(mlops.registry().alias("m", "champion").find());
        for (Gate gate : new Gate[] {
            Gates.notWorseThanChampion(GateMetric.auc(), 0.01),
            Gates.noSliceWorseThan(GateMetric.auc(), 0.01, "late"),
            Gates.compatibleSignature()
        }) {
            assertThat(gate.judge(alone, 0.05).outcome()).isEqualTo(RUBBER_STAMPED);
        }
        GateSuite suite = GateSuite.at(0.05).with(Gates.compatibleSignature()).with(Gates.bound(GateMetric.auc(), 0.7));
        assertThat(suite.judge(alone).outcome()).isEqualTo(RUBBER_STAMPED);
        assertThat(suite.judge(alone).passes()).isTrue();
        assertThat(suite.with(Gates.sizeAtMost(1)).judge(alone).outcome()).isEqualTo(FAIL);
        assertThatThrownBy(alone::championScores).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void callersOfTheChampionHaveToBeServed() {
        Gate gate = Gates.compatibleSignature();
        assertThat(gate.judge(trial(), 0.05).outcome()).isEqualTo(PASS);
        ModelVersion swapped =
                register(1, Schema.of(Field.nullable("z", DataType.FLOAT64), Field.of("x", DataType.FLOAT64)));
        Verdict broken = gate.judge(Trial.of(mlops, swapped, rows(), "late").against(Optional.of(champion)), 0.05);
        assertThat(broken.outcome()).isEqualTo(FAIL);
        assertThat(broken.reason()).contains("is BREAKING for callers of m/1").contains("input");
    }

    @Test
    void modelsThatAreTooLargeFail() {
        long bytes = candidate.manifest().file("model").bytes();
        assertThat(Gates.sizeAtMost(bytes).judge(trial(), 0.05).outcome()).isEqualTo(PASS);
        Verdict verdict = Gates.sizeAtMost(bytes - 1).judge(trial(), 0.05);
        assertThat(verdict.outcome()).isEqualTo(FAIL);
        assertThat(verdict.evidence().get("bytes").whole()).isEqualTo(bytes);
    }

    @Test
    void goldenPredictionsHaveToBeGiven() {
        double right = 1 / (1 + Math.exp(-1.1 * 2));
        Examples golden = Examples.of(new double[][] {{0, 0}, {2, 0}}, new double[][] {{0.5}, {right}});
        assertThat(Gates.goldenPredictions(golden).judge(trial(), 0.05).outcome())
                .isEqualTo(PASS);
        Examples wrong = Examples.of(new double[][] {{0, 0}, {2, 0}}, new double[][] {{0.5}, {0.9}});
        Verdict verdict = Gates.goldenPredictions(wrong).judge(trial(), 0.05);
        assertThat(verdict.outcome()).isEqualTo(FAIL);
        assertThat(verdict.reason()).startsWith("golden prediction 1 is [0.9], the model says [0.90");
        Examples narrow = Examples.of(new double[][] {{0}}, new double[][] {{0.5}});
        assertThat(Gates.goldenPredictions(narrow).judge(trial(), 0.05).outcome())
                .isEqualTo(FAIL);
    }

    /** A clock by which one prediction in a hundred and some takes a millisecond, the others a microsecond. */
    private static LongSupplier ticks(int slowOneIn) {
        AtomicLong reads = new AtomicLong();
        AtomicLong now = new AtomicLong();
        return () -> {
            long read = reads.incrementAndGet();
            boolean end = read % 2 == 0;
            return now.addAndGet(!end ? 10 : read / 2 % slowOneIn == 0 ? 1_000_000 : 1_000);
        };
    }

    @Test
    void theNinetyNinthPercentileIsHeldByItsInterval() {
        Trial trial = trial();
        Duration limit = Duration.ofNanos(2_000);
        assertThat(new LatencyGate(limit, 10_000, ticks(200)).judge(trial, 0.05).outcome())
                .isEqualTo(PASS);
        assertThat(new LatencyGate(limit, 10_000, ticks(99)).judge(trial, 0.05).outcome())
                .isEqualTo(INCONCLUSIVE);
        Verdict slow = new LatencyGate(limit, 10_000, ticks(50)).judge(trial, 0.05);
        assertThat(slow.outcome()).isEqualTo(FAIL);
        assertThat(slow.evidence().get("lowerNanos").whole()).isEqualTo(1_000_000);
        Verdict few = new LatencyGate(limit, 100, ticks(1_000)).judge(trial, 0.05);
        assertThat(few.outcome()).isEqualTo(INCONCLUSIVE);
        assertThat(few.evidence().get("moreRows").whole()).isEqualTo(199);
        assertThat(Gates.latencyP99Below(Duration.ofSeconds(10))
                        .judge(trial, 0.05)
                        .outcome())
                .isEqualTo(PASS);
    }

    @Test
    void aSuiteIsAGateOfAPipelineAndTheValidationOfAVersion() {
        GateSuite suite = GateSuite.at(0.05)
                .with(Gates.notWorseThanChampion(GateMetric.auc(), 0.01))
                .with(Gates.compatibleSignature())
                .with(Gates.sizeAtMost(10));
        Pipeline pipeline = Pipeline.named("retrain")
                .step("train", step -> Document.object().with("version", candidate.number()))
                .gate(
                        "gates",
                        suite.judging(step -> Trial.of(
                                        mlops,
                                        mlops.registry().load("m", (int) step.output("train")
                                                .get("version")
                                                .whole()),
                                        rows(),
                                        "late")
                                .against(Optional.of(champion))))
                .build();
        PipelineRun run = mlops.pipelines().start(pipeline, Document.object());
        assertThat(run.status()).isEqualTo(PipelineRun.Status.REJECTED);
        Verdict stored = Verdict.from(run.stage("gates").orElseThrow().output());
        assertThat(stored.reason()).startsWith("size: the model has");
        assertThat(Verdict.from(stored.evidence().get("gates").get("not-worse-auc"))
                        .passes())
                .isTrue();

        mlops.governance().validate(candidate, suite.verdicts(trial()), "nightly");
        assertThat(suite.verdicts(trial())).containsOnlyKeys("not-worse-auc", "signature", "size");
    }
}
