// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.registry.Examples;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.reproduction.Outcome;
import org.mlops4j.reproduction.Reproduction;
import org.mlops4j.reproduction.Reproductions;
import org.mlops4j.tracking.Run;

class ReproducedModelTest {

    @TempDir
    Path directory;

    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory);
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private static ModelPackage model(double coefficient) {
        byte[] file =
                ("{\"intercept\": 0, \"coefficients\": [" + coefficient + "], \"link\": \"identity\"}").getBytes(UTF_8);
        return ModelPackage.of("linear")
                .withFile("model", file)
                .examples(Examples.of(new double[][] {{1}, {-2}}, new double[][] {{coefficient}, {-2 * coefficient}}));
    }

    private Pipeline training(DoubleSupplier coefficient) {
        return Pipeline.named("retrain")
                .step("train", StepOptions.defaults().varying("run"), step -> {
                    try (Run run = mlops.tracking().start("late-flights")) {
                        ModelVersion version = run.register("m", model(coefficient.getAsDouble()));
                        step.made(version);
                        return Document.object().with("version", version.id()).with("run", run.id());
                    }
                })
                .step(
                        "card",
                        step -> Document.of("about "
                                + step.output("train").get("version").text().length()))
                .build();
    }

    private Reproduction again(double first, double second) {
        double[] next = {first};
        Pipeline pipeline = training(() -> next[0]);
        mlops.pipelines().start(pipeline, Document.object());
        next[0] = second;
        return mlops.reproductions().rerun(pipeline, mlops.registry().load("m", 1));
    }

    @Test
    void theSameBytesAreIdenticalThoughTheVersionHasAnotherNumber() {
        Reproduction found = again(0.5, 0.5);
        assertThat(found.outcome()).as(found.toString()).isEqualTo(Outcome.IDENTICAL);
        assertThat(found.predictions()).isZero();
        assertThat(mlops.registry().tags(mlops.registry().load("m", 2)).all())
                .containsEntry(Reproductions.TAG, "retrain-1/rerun-1");
        assertThat(mlops.registry().tags(mlops.registry().load("m", 1)).all()).isEmpty();
        assertThat(mlops.reproductions().of(mlops.registry().load("m", 1))).containsExactly(found);
    }

    @Test
    void otherBytesAreEquivalentIfTheyPredictNearlyTheSame() {
        Reproduction found = again(0.5, 0.5 + 1e-7);
        assertThat(found.outcome()).as(found.toString()).isEqualTo(Outcome.EQUIVALENT);
        assertThat(found.predictions()).isBetween(1.9e-7, 2.1e-7);
    }

    @Test
    void aModelThatPredictsSomethingElseHasDiverged() {
        Reproduction found = again(0.5, 0.6);
        assertThat(found.outcome()).isEqualTo(Outcome.DIVERGED);
        assertThat(found.firstDifferent().orElseThrow().stage()).isEqualTo("train");
        assertThat(found.firstDifferent().orElseThrow().reason()).contains("predictions of m/1 and m/2");
    }

    @Test
    void withoutExamplesOtherBytesHaveDiverged() {
        double[] next = {0.5};
        Pipeline pipeline = Pipeline.named("p")
                .step("train", step -> {
                    ModelVersion version = mlops.registry()
                            .register(
                                    "m",
                                    ModelPackage.of("linear")
                                            .withFile(
                                                    "model",
                                                    Double.toString(next[0]).getBytes(UTF_8)));
                    step.made(version);
                    return Document.of(version.id());
                })
                .build();
        mlops.pipelines().start(pipeline, Document.object());
        next[0] = 0.6;
        Reproduction found = mlops.reproductions().rerun(pipeline, "p-1");
        assertThat(found.outcome()).isEqualTo(Outcome.DIVERGED);
        assertThat(found.stages().get(0).reason()).contains("has no examples");
    }

    @Test
    void aVersionOfNoRunIsRefusedWithWhatToDo() {
        ModelVersion version = mlops.registry().register("m", model(1));
        assertThatThrownBy(() -> mlops.reproductions().rerun(training(() -> 1), version))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("step.made(version)");
        assertThat(mlops.reproductions().of(version)).isEmpty();
    }
}
