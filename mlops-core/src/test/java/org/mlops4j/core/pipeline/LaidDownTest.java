// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.pipeline.RetryPolicy;
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.ApprovalPolicy;

/** Who carries a run on knows how it stands without reading it again. */
class LaidDownTest {

    private static final StepOptions THRICE =
            StepOptions.defaults().retry(RetryPolicy.attempts(3).resting(Duration.ofMinutes(1), Duration.ofMinutes(1)));

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private Pipelines pipelines() {
        return store.mlops().pipelines();
    }

    private static Pipeline.Builder named(String name) {
        return Pipeline.named(name)
                .step("small", step -> Document.object().with("nan", Double.NaN).with("seed", step.seed("draw")))
                .step("large", step -> Document.of("ä".repeat(StageOutputs.INLINE)))
                .step("skipped", StepOptions.defaults().when(step -> false), step -> Document.nothing());
    }

    private void requireAsStored(PipelineRun run, Status status) {
        assertThat(run.status()).isEqualTo(status);
        assertThat(run).isEqualTo(pipelines().find(run.id()).orElseThrow());
    }

    @Test
    void whateverBecameOfARunIsGivenAsItIsStored() {
        Document parameters = Document.object().with("depth", 6);
        requireAsStored(pipelines().start(named("ends").build(), parameters), Status.SUCCEEDED);
        Pipeline refused = named("refused")
                .gate("gate", step -> Verdict.fail("worse", Document.nothing()))
                .build();
        requireAsStored(pipelines().start(refused, parameters), Status.REJECTED);
        Pipeline signed =
                named("signed").approval("sign-off", ApprovalPolicy.of(1)).build();
        requireAsStored(pipelines().start(signed, parameters), Status.WAITING);
        Pipeline later = named("later")
                .await("labels", Duration.ofHours(1), step -> Optional.empty())
                .build();
        requireAsStored(pipelines().start(later, parameters), Status.WAITING);
    }

    @Test
    void triesAreGivenAsTheyAreStored() {
        Pipeline failing = named("failing")
                .step("throws", THRICE, step -> {
                    throw new IOException("try " + step.attempt());
                })
                .build();
        requireAsStored(pipelines().start(failing, Document.nothing()), Status.WAITING);
        for (Status status : new Status[] {Status.WAITING, Status.FAILED}) {
            store.clock().advance(Duration.ofMinutes(2));
            requireAsStored(pipelines().resumeAll(failing).get(0), status);
        }
    }

    @Test
    void aRunIsAsManyTransactionsAsItHasStepsAndOneMore() {
        pipelines().start(named("first").build(), Document.nothing());
        long before = store.mlops().audit().verify();
        Pipeline two = Pipeline.named("two")
                .step("one", step -> Document.nothing())
                .step("other", step -> Document.nothing())
                .build();
        pipelines().start(two, Document.nothing());
        assertThat(store.mlops().audit().verify() - before).isEqualTo(3);
        pipelines().enqueue(two, Document.nothing());
        pipelines().resumeAll(two);
        assertThat(store.mlops().audit().verify() - before).isEqualTo(7);
    }
}
