// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.telemetry;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.Telemetry;

/**
 * Tells two telemetries. Where one of them takes nothing, the meter is that of the other.
 *
 * @param first never throws
 * @param second never throws
 */
record BothTelemetries(Telemetry first, Telemetry second) implements Telemetry {

    @Override
    public PredictionMeter predictions(String deployment, String route, @Nullable ModelVersion version) {
        PredictionMeter one = first.predictions(deployment, route, version);
        PredictionMeter other = second.predictions(deployment, route, version);
        if (one == PredictionMeter.none()) {
            return other;
        }
        return other == PredictionMeter.none()
                ? one
                : (requestId, outcome, nanos) -> {
                    one.predicted(requestId, outcome, nanos);
                    other.predicted(requestId, outcome, nanos);
                };
    }

    @Override
    public ProtectionMeter protection(String deployment, String route, ModelVersion version) {
        ProtectionMeter one = first.protection(deployment, route, version);
        ProtectionMeter other = second.protection(deployment, route, version);
        if (one == ProtectionMeter.none()) {
            return other;
        }
        return other == ProtectionMeter.none() ? one : new BothProtections(one, other);
    }

    @Override
    public Timing featureReads(String service) {
        return both(first.featureReads(service), second.featureReads(service));
    }

    @Override
    public Timing featurePushes(String view) {
        return both(first.featurePushes(view), second.featurePushes(view));
    }

    @Override
    public Timing transactions() {
        return both(first.transactions(), second.transactions());
    }

    @Override
    public void modelLoaded(ModelLoad load) {
        first.modelLoaded(load);
        second.modelLoaded(load);
    }

    @Override
    public void unlogged(String deployment, long rows) {
        first.unlogged(deployment, rows);
        second.unlogged(deployment, rows);
    }

    @Override
    public Runnable queueOpened(String deployment, String queue, LongSupplier waiting) {
        Runnable one = first.queueOpened(deployment, queue, waiting);
        Runnable other = second.queueOpened(deployment, queue, waiting);
        return () -> {
            one.run();
            other.run();
        };
    }

    @Override
    public void stepEnded(StepAttempt attempt) {
        first.stepEnded(attempt);
        second.stepEnded(attempt);
    }

    @Override
    public void signal(String monitor, Signal signal) {
        first.signal(monitor, signal);
        second.signal(monitor, signal);
    }

    @Override
    public void alert(Alert alert) {
        first.alert(alert);
        second.alert(alert);
    }

    private static Timing both(Timing one, Timing other) {
        if (one == Timing.none()) {
            return other;
        }
        return other == Timing.none()
                ? one
                : (outcome, rows, nanos) -> {
                    one.took(outcome, rows, nanos);
                    other.took(outcome, rows, nanos);
                };
    }

    private record BothProtections(ProtectionMeter one, ProtectionMeter other) implements ProtectionMeter {

        @Override
        public void lookedUp(boolean known) {
            one.lookedUp(known);
            other.lookedUp(known);
        }

        @Override
        public void batched(int rows, long waitedNanos) {
            one.batched(rows, waitedNanos);
            other.batched(rows, waitedNanos);
        }
    }
}
