// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Routing;
import org.mlops4j.testkit.crash.MortalMetadata;

/** The process that carries a rollout on dies before or after any of its commits; another one goes on from there. */
class DyingRolloutTest {

    private static final Duration STAGE = Duration.ofHours(1);
    private static final RolloutPlan PLAN = RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.2)
            .shadow(STAGE)
            .watch(STAGE);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachStepIsTakenOnceWhereverTheProcessDies(boolean before) {
        int commit = 0;
        boolean died = true;
        while (died) {
            commit++;
            String where = (before ? "before" : "after") + " commit " + commit;
            died = dieAndGoOn(directory.resolve("commit " + commit), commit, before, where);
        }
        assertThat(commit).as("commits").isGreaterThan(8);
    }

    private static boolean dieAndGoOn(Path directory, int commit, boolean before, String where) {
        ModelVersion candidate;
        try (Service service = Service.open(directory)) {
            candidate = service.register(1.2, 0);
        }
        boolean died = live(directory, candidate, commit, before);
        try (Service service = Service.reopen(directory, Duration.ofDays(1))) {
            goOn(service, candidate);
            assertWhole(service, candidate, where);
        }
        return died;
    }

    private static void goOn(Service service, ModelVersion candidate) {
        Rollout rollout = service.rollout();
        if (rollout.find().isEmpty()) {
            rollout.start(candidate, PLAN, "passed its gates");
        }
        while (!rollout.advance().phase().over()) {
            service.requests(400);
            service.pass(STAGE);
        }
    }

    private static void assertWhole(Service service, ModelVersion candidate, String where) {
        assertThat(service.rollout().find().orElseThrow().phase()).as(where).isEqualTo(RolloutPhase.SUCCEEDED);
        assertThat(service.deployment().champion()).as(where).isEqualTo(candidate);
        Routing routing = service.deployment().routing();
        assertThat(routing.findShadow()).as(where).isEmpty();
        assertThat(routing.arms()).as(where).isEmpty();
        List<String> moves = service.mlops().audit().about("m@champion").stream()
                .map(AuditEntry::action)
                .filter("alias.move"::equals)
                .toList();
        assertThat(moves).as(where).hasSize(2);
        assertThat(service.mlops().audit().verify()).isPositive();
    }

    /** {@return whether the process died before the rollout was over} */
    private static boolean live(Path directory, ModelVersion candidate, int commit, boolean before) {
        try (EmbeddedStores stores = EmbeddedStores.open(directory)) {
            MortalMetadata mortal = new MortalMetadata(stores.metadata(), commit, before, () -> {
                throw new Death();
            });
            try (Service service = Service.reopen(directory, Duration.ZERO, builder -> builder.metadata(mortal))) {
                goOn(service, candidate);
                return false;
            }
        } catch (Death e) {
            return true;
        }
    }

    /** The end of a process, as far as one can die in a test. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }
}
