// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.mlops4j.core.serving.PaymentReader.READER;
import static org.mlops4j.core.serving.PaymentReader.payment;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.error.RejectedException;
import org.mlops4j.governance.Inventory;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.Alias;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;

/** What one handle does, another handle on the same directory follows. */
class FollowingTest {

    /** A change is to be followed within a second; a busy machine gets more. */
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(5);

    @TempDir
    Path directory;

    private final ProbeFormat format = new ProbeFormat();
    private Mlops here;
    private Mlops there;
    private Deployment deployment;

    @BeforeEach
    void open() {
        here = open("ana");
        there = open("ben");
        Alias champion = there.registry().alias("m", "champion");
        champion.moveTo(there.registry().register("m", ProbeFormat.model(100, 2)), "first");
        deployment = here.serving().deploy(spec());
    }

    private Mlops open(String actor) {
        return Mlops.builder()
                .directory(directory)
                .actor(Actor.of(actor))
                .format(actor.equals("ana") ? format : new ProbeFormat())
                .open();
    }

    private static DeploymentSpec spec() {
        return DeploymentSpec.named("d").champion("m@champion").features(READER);
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - begin).as("waiting until " + what).isLessThan(DEADLINE_NANOS);
            assertThat(never.await(1, TimeUnit.MILLISECONDS)).isFalse();
        }
        System.out.println(what + " after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
    }

    private void move(double weight) {
        there.registry()
                .alias("m", "champion")
                .moveTo(there.registry().register("m", ProbeFormat.model(weight, 2)), "next");
    }

    private boolean answersWith(int number) {
        return deployment.champion().number() == number;
    }

    @Test
    void anAliasThatAnotherHandleMovesIsFollowed() throws Exception {
        move(200);
        await("version 2 answers", () -> answersWith(2));
        assertThat(deployment.predict("r", payment("ana", 1.0, 7)).value()).isEqualTo(200);

        there.registry().alias("m", "champion").rollback("worse");
        await("version 1 answers again", () -> answersWith(1));
    }

    @Test
    void aFormatWithABugDoesNotEndTheFollowing() throws Exception {
        move(13);
        assertThatThrownBy(deployment::refresh).isInstanceOf(NullPointerException.class);
        move(Double.NaN);
        move(200);
        await("version 4 answers", () -> answersWith(4));
        move(13);
        move(300);
        await("version 6 answers", () -> answersWith(6));
    }

    @Test
    void whatAnotherHandleStopsIsStoppedHereUntilItIsResumed() throws Exception {
        Deployment remote = there.serving().deploy(spec());
        remote.stop("it denies everybody");
        assertThatThrownBy(() -> remote.score(new double[2], new double[2])).isInstanceOf(RejectedException.class);

        await("it is stopped", () -> deployment.status().stopped() != null);
        assertThatThrownBy(() -> deployment.score(new double[2], new double[2]))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("it denies everybody")
                .hasMessageContaining("'d'");
        assertThatThrownBy(() -> deployment.predict("r", payment("ana", 1.0, 7)))
                .isInstanceOf(RejectedException.class);
        assertThat(deployment.status().errors()).isZero();
        assertThat(deployment.status().stopped()).isEqualTo("it denies everybody");

        deployment.resume("fixed");
        await("it is resumed there", () -> remote.status().stopped() == null);
        remote.score(new double[2], new double[2]);
        deployment.score(new double[2], new double[2]);

        assertThat(there.audit().entries(0, 100))
                .filteredOn(entry -> entry.action().matches("deployment\\.(stop|resume)"))
                .extracting(AuditEntry::action, AuditEntry::target, AuditEntry::actor, AuditEntry::reason)
                .containsExactly(
                        tuple("deployment.stop", "d", Actor.of("ben"), "it denies everybody"),
                        tuple("deployment.resume", "d", Actor.of("ana"), "fixed"));
    }

    @Test
    void aModelThatTakesLongToLoadHoldsUpNeitherStopsNorOtherDeployments() throws Exception {
        Alias other = there.registry().alias("m", "other");
        other.moveTo(there.registry().load("m", 1), "first");
        Deployment second = here.serving()
                .deploy(DeploymentSpec.named("e").champion("m@other").features(READER));
        move(14);
        assertThat(format.atGate.await(20, TimeUnit.SECONDS)).isTrue();

        there.audit().transact("deployment.stop", "d", "at once", tx -> {
            KillSwitch.stop(tx, "d", "at once");
            return tx;
        });
        await("it is stopped", () -> deployment.status().stopped() != null);
        other.moveTo(there.registry().register("m", ProbeFormat.model(300, 2)), "next");
        await("the other one answers with version 3", () -> second.champion().number() == 3);
        assertThat(deployment.champion().number()).isEqualTo(1);

        format.gate.countDown();
        await("version 2 answers", () -> answersWith(2));
    }

    @Test
    void aRecallMovesDeploymentsToTheModelBeforeAndStopsThoseThatHaveNone() throws Exception {
        move(200);
        await("version 2 answers", () -> answersWith(2));
        there.governance().recall(there.registry().load("m", 2), "wrong labels");
        await("version 1 answers again", () -> answersWith(1));
        there.governance().recall(there.registry().load("m", 1), "the same labels");
        await("it is stopped", () -> deployment.status().stopped() != null);
        assertThatThrownBy(() -> deployment.score(new double[2], new double[2]))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("m/1 was recalled: the same labels");
        assertThatThrownBy(() -> there.serving()
                        .deploy(DeploymentSpec.named("e").champion("m/1").features(READER)))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("m/1 is not served: it was recalled by ben");
    }

    @Test
    void aDeploymentThatTheInventoryDoesNotNameIsRefused() {
        there.governance()
                .writeInventory("m", Inventory.builder().deployments("d").build(), "pilot");
        assertThatThrownBy(() -> there.serving()
                        .deploy(DeploymentSpec.named("e").champion("m@champion").features(READER)))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("deployment 'e' may not serve m/1");
        there.serving().deploy(spec()).close();
    }

    @Test
    void aStopOutlivesTheProcess() {
        deployment.stop("for good");
        here.close();
        here = open("ana");
        deployment = here.serving().deploy(spec());
        assertThatThrownBy(() -> deployment.score(new double[2], new double[2]))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("for good");
    }
}
