// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.registry.ApprovalPolicy;

/** The approvals of runs that ana starts, by the same policies as those of versions. */
class PipelineApprovalsTest {

    private static final Actor BEN = Actor.of("ben");
    private static final Actor CLEO = Actor.of("cleo");
    private static final Actor DAN = Actor.of("dan");

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private String waiting(Pipeline pipeline) {
        PipelineRun run = store.mlops().pipelines().start(pipeline, Document.nothing());
        assertThat(run.status()).isEqualTo(Status.WAITING);
        return run.id();
    }

    private static Pipeline pipeline(ApprovalPolicy policy) {
        return Pipeline.named("p")
                .approval("sign-off", policy)
                .step("promote", step -> Document.of("done"))
                .build();
    }

    private PipelineRun approve(Actor actor, String run) {
        return store.mlops().as(actor).pipelines().approve(run, "looks right");
    }

    private Status resumed(Pipeline pipeline, String run) {
        return store.mlops().pipelines().resume(pipeline, run).status();
    }

    @Test
    void anApprovalThatIsTooOldDoesNotCountAndMayBeGivenAgain() {
        Pipeline pipeline = pipeline(ApprovalPolicy.of(2).validFor(Duration.ofDays(1)));
        String run = waiting(pipeline);
        approve(BEN, run);
        store.clock().advance(Duration.ofDays(2));
        approve(CLEO, run);
        assertThat(resumed(pipeline, run)).isEqualTo(Status.WAITING);
        approve(BEN, run);
        assertThat(resumed(pipeline, run)).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void whatExpiresBeforeTheRunGoesOnIsAskedForAgain() {
        Pipeline pipeline = pipeline(ApprovalPolicy.of(1).validFor(Duration.ofDays(1)));
        String run = waiting(pipeline);
        assertThat(approve(BEN, run).due()).as("can go on").isNotNull();
        store.clock().advance(Duration.ofDays(2));
        assertThat(resumed(pipeline, run)).isEqualTo(Status.WAITING);
        assertThat(store.mlops().pipelines().find(run).orElseThrow().due()).isNull();
        approve(BEN, run);
        assertThat(resumed(pipeline, run)).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void whoActsByADelegatedRoleIsOnePersonWithWhoDelegatedIt() {
        store.mlops().governance().roles().grant("ml-lead", BEN, "");
        store.mlops().governance().roles().grant("ml-lead", CLEO, "");
        store.mlops()
                .as(BEN)
                .governance()
                .roles()
                .delegate("ml-lead", DAN, store.clock().instant().plus(Duration.ofDays(7)), "on holiday");
        Pipeline pipeline = pipeline(ApprovalPolicy.of(2).by("ml-lead"));
        String run = waiting(pipeline);
        approve(DAN, run);
        approve(BEN, run);
        assertThat(resumed(pipeline, run)).as("dan acts for ben").isEqualTo(Status.WAITING);
        approve(CLEO, run);
        assertThat(resumed(pipeline, run)).isEqualTo(Status.SUCCEEDED);

        store.clock().advance(Duration.ofDays(7));
        String later = waiting(pipeline);
        assertThatThrownBy(() -> approve(DAN, later))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("has not the role");
    }

    @Test
    void whoActsForTheAuthorIsNoSecondPairOfEyes() {
        store.mlops().governance().roles().grant("ml-lead", Actor.of("ana"), "");
        store.mlops()
                .governance()
                .roles()
                .delegate("ml-lead", BEN, store.clock().instant().plusSeconds(60), "");
        String run = waiting(pipeline(ApprovalPolicy.of(1).by("ml-lead")));
        assertThatThrownBy(() -> approve(BEN, run)).isInstanceOf(RejectedException.class);
    }

    @Test
    void anApprovalIsTakenBackBeforeTheRunGoesOnWithIt() {
        Pipeline pipeline = pipeline(ApprovalPolicy.of(1));
        String run = waiting(pipeline);
        assertThatThrownBy(() -> store.mlops().pipelines().revokeApproval(run, BEN, "not given yet"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("'ben' has not approved stage 'sign-off'");
        approve(BEN, run);
        store.mlops().as(BEN).pipelines().revokeApproval(run, BEN, "read the wrong report");
        assertThat(store.mlops().pipelines().resumeAll(pipeline))
                .extracting(PipelineRun::status)
                .containsOnly(Status.WAITING);
        assertThat(store.mlops().pipelines().find(run).orElseThrow().due()).isNull();
        approve(BEN, run);
        assertThat(resumed(pipeline, run)).isEqualTo(Status.SUCCEEDED);
        assertThatThrownBy(() -> store.mlops().pipelines().revokeApproval(run, BEN, "too late"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("does not wait");
        assertThat(store.mlops().audit().about(run + "/sign-off"))
                .extracting(entry -> entry.actor().name() + " " + entry.action())
                .contains("ben pipeline.revoke-approval");
    }
}
