// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineWorker;

/** Several workers on one database take what is most urgent. */
class PriorityOnPostgresTest {

    @TempDir
    private Path scratch;

    /** No worker takes its next run before each has told of this one, so what they do is one round after another. */
    @Test
    @Timeout(120)
    void ofThreeWorkersEachTakesTheRunOfTheGreatestPriorityThatIsThere() throws Exception {
        List<String> begun = Collections.synchronizedList(new ArrayList<>());
        CyclicBarrier round = new CyclicBarrier(3);
        CountDownLatch all = new CountDownLatch(9);
        Pipeline pipeline = Pipeline.named("p")
                .priority(1)
                .step("step", step -> {
                    begun.add(step.run());
                    round.await(1, TimeUnit.MINUTES);
                    all.countDown();
                    return Document.nothing();
                })
                .build();
        try (Mlops first = open("first");
                Mlops second = open("second");
                Mlops third = open("third")) {
            for (int priority : new int[] {-2, 5, 0, 5, -2, 7, 3}) {
                first.pipelines().enqueue(pipeline, Document.nothing(), priority);
            }
            second.pipelines().enqueue(pipeline, Document.nothing());
            third.pipelines().enqueue(pipeline, Document.nothing());
            List<PipelineWorker> workers = List.of(
                    first.pipelines().work(pipeline),
                    second.pipelines().work(pipeline),
                    third.pipelines().work(pipeline));
            all.await();
            workers.forEach(PipelineWorker::close);
        }
        assertThat(begun).hasSize(9);
        assertThat(begun.subList(0, 3)).containsExactlyInAnyOrder("p-6", "p-2", "p-4");
        assertThat(begun.subList(3, 6)).containsExactlyInAnyOrder("p-7", "p-8", "p-9");
        assertThat(begun.subList(6, 9)).containsExactlyInAnyOrder("p-3", "p-1", "p-5");
    }

    private Mlops open(String who) throws Exception {
        return SleepingPipeline.open(TestServer.open(scratch), scratch.resolve(who), who);
    }
}
