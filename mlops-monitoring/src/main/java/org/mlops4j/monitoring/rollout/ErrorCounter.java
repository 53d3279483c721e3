// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import java.time.Instant;
import org.mlops4j.monitoring.sequential.BetaBinomialTest;
import org.mlops4j.serving.Deployment;

/** Feeds the errors of the routes of this process into the test of a stage, each once. Not thread-safe. */
final class ErrorCounter {

    private final Deployment deployment;
    private Instant stage = Instant.MIN;
    private RouteErrors stored = RouteErrors.NONE;
    private RouteErrors read = RouteErrors.NONE;

    ErrorCounter(Deployment deployment) {
        this.deployment = deployment;
    }

    /** Errors from now on are of this stage. */
    void begin(RolloutState state) {
        stage = state.began();
        stored = RouteErrors.of(deployment, state.current());
        read = stored;
    }

    /** {@return whether there was anything to add since the last time that it was stored} */
    boolean addNew(RolloutState state, BetaBinomialTest errors) {
        if (!stage.equals(state.began())) {
            begin(state);
        }
        read = RouteErrors.of(deployment, state.current());
        return read.since(stored).addTo(errors, state.current());
    }

    /** Says that the test is stored with what was added last. */
    void stored() {
        stored = read;
    }
}
