// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.telemetry;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.Telemetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the library and a telemetry: what that one throws is counted and logged once a minute, and what is
 * measured goes on. A meter that takes nothing stays one. Allocates nothing unless something is thrown.
 */
public final class GuardedTelemetry implements Telemetry {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedTelemetry.class);

    private final Telemetry inner;
    private final LongAdder failures = new LongAdder();
    private final OncePerMinute complaints = new OncePerMinute();

    private GuardedTelemetry(Telemetry inner) {
        this.inner = inner;
    }

    /** {@return a telemetry that tells all of these, and never throws} */
    public static Telemetry of(List<Telemetry> telemetries) {
        return telemetries.stream()
                .<Telemetry>map(GuardedTelemetry::new)
                .reduce(BothTelemetries::new)
                .orElse(Telemetry.none());
    }

    @Override
    public PredictionMeter predictions(String deployment, String route, @Nullable ModelVersion version) {
        PredictionMeter meter = meter(() -> inner.predictions(deployment, route, version), PredictionMeter.none());
        return meter == PredictionMeter.none()
                ? meter
                : (requestId, outcome, nanos) -> {
                    try {
                        meter.predicted(requestId, outcome, nanos);
                    } catch (RuntimeException | LinkageError e) {
                        failed(e);
                    }
                };
    }

    @Override
    public ProtectionMeter protection(String deployment, String route, ModelVersion version) {
        ProtectionMeter meter = meter(() -> inner.protection(deployment, route, version), ProtectionMeter.none());
        return meter == ProtectionMeter.none() ? meter : new GuardedProtection(meter);
    }

    @Override
    public Timing featureReads(String service) {
        return guarded(meter(() -> inner.featureReads(service), Timing.none()));
    }

    @Override
    public Timing featurePushes(String view) {
        return guarded(meter(() -> inner.featurePushes(view), Timing.none()));
    }

    @Override
    public Timing transactions() {
        return guarded(meter(inner::transactions, Timing.none()));
    }

    @Override
    public void modelLoaded(ModelLoad load) {
        tell(() -> inner.modelLoaded(load));
    }

    @Override
    public void unlogged(String deployment, long rows) {
        tell(() -> inner.unlogged(deployment, rows));
    }

    @Override
    public Runnable queueOpened(String deployment, String queue, LongSupplier waiting) {
        Runnable end = meter(() -> inner.queueOpened(deployment, queue, waiting), () -> {});
        return () -> tell(end);
    }

    @Override
    public void stepEnded(StepAttempt attempt) {
        tell(() -> inner.stepEnded(attempt));
    }

    @Override
    public void signal(String monitor, Signal signal) {
        tell(() -> inner.signal(monitor, signal));
    }

    @Override
    public void alert(Alert alert) {
        tell(() -> inner.alert(alert));
    }

    private Timing guarded(Timing timing) {
        return timing == Timing.none()
                ? timing
                : (outcome, rows, nanos) -> {
                    try {
                        timing.took(outcome, rows, nanos);
                    } catch (RuntimeException | LinkageError e) {
                        failed(e);
                    }
                };
    }

    private <T> T meter(Supplier<T> asked, T none) {
        try {
            return requireNonNull(asked.get(), "the telemetry gave null for a meter");
        } catch (RuntimeException | LinkageError e) {
            failed(e);
            return none;
        }
    }

    private void tell(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | LinkageError e) {
            failed(e);
        }
    }

    private void failed(Throwable e) {
        failures.increment();
        if (complaints.isDue(System.nanoTime())) {
            LOG.warn(
                    "telemetry {} failed, {} times so far; measurements are lost, the work goes on",
                    inner.getClass().getName(),
                    failures.sum(),
                    e);
        }
    }

    /** What stands before a model goes on as well. */
    private final class GuardedProtection implements ProtectionMeter {

        private final ProtectionMeter meter;

        GuardedProtection(ProtectionMeter meter) {
            this.meter = meter;
        }

        @Override
        public void lookedUp(boolean known) {
            try {
                meter.lookedUp(known);
            } catch (RuntimeException | LinkageError e) {
                failed(e);
            }
        }

        @Override
        public void batched(int rows, long waitedNanos) {
            try {
                meter.batched(rows, waitedNanos);
            } catch (RuntimeException | LinkageError e) {
                failed(e);
            }
        }
    }
}
