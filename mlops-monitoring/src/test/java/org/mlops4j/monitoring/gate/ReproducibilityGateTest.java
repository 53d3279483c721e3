// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.Examples;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.reproduction.Outcome;

class ReproducibilityGateTest {

    private static final Table ROWS = Table.builder(
                    Schema.of(Field.of("x", DataType.FLOAT64), Field.of("late", DataType.BOOLEAN)))
            .add(1.0, true)
            .add(-1.0, false)
            .build();

    @TempDir
    Path directory;

    private Mlops mlops;

    /** By how much each training gives another coefficient than the one before. */
    private double drift;

    private double coefficient = 0.5;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory);
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private ModelVersion train() {
        coefficient += drift;
        String model = "{\"intercept\": 0, \"coefficients\": [" + coefficient + "], \"link\": \"identity\"}";
        return mlops.registry()
                .register(
                        "m",
                        ModelPackage.of("linear")
                                .withFile("model", model.getBytes(UTF_8))
                                .signature(new Signature(
                                        Schema.of(Field.of("x", DataType.FLOAT64)),
                                        Schema.of(Field.of("y", DataType.FLOAT64))))
                                .examples(Examples.of(new double[][] {{1}}, new double[][] {{coefficient}})));
    }

    private Pipeline pipeline(Outcome worst) {
        return Pipeline.named("retrain")
                .step("train", step -> {
                    ModelVersion version = train();
                    step.made(version);
                    return Document.object().with("version", version.id());
                })
                .step(
                        "reproduce",
                        StepOptions.defaults().once(),
                        step -> Document.of(mlops.reproductions()
                                .rerun(pipeline(worst), step.run())
                                .id()))
                .gate(
                        "gates",
                        GateSuite.at(0.05)
                                .with(Gates.reproducible(mlops.reproductions(), worst))
                                .judging(step -> trial(step.output("train"))))
                .build();
    }

    private Trial trial(Document trained) {
        return Trial.of(mlops, mlops.registry().resolve(trained.get("version").text()), ROWS, "late");
    }

    private Verdict verdict(Outcome worst) {
        PipelineRun run = mlops.pipelines().start(pipeline(worst), Document.object());
        return Verdict.from(run.stage("gates").orElseThrow().output());
    }

    @Test
    void aRunThatReproducesItselfPassesAndTheEvidenceIsTheReproduction() {
        Verdict verdict = verdict(Outcome.IDENTICAL);
        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Verdict.Outcome.PASS);
        assertThat(verdict.evidence().get("gates").get("reproducible").get("evidence"))
                .isEqualTo(mlops.reproductions().of("retrain-1").get(0).toDocument());
    }

    @Test
    void aModelThatPredictsNearlyTheSamePassesOnlyWhereThatIsEnough() {
        drift = 1e-8;
        assertThat(verdict(Outcome.EQUIVALENT).outcome()).isEqualTo(Verdict.Outcome.PASS);
    }

    @Test
    void itFailsWhereTheLastBitIsAskedFor() {
        drift = 1e-8;
        assertThat(verdict(Outcome.IDENTICAL).outcome()).isEqualTo(Verdict.Outcome.FAIL);
    }

    @Test
    void whatDivergedFailsAndSaysWhere() {
        drift = 0.1;
        Verdict verdict = verdict(Outcome.EQUIVALENT);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAIL);
        assertThat(verdict.reason()).contains("DIVERGED", "first in 'train'");
    }

    @Test
    void withoutAReproductionItIsInconclusiveAndTakesNothingOfTheLevel() {
        Gate gate = Gates.reproducible(mlops.reproductions(), Outcome.EQUIVALENT);
        Verdict verdict = gate.judge(Trial.of(mlops, train(), ROWS, "late"), 0.05);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.INCONCLUSIVE);
        assertThat(gate.random()).isFalse();
        assertThatThrownBy(() -> Gates.reproducible(mlops.reproductions(), Outcome.DIVERGED))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
