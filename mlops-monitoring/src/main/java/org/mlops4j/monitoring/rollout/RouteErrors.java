// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import org.mlops4j.monitoring.sequential.BetaBinomialTest;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.RouteStatus;
import org.mlops4j.serving.Routing;

/**
 * What the routes of a deployment in this process had answered and failed to answer when they were counted.
 *
 * @param champion of the champion's route
 * @param trial of the canary or the shadow
 */
record RouteErrors(Counts champion, Counts trial) {

    static final RouteErrors NONE = new RouteErrors(Counts.NONE, Counts.NONE);

    /** Answers and errors of a route since it was there. */
    record Counts(long answered, long errors) {

        static final Counts NONE = new Counts(0, 0);

        /** {@return what came on top; all, if the route was made anew since} */
        Counts since(Counts before) {
            return answered >= before.answered && errors >= before.errors
                    ? new Counts(answered - before.answered, errors - before.errors)
                    : this;
        }
    }

    static RouteErrors of(Deployment deployment, RolloutStage stage) {
        String trial = stage instanceof RolloutStage.Canary ? Routing.CANARY : Routing.SHADOW;
        return new RouteErrors(counts(deployment, Routing.CHAMPION), counts(deployment, trial));
    }

    private static Counts counts(Deployment deployment, String route) {
        for (RouteStatus status : deployment.status().routes()) {
            if (status.name().equals(route)) {
                return new Counts(status.answered(), status.errors());
            }
        }
        return Counts.NONE;
    }

    RouteErrors since(RouteErrors before) {
        return new RouteErrors(champion.since(before.champion), trial.since(before.trial));
    }

    /** {@return whether a test was fed} The champion's are added first, so that a pause in between harms nobody. */
    boolean addTo(BetaBinomialTest test, RolloutStage stage) {
        long before = test.count();
        if (stage instanceof RolloutStage.Watch) {
            add(test, champion.answered, false);
            add(test, champion.errors, true);
        } else {
            add(test, champion.errors, false);
            add(test, trial.errors, true);
        }
        return test.count() > before;
    }

    private static void add(BetaBinomialTest test, long events, boolean candidate) {
        for (long i = 0; i < events; i++) {
            test.add(candidate);
        }
    }
}
