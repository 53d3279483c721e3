// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.Telemetry;

/** Keeps what it is told as one line each, without times. Thread-safe. */
public final class RecordingTelemetry implements Telemetry {

    private final Map<String, LongSupplier> queues = new ConcurrentHashMap<>();
    private final List<String> told = new ArrayList<>();

    public RecordingTelemetry() {}

    /** {@return the lines that begin with this} */
    public synchronized List<String> told(String beginning) {
        return told.stream().filter(line -> line.startsWith(beginning)).toList();
    }

    @Override
    public PredictionMeter predictions(String deployment, String route, @Nullable ModelVersion version) {
        String by = version == null ? "-" : version.toString();
        return (requestId, outcome, nanos) -> {
            requireTime(nanos);
            add("prediction " + deployment + " " + route + " " + by + " " + outcome + " " + requestId);
        };
    }

    @Override
    public ProtectionMeter protection(String deployment, String route, ModelVersion version) {
        String of = deployment + " " + route + " " + version;
        return new ProtectionMeter() {
            @Override
            public void lookedUp(boolean known) {
                add("cache " + of + " " + known);
            }

            @Override
            public void batched(int rows, long waitedNanos) {
                requireTime(waitedNanos);
                add("batch " + of + " " + rows);
            }
        };
    }

    @Override
    public Timing featureReads(String service) {
        return timing("read " + service);
    }

    @Override
    public Timing featurePushes(String view) {
        return timing("push " + view);
    }

    @Override
    public Timing transactions() {
        return timing("transaction");
    }

    @Override
    public void modelLoaded(ModelLoad load) {
        requireTime(load.duration().toNanos());
        add("load " + load.deployment() + " " + load.route() + " " + load.version() + " " + load.outcome());
    }

    @Override
    public void unlogged(String deployment, long rows) {
        add("unlogged " + deployment + " " + rows);
    }

    @Override
    public Runnable queueOpened(String deployment, String queue, LongSupplier waiting) {
        String key = deployment + " " + queue;
        queues.put(key, waiting);
        return () -> {
            queues.remove(key);
            add("queue " + key + " ended");
        };
    }

    /** {@return how many wait in each queue that is there now} */
    public SortedMap<String, Long> queues() {
        SortedMap<String, Long> waiting = new TreeMap<>();
        queues.forEach((key, depth) -> waiting.put(key, depth.getAsLong()));
        return waiting;
    }

    @Override
    public void stepEnded(StepAttempt attempt) {
        add("step " + attempt.pipeline() + " " + attempt.run() + " " + attempt.stage() + " " + attempt.number() + " "
                + attempt.outcome() + " " + attempt.duration());
    }

    @Override
    public void signal(String monitor, Signal signal) {
        add("signal " + monitor + " " + signal.name());
    }

    @Override
    public void alert(Alert alert) {
        add("alert " + alert.id());
    }

    private Timing timing(String what) {
        return (outcome, rows, nanos) -> {
            requireTime(nanos);
            add(what + " " + outcome + " " + rows);
        };
    }

    private synchronized void add(String line) {
        told.add(line);
    }

    private static void requireTime(long nanos) {
        if (nanos < 0 || nanos > 60_000_000_000L) {
            throw new AssertionError("no time that a test takes: " + nanos);
        }
    }
}
