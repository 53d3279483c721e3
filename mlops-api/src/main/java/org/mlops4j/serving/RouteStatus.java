// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.mlops4j.registry.ModelVersion;

/**
 * How a route of a deployment stands in this process.
 *
 * @param name such as {@code champion} or {@code canary}
 * @param version what it answers with, or {@code null} if its alias points nowhere yet
 * @param answered how many requests it answered since it was there; the shadow answers nobody, so how many it predicted
 * @param errors how many it failed to answer
 * @param resting whether it rests after failures, see {@link Breaker}
 * @param p50 the median latency of the requests that were sent this way, sampled; zero if there were none
 * @param p99 the 99th percentile
 */
public record RouteStatus(
        String name,
        @Nullable ModelVersion version,
        long answered,
        long errors,
        boolean resting,
        Duration p50,
        Duration p99) {}
