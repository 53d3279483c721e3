// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.registry.ApprovalPolicy;

class WatchTest {

    private static final Duration LONG = Duration.ofMinutes(1);

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

    @Test
    @Timeout(60)
    void whoWatchesSeesEachStageThatWaitsForHim() throws InterruptedException {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch seenFirst = new CountDownLatch(1);
        Pipeline pipeline = Pipeline.named("p")
                .step("first", step -> {
                    atWork.countDown();
                    return Document.of(1);
                })
                .step("second", step -> {
                    seenFirst.await();
                    return Document.of(2);
                })
                .build();
        CompletableFuture<PipelineRun> ended =
                CompletableFuture.supplyAsync(() -> mlops.pipelines().start(pipeline, Document.object()));
        atWork.await();
        List<String> seen = new ArrayList<>();
        PipelineRun run = mlops.pipelines().find("p-1").orElseThrow();
        while (!run.status().isFinal()) {
            if (run.stage("first").filter(StageRecord::finished).isPresent()) {
                seen.add("first");
                seenFirst.countDown();
            }
            run = mlops.pipelines().awaitChange(run, LONG);
        }
        assertThat(seen).contains("first");
        assertThat(run).isEqualTo(ended.join());
        assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void whatHappensElsewhereInTheStoreIsNoChangeOfTheRun() throws InterruptedException {
        Pipeline pipeline =
                Pipeline.named("p").approval("sign-off", ApprovalPolicy.of(1)).build();
        PipelineRun waiting = mlops.pipelines().start(pipeline, Document.object());
        mlops.tracking().start("other").close();
        assertThat(mlops.pipelines().awaitChange(waiting, Duration.ZERO)).isEqualTo(waiting);
        assertThat(mlops.pipelines().awaitChange(waiting, Duration.ofMillis(1))).isEqualTo(waiting);

        mlops.pipelines().cancel("p-1", "no need");
        assertThat(mlops.pipelines().awaitChange(waiting, LONG).status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void anInterruptedWatcherAndARunOfAnotherStoreAreTold() {
        Pipeline pipeline =
                Pipeline.named("p").approval("sign-off", ApprovalPolicy.of(1)).build();
        PipelineRun waiting = mlops.pipelines().start(pipeline, Document.object());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> mlops.pipelines().awaitChange(waiting, LONG)).isInstanceOf(InterruptedException.class);
        try (Mlops other = Mlops.open(directory.resolve("other"))) {
            assertThatThrownBy(() -> other.pipelines().awaitChange(waiting, LONG))
                    .isInstanceOf(NotFoundException.class);
        }
    }
}
