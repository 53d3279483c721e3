// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.micrometer;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.Telemetry;

/**
 * Measures predictions, loads, features, pipelines, monitors and transactions in a Micrometer registry. Thread-safe;
 * taking a prediction, a read or a push allocates nothing.
 *
 * <pre>{@code
 * Mlops.builder().directory(directory).telemetry(MicrometerTelemetry.on(registry)).open()
 * }</pre>
 *
 * <table>
 * <caption>Meters; a tag {@code outcome} is {@code succeeded}, {@code refused} or {@code failed}</caption>
 * <tr><th>meter</th><th>kind</th><th>tags</th></tr>
 * <tr><td>{@code mlops.predictions}</td><td>timer with a histogram</td>
 *     <td>deployment, route, model, version, outcome</td></tr>
 * <tr><td>{@code mlops.predictions.unlogged}</td><td>counter</td><td>deployment</td></tr>
 * <tr><td>{@code mlops.deployment.queue}</td><td>gauge: how many wait</td>
 *     <td>deployment, queue ({@code predictions}, {@code failures}, {@code labels}, {@code shadow})</td></tr>
 * <tr><td>{@code mlops.model.version}</td><td>gauge: the number of the version</td>
 *     <td>deployment, route, model</td></tr>
 * <tr><td>{@code mlops.model.loads}</td><td>timer</td><td>deployment, route, model, outcome</td></tr>
 * <tr><td>{@code mlops.model.cache}</td><td>counter of look-ups</td>
 *     <td>deployment, route, model, version, result ({@code hit}, {@code miss})</td></tr>
 * <tr><td>{@code mlops.model.batches}</td><td>summary of the rows that went to the model together</td>
 *     <td>deployment, route, model, version</td></tr>
 * <tr><td>{@code mlops.model.batches.wait}</td><td>timer of the wait for others</td>
 *     <td>deployment, route, model, version</td></tr>
 * <tr><td>{@code mlops.feature.reads}</td><td>timer</td><td>service, outcome</td></tr>
 * <tr><td>{@code mlops.feature.pushes}</td><td>timer</td><td>view, outcome</td></tr>
 * <tr><td>{@code mlops.feature.events}</td><td>counter of the rows pushed</td><td>view, outcome</td></tr>
 * <tr><td>{@code mlops.pipeline.steps}</td><td>timer</td><td>pipeline, stage, outcome</td></tr>
 * <tr><td>{@code mlops.monitor.signal}</td><td>gauge: the latest value</td><td>monitor, signal</td></tr>
 * <tr><td>{@code mlops.monitor.alerts}</td><td>counter</td><td>monitor, rule, severity, event ({@code began},
 *     {@code resolved})</td></tr>
 * <tr><td>{@code mlops.store.transactions}</td><td>timer</td><td>outcome</td></tr>
 * </table>
 *
 * <p><b>Cardinality.</b> No tag comes from a request: tags are names of things that people made. Of the versions of a
 * route, the meters of the latest {@value RouteVersions#KEPT} are kept; of a monitor, {@value SignalGauges#MOST}
 * signals at most are shown. Meter filters of the registry can leave out more.
 */
public final class MicrometerTelemetry implements Telemetry {

    private final MeterRegistry registry;
    private final RouteVersions versions;
    private final SignalGauges signals;
    private final QueueGauges queues;

    private MicrometerTelemetry(MeterRegistry registry) {
        this.registry = registry;
        this.versions = new RouteVersions(registry);
        this.signals = new SignalGauges(registry);
        this.queues = new QueueGauges(registry);
    }

    /** {@return a telemetry that measures in that registry, which stays the caller's} */
    public static MicrometerTelemetry on(MeterRegistry registry) {
        return new MicrometerTelemetry(requireNonNull(registry, "registry"));
    }

    @Override
    public PredictionMeter predictions(String deployment, String route, @Nullable ModelVersion version) {
        OutcomeTimers timers = versions.begin(deployment, route, version);
        return (requestId, outcome, nanos) -> timers.record(outcome, nanos);
    }

    @Override
    public ProtectionMeter protection(String deployment, String route, ModelVersion version) {
        return versions.protection(deployment, route, version);
    }

    @Override
    public Timing featureReads(String service) {
        OutcomeTimers timers = OutcomeTimers.of(registry, "mlops.feature.reads", Tags.of("service", service));
        return (outcome, rows, nanos) -> timers.record(outcome, nanos);
    }

    @Override
    public Timing featurePushes(String view) {
        Tags tags = Tags.of("view", view);
        OutcomeTimers timers = OutcomeTimers.of(registry, "mlops.feature.pushes", tags);
        Map<Outcome, Counter> events = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            events.put(outcome, registry.counter("mlops.feature.events", tags.and("outcome", text(outcome))));
        }
        return (outcome, rows, nanos) -> {
            timers.record(outcome, nanos);
            requireNonNull(events.get(outcome)).increment((double) rows);
        };
    }

    @Override
    public Timing transactions() {
        OutcomeTimers timers = OutcomeTimers.of(registry, "mlops.store.transactions", Tags.empty());
        return (outcome, rows, nanos) -> timers.record(outcome, nanos);
    }

    @Override
    public void modelLoaded(ModelLoad load) {
        Timer.builder("mlops.model.loads")
                .description("Versions that were loaded, verified and warmed up")
                .tag("deployment", load.deployment())
                .tag("route", load.route())
                .tag("model", load.version().model())
                .tag("outcome", text(load.outcome()))
                .register(registry)
                .record(load.duration());
    }

    @Override
    public void unlogged(String deployment, long rows) {
        Counter.builder("mlops.predictions.unlogged")
                .description("Predictions and labels that are not in the log and never will be")
                .tag("deployment", deployment)
                .register(registry)
                .increment((double) rows);
    }

    @Override
    public Runnable queueOpened(String deployment, String queue, LongSupplier waiting) {
        return queues.show(deployment, queue, waiting);
    }

    @Override
    public void stepEnded(StepAttempt attempt) {
        Timer.builder("mlops.pipeline.steps")
                .description("Tries of stages of pipelines")
                .tag("pipeline", attempt.pipeline())
                .tag("stage", attempt.stage())
                .tag("outcome", text(attempt.outcome()))
                .register(registry)
                .record(attempt.duration());
    }

    @Override
    public void signal(String monitor, Signal signal) {
        signals.show(monitor, signal);
    }

    @Override
    public void alert(Alert alert) {
        Counter.builder("mlops.monitor.alerts")
                .description("Alerts that began or were resolved")
                .tag("monitor", alert.monitor())
                .tag("rule", alert.rule())
                .tag("severity", alert.severity().name().toLowerCase(Locale.ROOT))
                .tag("event", alert.active() ? "began" : "resolved")
                .register(registry)
                .increment();
    }

    static String text(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
