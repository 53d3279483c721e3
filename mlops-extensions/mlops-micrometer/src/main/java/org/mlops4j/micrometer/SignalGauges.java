// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.mlops4j.monitoring.Signal;

/** The latest value of each signal as a gauge. Thread-safe. */
final class SignalGauges {

    /** Of a model with some hundred features, all of them; a registry has to stay readable. */
    static final int MOST = 1_000;

    private final MeterRegistry registry;
    private final Map<String, Map<String, AtomicReference<Double>>> values = new HashMap<>();

    SignalGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Shows a signal; one that finds no room is not shown. */
    synchronized void show(String monitor, Signal signal) {
        Map<String, AtomicReference<Double>> ofMonitor = values.computeIfAbsent(monitor, key -> new HashMap<>());
        AtomicReference<Double> known = ofMonitor.get(signal.name());
        if (known != null) {
            known.set(signal.value());
        } else if (ofMonitor.size() < MOST) {
            AtomicReference<Double> value = new AtomicReference<>(signal.value());
            ofMonitor.put(signal.name(), value);
            Gauge.builder("mlops.monitor.signal", value, AtomicReference::get)
                    .description("What a monitor measured last")
                    .tag("monitor", monitor)
                    .tag("signal", signal.name())
                    .register(registry);
        }
    }
}
