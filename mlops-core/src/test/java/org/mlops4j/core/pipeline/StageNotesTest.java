// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.environment.ProcessEnvironment;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.StageOrigins;
import org.mlops4j.pipeline.StepContext;
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.tracking.Environment;

class StageNotesTest {

    @TempDir
    Path directory;

    private static Document drawn(StepContext step, String purpose) {
        return Document.of(step.random(purpose).nextLong());
    }

    private static StageOrigins origins(PipelineRun run, String stage) {
        return run.stage(stage).orElseThrow().origins();
    }

    @Test
    void randomNumbersAreTheSameInEachRunWithTheSameParametersAndOthersForEachPurposeStageAndSeed() {
        Pipeline pipeline = Pipeline.named("p")
                .step("a", step -> Document.list(drawn(step, "x"), drawn(step, "x"), drawn(step, "y")))
                .step("b", step -> drawn(step, "x"))
                .build();
        try (Mlops mlops = Mlops.open(directory)) {
            PipelineRun one = mlops.pipelines().start(pipeline, Document.object());
            PipelineRun two = mlops.pipelines().start(pipeline, Document.object());
            PipelineRun other =
                    mlops.pipelines().start(pipeline, Document.object().with("seed", 7));

            List<Document> drawn = one.stage("a").orElseThrow().output().list();
            assertThat(drawn.get(0)).isEqualTo(drawn.get(1)).isNotEqualTo(drawn.get(2));
            assertThat(one.stage("b").orElseThrow().output()).isNotEqualTo(drawn.get(0));
            assertThat(two.changesTo(one).isEmpty()).isTrue();
            assertThat(other.stage("b").orElseThrow().output())
                    .isNotEqualTo(one.stage("b").orElseThrow().output());
            assertThat(drawn.get(0).whole())
                    .isEqualTo(new SplittableRandom(
                                    origins(one, "a").notes().get("seed.x").whole())
                            .nextLong());
            assertThat(origins(one, "a").notes()).containsOnlyKeys("seed.x", "seed.y");
        }
    }

    @Test
    void aSeedNeverChanges() {
        Pipeline pipeline = Pipeline.named("late-flights")
                .step("train", step -> Document.of(step.seed("split")))
                .build();
        try (Mlops mlops = Mlops.open(directory)) {
            PipelineRun run =
                    mlops.pipelines().start(pipeline, Document.object().with("seed", 42));
            assertThat(run.stage("train").orElseThrow().output()).isEqualTo(Document.of(7587847691650018250L));
        }
    }

    @Test
    void whatAStageSaysIsStoredWithItsResultAndTheEnvironmentOfItsProcess() {
        Table table = Table.builder(Schema.of(Field.of("x", DataType.INT64)))
                .add(1L)
                .add(2L)
                .build();
        Pipeline pipeline = Pipeline.named("p")
                .step("a", step -> {
                    step.data("train", table);
                    step.note("threads", Document.of(4));
                    return Document.nothing();
                })
                .build();
        try (Mlops mlops = Mlops.open(directory)) {
            mlops.pipelines().start(pipeline, Document.object());
        }
        try (Mlops mlops = Mlops.open(directory)) {
            StageOrigins origins = origins(mlops.pipelines().find("p-1").orElseThrow(), "a");
            assertThat(origins.notes())
                    .containsEntry("data.train", Document.of(table.digest().hex()))
                    .containsEntry("threads", Document.of(4));
            assertThat(mlops.pipelines()
                            .findEnvironment(origins.findEnvironment().orElseThrow()))
                    .contains(new Environment(ProcessEnvironment.current()));
        }
    }

    @Test
    void itemsNoteForThemselvesAlsoThoseThatWereFinishedByAnEarlierTry() {
        AtomicBoolean failed = new AtomicBoolean();
        Pipeline pipeline = Pipeline.named("p")
                .each("e", step -> List.of(Document.of("a"), Document.of("b")), (step, item) -> {
                    step.note("item", item);
                    if (item.text().equals("b") && !failed.getAndSet(true)) {
                        throw new IOException("no connection");
                    }
                    return drawn(step, "x");
                })
                .build();
        try (Mlops mlops = Mlops.open(directory)) {
            mlops.pipelines().start(pipeline, Document.object());
            PipelineRun run = mlops.pipelines().resume(pipeline, "p-1");
            assertThat(origins(run, "e").notes()).containsOnlyKeys("0.item", "0.seed.x", "1.item", "1.seed.x");
            List<Document> drawn = run.stage("e").orElseThrow().output().list();
            assertThat(drawn.get(0)).isNotEqualTo(drawn.get(1));
        }
    }

    @Test
    void aResultThatIsTakenFromAnEarlierRunKeepsWhatWasSaidThere() {
        Pipeline pipeline = Pipeline.named("p")
                .step("a", StepOptions.defaults().version("1").cached(), step -> drawn(step, "x"))
                .build();
        try (Mlops mlops = Mlops.open(directory)) {
            StageOrigins first = origins(mlops.pipelines().start(pipeline, Document.object()), "a");
            PipelineRun second = mlops.pipelines().start(pipeline, Document.object());
            assertThat(second.stage("a").orElseThrow().cachedFrom()).isEqualTo("p-1");
            assertThat(origins(second, "a")).isEqualTo(first);
        }
    }

    @Test
    void aNameThatIsNoneFailsTheStage() {
        Pipeline pipeline = Pipeline.named("p")
                .step("a", step -> {
                    assertThatThrownBy(() -> step.note("", Document.nothing())).isInstanceOf(InvalidException.class);
                    return drawn(step, "");
                })
                .build();
        try (Mlops mlops = Mlops.open(directory)) {
            assertThat(mlops.pipelines().start(pipeline, Document.object()).status())
                    .isEqualTo(PipelineRun.Status.FAILED);
        }
    }
}
