// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.PipelineWorker;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.pipeline.Schedule;

class PriorityTest {

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    private Pipeline.Builder traced(String name) {
        return Pipeline.named(name).step("step", step -> {
            order.add(step.run());
            return Document.nothing();
        });
    }

    private Pipelines pipelines() {
        return store.mlops().pipelines();
    }

    @Test
    void aRunThatIsEnqueuedIsCarriedOnByWhoeverWorksOnItsPipeline() {
        Pipeline pipeline = traced("p").priority(3).build();
        PipelineRun enqueued = store.mlops()
                .as(Actor.of("ben"))
                .pipelines()
                .enqueue(pipeline, Document.object().with("depth", 6));
        assertThat(enqueued.status()).isEqualTo(Status.WAITING);
        assertThat(enqueued.author()).isEqualTo(Actor.of("ben"));
        assertThat(enqueued.priority()).isEqualTo(3);
        assertThat(order).isEmpty();

        store.reopen();
        assertThat(pipelines().resumeAll(pipeline)).singleElement().satisfies(run -> {
            assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
            assertThat(run.parameters()).isEqualTo(Document.object().with("depth", 6));
            assertThat(run.priority()).isEqualTo(3);
        });
        assertThat(store.mlops().audit().about("p-1"))
                .extracting(entry -> entry.action())
                .startsWith("pipeline.enqueue", "pipeline.resume");
    }

    @Test
    void theGreatestPriorityIsFirstAndOfEqualOnesTheOldest() {
        Pipeline pipeline = traced("p").build();
        for (int priority : new int[] {0, -1, 7, 0, 7, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            pipelines().enqueue(pipeline, Document.nothing(), priority);
        }
        assertThat(pipelines().resumeAll(pipeline)).hasSize(7);
        assertThat(order).containsExactly("p-6", "p-3", "p-5", "p-1", "p-4", "p-2", "p-7");
    }

    @Test
    void itCountsAcrossPipelinesAndForScheduledRunsToo() {
        Pipeline first = traced("first").build();
        Pipeline second = traced("second").priority(1).build();
        pipelines().schedule(first, Schedule.daily(LocalTime.of(2, 30), ZoneId.of("UTC")));
        pipelines().schedule(second, Schedule.daily(LocalTime.of(2, 30), ZoneId.of("UTC")));
        pipelines().enqueue(first, Document.nothing(), 2);
        store.clock().advance(Duration.ofDays(1));
        pipelines().resumeAll(first, second);
        assertThat(order).containsExactly("first-1", "second-1", "first-2");
    }

    @Test
    void aRunThatEnqueuesTheNextOneDoesNotHoldItsCallerForEver() {
        Pipeline[] chain = new Pipeline[1];
        chain[0] = Pipeline.named("chain")
                .step("step", step -> {
                    pipelines().enqueue(chain[0], Document.nothing(), 100);
                    return Document.nothing();
                })
                .build();
        pipelines().enqueue(chain[0], Document.nothing());
        assertThat(pipelines().resumeAll(chain)).hasSize(1);
        assertThat(pipelines().resumeAll(chain)).hasSize(1);
    }

    @Test
    @Timeout(60)
    void aWorkerTakesUpNextWhatCameWhileItWasAtWork() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(4);
        Pipeline pipeline = Pipeline.named("p")
                .step("step", step -> {
                    order.add(step.run());
                    atWork.countDown();
                    goOn.await();
                    all.countDown();
                    return Document.nothing();
                })
                .build();
        pipelines().enqueue(pipeline, Document.nothing());
        pipelines().enqueue(pipeline, Document.nothing());
        try (PipelineWorker worker = pipelines().work(pipeline)) {
            assertThat(worker).isNotNull();
            atWork.await();
            pipelines().enqueue(pipeline, Document.nothing());
            pipelines().enqueue(pipeline, Document.nothing(), 1);
            goOn.countDown();
            all.await();
        }
        assertThat(order).containsExactly("p-1", "p-4", "p-2", "p-3");
    }
}
