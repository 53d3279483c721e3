// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.reproduction.Outcome;
import org.mlops4j.reproduction.Reproduction;
import org.mlops4j.reproduction.StageReproduction;
import org.mlops4j.reproduction.Tolerance;

class ReproductionTest {

    private static final Document.Fields NO_PARAMETERS = Document.object();

    @TempDir
    Path directory;

    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.builder().directory(directory).actor(Actor.of("ana")).open();
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private Reproduction again(Pipeline pipeline) {
        mlops.pipelines().start(pipeline, NO_PARAMETERS);
        return mlops.reproductions().rerun(pipeline, pipeline.name() + "-1");
    }

    private static Table flights(double... delays) {
        Table.Builder rows = Table.builder(Schema.of(Field.of("delay", DataType.FLOAT64)));
        for (double delay : delays) {
            rows.add(delay);
        }
        return rows.build();
    }

    @Test
    void whatDrawsFromItsSeedIsIdenticalAndTheEvidenceIsStoredAndAudited() {
        Pipeline pipeline = Pipeline.named("p")
                .step("data", step -> Document.of(step.random("rows").nextDouble()))
                .each(
                        "folds",
                        step -> List.of(Document.of(1), Document.of(2)),
                        (step, fold) -> Document.object()
                                .with("loss", step.random("fold").nextGaussian()))
                .gate("enough", step -> Verdict.pass("enough", step.output("data")))
                .build();

        Reproduction found = again(pipeline);

        assertThat(found.outcome()).as(found.toString()).isEqualTo(Outcome.IDENTICAL);
        assertThat(found.stages()).extracting(StageReproduction::stage).containsExactly("data", "folds", "enough");
        assertThat(found.factors()).isEmpty();
        assertThat(found.id()).isEqualTo("p-1/rerun-1");
        assertThat(found.author()).isEqualTo(Actor.of("ana"));
        Reproduction second = mlops.reproductions().rerun(pipeline, "p-1", Tolerance.NONE);
        assertThat(mlops.reproductions().of("p-1")).containsExactly(second, found);
        assertThat(mlops.pipelines().runs("p")).hasSize(1);
        assertThat(mlops.audit().about("p-1").stream().map(AuditEntry::action))
                .containsSubsequence("pipeline.rerun", "pipeline.reproduced", "pipeline.rerun", "pipeline.reproduced");
        assertThat(mlops.audit().verify()).isPositive();
    }

    @Test
    void anotherSeedIsNamed() {
        AtomicInteger seed = new AtomicInteger(41);
        Pipeline pipeline = Pipeline.named("p")
                .step("data", step -> Document.of(3))
                .step("train", step -> {
                    int own = seed.incrementAndGet();
                    step.note("seed.own", Document.of(own));
                    return Document.object().with("auc", new SplittableRandom(own).nextDouble());
                })
                .step(
                        "report",
                        step -> Document.of("auc " + step.output("train").get("auc")))
                .build();

        Reproduction found = again(pipeline);

        assertThat(found.outcome()).isEqualTo(Outcome.DIVERGED);
        assertThat(found.firstDifferent().map(StageReproduction::stage)).contains("train");
        assertThat(found.factors()).containsExactly("train.seed.own");
        assertThat(found.stages()
                        .get(1)
                        .factors()
                        .changed()
                        .get("train.seed.own")
                        .after())
                .isEqualTo(Document.of(43));
    }

    @Test
    void anotherOrderOfRowsIsNamedAndIsEquivalentIfOnlyASumChangesItsLastDigits() {
        AtomicReference<Table> rows = new AtomicReference<>(flights(0.1, 0.2, 0.3, 1e-3));
        Pipeline pipeline = Pipeline.named("p")
                .step("mean", step -> {
                    step.data("flights", rows.get());
                    double sum = 0;
                    for (int row = 0; row < rows.get().rowCount(); row++) {
                        sum += rows.get().row(row).number("delay");
                    }
                    return Document.object()
                            .with("sum", sum)
                            .with("rows", rows.get().rowCount());
                })
                .build();
        mlops.pipelines().start(pipeline, NO_PARAMETERS);
        rows.set(flights(1e-3, 0.3, 0.2, 0.1));

        Reproduction found = mlops.reproductions().rerun(pipeline, "p-1");

        assertThat(found.outcome()).as(found.toString()).isEqualTo(Outcome.EQUIVALENT);
        assertThat(found.ulps()).isBetween(1L, 4L);
        assertThat(found.factors()).containsExactly("mean.data.flights");
        assertThat(mlops.reproductions().rerun(pipeline, "p-1", Tolerance.NONE).outcome())
                .isEqualTo(Outcome.DIVERGED);
    }

    @Test
    void whatNoFactorExplainsIsSaidToBeSo() {
        AtomicInteger hidden = new AtomicInteger();
        Reproduction found = again(Pipeline.named("p")
                .step("train", step -> Document.object().with("rows", hidden.incrementAndGet()))
                .build());
        assertThat(found.outcome()).isEqualTo(Outcome.DIVERGED);
        assertThat(found.factors()).isEmpty();
        assertThat(found)
                .hasToString("p-1/rerun-1: DIVERGED, first in 'train': another value at rows; no factor that was"
                        + " captured is another");
    }

    @Test
    void approvalsWaitsAndWhatHasEffectsAreNotDoneAgain() {
        List<String> done = new ArrayList<>();
        Pipeline pipeline = Pipeline.named("p")
                .await("labels", Duration.ofHours(1), step -> Optional.of(Document.of(done.size())))
                .step("train", step -> {
                    done.add("train");
                    return step.output("labels");
                })
                .step("message", StepOptions.defaults().once(), step -> {
                    done.add("message");
                    return Document.of(done.size());
                })
                .step("read", step -> step.output("message"))
                .approval("sign-off", ApprovalPolicy.of(1))
                .step("promote", step -> {
                    done.add("promote");
                    return Document.nothing();
                })
                .build();
        mlops.pipelines().start(pipeline, NO_PARAMETERS);
        assertThat(mlops.reproductions().rerun(pipeline, "p-1").stages()).hasSize(2);
        mlops.as(Actor.of("ben")).pipelines().approve("p-1", "good");
        mlops.pipelines().resume(pipeline, "p-1");

        Reproduction found = mlops.reproductions().rerun(pipeline, "p-1");

        assertThat(found.outcome()).as(found.toString()).isEqualTo(Outcome.IDENTICAL);
        assertThat(found.stages()).extracting(StageReproduction::stage).containsExactly("train", "read");
        assertThat(found.taken()).containsExactly("labels", "message", "sign-off", "promote");
        assertThat(done).containsExactly("train", "message", "train", "promote", "train");
    }

    @Test
    void fieldsThatVaryAndTheNumbersOfAGateDoNotCount() {
        AtomicInteger calls = new AtomicInteger();
        Reproduction found = again(Pipeline.named("p")
                .step(
                        "train",
                        StepOptions.defaults().varying("seconds"),
                        step -> Document.object().with("rows", 3).with("seconds", calls.incrementAndGet()))
                .each(
                        "folds",
                        StepOptions.defaults().varying("seconds"),
                        step -> List.of(Document.of(1)),
                        (step, fold) -> Document.object().with("seconds", calls.incrementAndGet()))
                .gate("fast", step -> Verdict.pass("took " + calls.incrementAndGet(), Document.nothing()))
                .build());
        assertThat(found.outcome()).as(found.toString()).isEqualTo(Outcome.IDENTICAL);
    }

    @Test
    void anotherVerdictOrAnotherConditionOrAnExceptionIsADivergence() {
        AtomicInteger calls = new AtomicInteger();
        Reproduction verdict = again(Pipeline.named("gate")
                .gate(
                        "good",
                        step -> calls.incrementAndGet() == 1
                                ? Verdict.pass("", Document.nothing())
                                : Verdict.fail("", Document.nothing()))
                .build());
        assertThat(verdict.outcome()).isEqualTo(Outcome.DIVERGED);

        calls.set(0);
        Reproduction skipped = again(Pipeline.named("condition")
                .step("a", StepOptions.defaults().when(step -> calls.incrementAndGet() == 1), step -> Document.of(1))
                .build());
        assertThat(skipped.stages().get(0).reason()).isEqualTo("it was skipped");

        calls.set(0);
        Reproduction thrown = again(Pipeline.named("exception")
                .step("a", step -> {
                    if (calls.incrementAndGet() == 2) {
                        throw new IOException("no connection");
                    }
                    return Document.of(1);
                })
                .step("b", step -> Document.of(2))
                .build());
        assertThat(thrown.outcome()).isEqualTo(Outcome.DIVERGED);
        assertThat(thrown.stages()).hasSize(1);
        assertThat(thrown.stages().get(0).reason()).contains("no connection");
    }

    @Test
    void stepsKnowThatTheyReproduceAndHaveAnotherKey() {
        List<String> seen = new ArrayList<>();
        again(Pipeline.named("p")
                .step("a", step -> {
                    seen.add(step.run() + " " + step.findReproduced() + " " + step.idempotencyKey());
                    return Document.nothing();
                })
                .build());
        assertThat(seen).containsExactly("p-1 Optional.empty p-1/a", "p-1 Optional[p-1] p-1/rerun-1/a");
    }

    @Test
    void cachesAreNotAsked() {
        AtomicInteger calls = new AtomicInteger();
        again(Pipeline.named("p")
                .step(
                        "a",
                        StepOptions.defaults().version("1").cached(),
                        step -> Document.of(calls.incrementAndGet() > 0))
                .build());
        assertThat(calls).hasValue(2);
    }

    @Test
    void otherStagesAndUnknownRunsAreRefused() {
        Pipeline pipeline =
                Pipeline.named("p").step("a", step -> Document.nothing()).build();
        mlops.pipelines().start(pipeline, NO_PARAMETERS);
        assertThatThrownBy(() -> mlops.reproductions()
                        .rerun(
                                Pipeline.named("p")
                                        .step("b", step -> Document.nothing())
                                        .build(),
                                "p-1"))
                .isInstanceOf(IncompatibleException.class);
        for (String run : List.of("p-2", "../p", "")) {
            assertThatThrownBy(() -> mlops.reproductions().rerun(pipeline, run)).isInstanceOf(NotFoundException.class);
        }
        assertThatThrownBy(() -> mlops.reproductions().rerun(pipeline, "p-2")).hasMessageContaining("'p-2'");
        assertThat(mlops.reproductions().of("p-1")).isEmpty();
    }

    @Test
    void anInterruptedRerunStoresNothing() {
        AtomicInteger calls = new AtomicInteger();
        Pipeline pipeline = Pipeline.named("p")
                .step("a", step -> {
                    if (calls.incrementAndGet() == 2) {
                        throw new InterruptedException();
                    }
                    return Document.nothing();
                })
                .build();
        assertThatThrownBy(() -> again(pipeline)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(mlops.reproductions().of("p-1")).isEmpty();
        assertThat(again(pipeline).id()).isEqualTo("p-1/rerun-2");
    }

    @Test
    void whatIsNotANumberIsTheSameAgain() {
        Reproduction found = again(Pipeline.named("p")
                .step("nan", step -> Document.object().with("loss", Double.NaN).with("gain", -0.0))
                .build());
        assertThat(found.outcome()).as(found.toString()).isEqualTo(Outcome.IDENTICAL);
    }
}
