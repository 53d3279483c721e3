// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.monitoring.drift.DriftPolicy;

/**
 * What a monitor was built with.
 *
 * @param name the name of the monitor
 * @param deployment what it watches
 * @param predictions the stream of predictions
 * @param route whose predictions count
 * @param reference what inputs are compared with
 * @param policy when a change is drift
 * @param measure how outputs are held against labels
 * @param referencePerformance by metric
 * @param grid the windows
 * @param from the first window holds this instant; {@code null} for that of the first prediction
 * @param lateness how long predictions take to reach the log
 * @param maturity how long labels may take
 * @param rules when somebody is told, and who
 */
record MonitorSettings(
        String name,
        String deployment,
        String predictions,
        String route,
        InputReference reference,
        DriftPolicy policy,
        PerformanceMeasure measure,
        Map<String, Double> referencePerformance,
        WindowGrid grid,
        @Nullable Instant from,
        Duration lateness,
        Duration maturity,
        RuleBook rules) {}
