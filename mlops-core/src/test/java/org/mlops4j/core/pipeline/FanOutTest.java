// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Status;

class FanOutTest {

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private final Map<Long, Integer> done = new ConcurrentHashMap<>();

    private static List<Document> numbers(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> (Document) Document.of(number))
                .toList();
    }

    private PipelineRun start(Pipeline pipeline) {
        return store.mlops().pipelines().start(pipeline, Document.nothing());
    }

    private PipelineRun resume(Pipeline pipeline) {
        return store.mlops().pipelines().resume(pipeline, "p-1");
    }

    private Document square(Document item) {
        done.merge(item.whole(), 1, Integer::sum);
        return Document.of(item.whole() * item.whole());
    }

    @Test
    void everyItemIsDoneAndTheOutputsAreInTheOrderOfTheItems() {
        Pipeline pipeline = Pipeline.named("p")
                .concurrency(3)
                .each("square", step -> numbers(20), (step, item) -> square(item))
                .step(
                        "sum",
                        step -> Document.of(step.output("square").list().stream()
                                .mapToLong(Document::whole)
                                .sum()))
                .build();
        PipelineRun run = start(pipeline);
        assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(run.stage("square").orElseThrow().output().list())
                .extracting(Document::whole)
                .startsWith(0L, 1L, 4L, 9L)
                .hasSize(20);
        assertThat(run.stage("sum").orElseThrow().output()).isEqualTo(Document.of(2_470));
        assertThat(done).hasSize(20).containsValue(1).doesNotContainValue(2);
    }

    @Test
    void itemsRunSideBySide() throws InterruptedException {
        CyclicBarrier three = new CyclicBarrier(3);
        Pipeline pipeline = Pipeline.named("p")
                .concurrency(3)
                .each("meet", step -> numbers(3), (step, item) -> {
                    three.await(1, TimeUnit.MINUTES);
                    return item;
                })
                .build();
        assertThat(start(pipeline).status()).isEqualTo(Status.SUCCEEDED);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("mlops4j-pipeline")) {
                // It has nothing to do any more, but may not be gone yet.
                thread.join(60_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void finishedItemsAreNotDoneAgainAfterAFailure() {
        AtomicInteger tries = new AtomicInteger();
        Pipeline pipeline = Pipeline.named("p")
                .each("square", step -> numbers(5), (step, item) -> {
                    if (item.whole() == 3 && tries.incrementAndGet() == 1) {
                        throw new IOException("no connection");
                    }
                    return square(item);
                })
                .build();
        assertThat(start(pipeline).status()).isEqualTo(Status.FAILED);
        store.reopen();
        PipelineRun run = resume(pipeline);
        assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(done)
                .containsOnly(Map.entry(0L, 1), Map.entry(1L, 1), Map.entry(2L, 1), Map.entry(3L, 1), Map.entry(4L, 1));
    }

    @Test
    void anItemThatHasChangedIsDoneAgain() {
        AtomicInteger lists = new AtomicInteger();
        AtomicInteger tries = new AtomicInteger();
        Pipeline pipeline = Pipeline.named("p")
                .each(
                        "square",
                        step -> lists.incrementAndGet() == 1
                                ? List.of(Document.of(1), Document.of(2), Document.of(9))
                                : List.of(Document.of(1), Document.of(5), Document.of(9)),
                        (step, item) -> {
                            if (item.whole() == 9 && tries.incrementAndGet() == 1) {
                                throw new IOException("no connection");
                            }
                            return square(item);
                        })
                .build();
        start(pipeline);
        assertThat(resume(pipeline).stage("square").orElseThrow().output())
                .isEqualTo(Document.list(Document.of(1), Document.of(25), Document.of(81)));
        assertThat(done).containsEntry(1L, 1);
    }

    @Test
    void eachItemHasItsOwnIdempotencyKeyAndNoItemsAreFine() {
        Pipeline pipeline = Pipeline.named("p")
                .each("keys", step -> numbers(2), (step, item) -> Document.of(step.idempotencyKey()))
                .each("none", step -> List.of(), (step, item) -> item)
                .build();
        PipelineRun run = start(pipeline);
        assertThat(run.stage("keys").orElseThrow().output().texts()).containsExactly("p-1/keys/0", "p-1/keys/1");
        assertThat(run.stage("none").orElseThrow().output()).isEqualTo(Document.list(List.of()));
    }
}
