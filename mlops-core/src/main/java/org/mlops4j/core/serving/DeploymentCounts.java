// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.mlops4j.serving.Routing;
import org.mlops4j.spi.Telemetry;
import org.mlops4j.spi.Telemetry.Outcome;
import org.mlops4j.spi.Telemetry.PredictionMeter;

/** What becomes of the requests of a deployment, beside what its routes count. Allocates nothing. Thread-safe. */
final class DeploymentCounts {

    /** Takes what a constant answers. */
    private final PredictionMeter constantMeter;

    /** Takes what comes to no route. */
    private final PredictionMeter strayMeter;

    private final Latencies latencies = new Latencies();
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder besideRoutes = new LongAdder();

    DeploymentCounts(String deployment, Telemetry telemetry) {
        this.constantMeter = telemetry.predictions(deployment, Routing.FALLBACK, null);
        this.strayMeter = telemetry.predictions(deployment, Telemetry.NO_ROUTE, null);
    }

    /** Takes that a prediction is refused because the deployment is stopped. */
    void stopped() {
        strayMeter.predicted(null, Outcome.REFUSED, 0);
    }

    /** Takes that a request does not fit or that its features cannot be read. */
    void unreadable(String requestId, Outcome outcome, long nanos) {
        unreadable.increment();
        strayMeter.predicted(requestId, outcome, nanos);
    }

    /**
     * Takes an answer that no route counts: a constant, or the shadow that was asked for by its version.
     *
     * <p>It is counted apart from {@link #answered}, since a score is not always timed.
     */
    void besideRoutes() {
        besideRoutes.increment();
    }

    /**
     * Takes how long an answer took.
     *
     * @param model that gave it, {@code null} for a constant
     * @param stripe of {@link InFlight#stripe}
     */
    void answered(@Nullable ServedModel model, @Nullable String requestId, int stripe, long nanos) {
        latencies.record(stripe, nanos);
        PredictionMeter meter = model == null ? constantMeter : model.meter();
        meter.predicted(requestId, Outcome.SUCCEEDED, nanos);
    }

    long answeredBesideRoutes() {
        return besideRoutes.sum();
    }

    long unreadable() {
        return unreadable.sum();
    }

    Duration percentile(double percentile) {
        return latencies.percentile(percentile);
    }
}
