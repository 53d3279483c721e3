// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.core.environment.ProcessEnvironment;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.registry.ApprovalPolicy;

/** Runs that wait while the program is built anew; OtherEnvironmentTest has one of another process. */
class ChangedCodeTest {

    private static final Digest BEFORE = new Digest("b".repeat(64));

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private static Pipeline.Builder pipeline() {
        return Pipeline.named("p")
                .approval("sign-off", ApprovalPolicy.of(1))
                .step("train", step -> Document.of("done"));
    }

    /** {@return a run that was signed off and is to be carried on, as a process with other code has left it} */
    private String left(Pipeline pipeline) {
        String id =
                store.mlops().pipelines().start(pipeline, Document.nothing()).id();
        store.mlops().as(Actor.of("ben")).pipelines().approve(id, "looks right");
        store.mlops().metadata().write(writer -> {
            StoredRun run = StoredRun.load(writer, id);
            new StoredRun(
                            run.id(),
                            run.number(),
                            run.pipeline(),
                            run.plan(),
                            run.status(),
                            run.author(),
                            run.parameters(),
                            run.started(),
                            run.priority(),
                            run.claim(),
                            run.owner(),
                            run.due(),
                            run.product(),
                            List.of(BEFORE))
                    .put(writer);
            return run;
        });
        return id;
    }

    private List<String> resumptions(String run) {
        return store.mlops().audit().about(run).stream()
                .filter(entry -> entry.action().equals("pipeline.resume"))
                .map(AuditEntry::reason)
                .toList();
    }

    @Test
    void aRunThatGoesOnWithTheSameCodeSaysNothingOfIt() {
        Pipeline pipeline = pipeline().sameCode().build();
        String id =
                store.mlops().pipelines().start(pipeline, Document.nothing()).id();
        store.mlops().as(Actor.of("ben")).pipelines().approve(id, "looks right");
        PipelineRun done = store.mlops().pipelines().resume(pipeline, id);
        assertThat(done.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(done.code()).containsExactly(ProcessEnvironment.code());
        assertThat(resumptions(id)).containsExactly("");
    }

    @Test
    void aRunThatGoesOnWithOtherCodeSaysSoInItsRecordAndInTheAuditLog() {
        Pipeline pipeline = pipeline().build();
        String id = left(pipeline);
        PipelineRun done = store.mlops().pipelines().resume(pipeline, id);
        assertThat(done.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(done.code()).containsExactly(BEFORE, ProcessEnvironment.code());
        assertThat(resumptions(id))
                .containsExactly("the code has changed from class path " + BEFORE.brief() + " to "
                        + ProcessEnvironment.code().brief());
    }

    @Test
    void aPipelineThatAsksForTheSameCodeGoesOnWithNoOther() {
        Pipeline pipeline = pipeline().sameCode().build();
        String id = left(pipeline);
        assertThatThrownBy(() -> store.mlops().pipelines().resume(pipeline, id))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining(id)
                .hasMessageContaining(BEFORE.hex());
        assertThat(store.mlops().pipelines().resumeAll(pipeline))
                .as("is left out")
                .isEmpty();
        assertThat(store.mlops().pipelines().find(id).orElseThrow().stage("train"))
                .isEmpty();
        assertThat(store.mlops().pipelines().resume(pipeline().build(), id).status())
                .isEqualTo(Status.SUCCEEDED);
    }
}
