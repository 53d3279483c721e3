// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.error.ConflictException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.testkit.crash.ChildJvm;

class KilledPipelineTest {

    @TempDir
    Path directory;

    @Test
    void aRunWhoseProcessIsKilledInTheMiddleOfAStepGoesOnWithoutRepeatingFinishedOnes() throws Exception {
        Pipeline pipeline = BlockedPipeline.pipeline(directory, () -> {});
        try (ChildJvm child = ChildJvm.start(BlockedPipeline.class, directory.toString());
                Mlops mlops = Mlops.open(directory)) {
            child.awaitLine("in the third stage");
            assertThatThrownBy(() -> mlops.pipelines().resume(pipeline, "retrain-1"))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("another process");

            child.kill();
            PipelineRun cutOff = mlops.pipelines().find("retrain-1").orElseThrow();
            assertThat(cutOff.status()).isEqualTo(PipelineRun.Status.RUNNING);
            assertThat(cutOff.stage("train").orElseThrow().finished()).isFalse();

            PipelineRun run = mlops.pipelines().resume(pipeline, "retrain-1");

            assertThat(run.status()).isEqualTo(PipelineRun.Status.SUCCEEDED);
            assertThat(run.author()).isEqualTo(Actor.of("ana"));
            assertThat(run.stages())
                    .extracting(PipelineRun.StageRecord::attempt)
                    .containsExactly(1, 1, 2);
            assertThat(run.stages().get(2).output().get("key").text()).isEqualTo("retrain-1/train");
            assertThat(run.stages().get(2).output().get("depth").whole()).isEqualTo(6);
            assertThat(Files.readAllLines(directory.resolve("traces")))
                    .containsExactly("data", "enough", "train", "train");
            assertThat(mlops.audit().verify()).isPositive();
        }
    }
}
