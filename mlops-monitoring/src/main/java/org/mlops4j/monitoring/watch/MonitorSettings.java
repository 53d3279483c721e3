// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a monitor was built with.
 *
 * @param name the name of the monitor
 * @param deployment what it watches
 * @param predictions the stream of predictions
 * @param route whose predictions count
 * @param measures of every window, without labels
 * @param labels where the truth comes from
 * @param outcomes of every window, with labels
 * @param conceptDrift detectors that run over all windows
 * @param windows how predictions are cut into windows
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
        List<WindowMeasure> measures,
        Labels labels,
        List<OutcomeMeasure> outcomes,
        ConceptDrift conceptDrift,
        Windows windows,
        @Nullable Instant from,
        Duration lateness,
        Duration maturity,
        RuleBook rules) {

    /** {@return when the labels of a window that ends then count as known} */
    Instant known(Instant end) {
        return end.plus(labels.wait(maturity));
    }
}
