// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a deployment stands.
 *
 * @param stopped the reason if a kill switch is on, else {@code null}
 * @param predictions how many predictions were answered since the deployment was opened
 * @param errors how many failed
 * @param unlogged how many were not logged because the queue was full or the log failed, those of the shadow too
 * @param queued how many predictions and labels wait for the log now, and requests for the shadow; beyond some tens of
 *     thousands of each they are dropped, or make predictions wait, as {@link PredictionLogging#whenFull()} says
 * @param shadowErrors how many predictions of the shadow failed; they reach no caller
 * @param p50 the median latency of features and model, sampled
 * @param p99 the 99th percentile
 * @param routes each route by itself: champion, arms, segments, fallback, shadow
 */
public record DeploymentStatus(
        @Nullable String stopped,
        long predictions,
        long errors,
        long unlogged,
        long queued,
        long shadowErrors,
        Duration p50,
        Duration p99,
        List<RouteStatus> routes) {
    /** Copies the routes. */
    public DeploymentStatus {
        routes = List.copyOf(routes);
    }
}
