// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.features.VectorReader;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.profile.ReferenceProfile;

/**
 * What a monitor watches.
 *
 * @param name unique in the store
 * @param deployment whose predictions
 * @param features the features that they were made from
 * @param reference what the features looked like in training, or {@code null} for no drift
 * @param drift when a difference from it counts
 * @param start where the first window begins
 * @param window how long a window is
 * @param maturity how long after the end of a window its labels may come
 * @param rules with their sinks
 */
record MonitorSpec(
        String name,
        String deployment,
        VectorReader features,
        @Nullable ReferenceProfile reference,
        DriftPolicy drift,
        Instant start,
        Duration window,
        Duration maturity,
        List<WatchedRule> rules) {}
