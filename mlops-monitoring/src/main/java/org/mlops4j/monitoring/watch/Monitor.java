// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.VectorReader;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertProgress;
import org.mlops4j.monitoring.report.MonitorReport;
import org.mlops4j.serving.Deployment;

/**
 * Watches a deployment: measures its predictions window by window, joins labels that come late, and raises alerts.
 *
 * <pre>{@code
 * try (Monitor monitor = Monitor.of(mlops, "late-flights", vectors)
 *         .reference(training)
 *         .window(Duration.ofDays(7))
 *         .maturity(Duration.ofHours(12))
 *         .alert(AlertRule.when("performance.auc").below(0.68).forWindows(2), Slf4jSink.warn())
 *         .open()) {
 *     monitor.catchUp();
 *     monitor.report().writeHtml(Path.of("report.html"));
 * }
 * }</pre>
 *
 * <p><b>Signals.</b> Of the champion's predictions in a window: {@code volume}; {@code freshness} (seconds from the
 * newest to the end of the window); {@code latency.p50} and {@code latency.p99} (milliseconds, by version in the
 * detail); {@code drift.<feature>} (the size of the change and its verdict), {@code drift.columns} (how many features
 * drifted), {@code drift.prediction} if reference outputs were given; {@code missing.<feature>} (share). Of their
 * labels: {@code labels.share} and {@code performance.<metric>}, such as {@code performance.auc},
 * {@code performance.log_loss}, {@code performance.calibration_error} and {@code performance.base_rate}. With
 * {@link MonitorBuilder#segment} also of single segments, with {@link MonitorBuilder#measure} whatever else is asked
 * for.
 *
 * <p><b>When.</b> A window is half open, aligned to instants unless {@link MonitorBuilder#windows} says otherwise, and
 * evaluated once: its predictions when it and the lateness are over, its labels when the maturity is over too. Only
 * labels that became known until then count; of several labels of one request the latest by time wins, then by arrival.
 * So what is measured depends on the event log and not on when, how often or in how many processes {@link #catchUp}
 * runs.
 *
 * <p><b>Kept.</b> State, signals and alerts of a window are stored in one audited transaction, before sinks are called.
 * A monitor opened again goes on where the last one ended. Thread-safe.
 */
public final class Monitor implements AutoCloseable {

    private final Mlops mlops;
    private final MonitorSettings settings;
    private final Evaluator evaluator;
    private final MonitorStore store;
    private final Courier courier;
    private final Object lock = new Object();
    private @Nullable Ticker ticker;

    Monitor(Mlops mlops, MonitorSettings settings) {
        this.mlops = mlops;
        this.settings = settings;
        this.evaluator = Evaluator.of(mlops.events(), settings);
        this.store = new MonitorStore(mlops, settings.name());
        this.courier = new Courier(settings.name(), settings.rules(), store, mlops);
        state();
    }

    /**
     * {@return a builder of a monitor of a deployment, which need not be there yet}
     *
     * @param deployment its name
     * @param features what the deployment reads its features with: names their order and the stream of predictions
     */
    public static MonitorBuilder of(Mlops mlops, String deployment, VectorReader features) {
        return new MonitorBuilder(mlops, deployment, features);
    }

    /**
     * {@return a builder of a monitor of a deployment of this process}
     *
     * @throws IllegalStateException if the deployment has no features: it logs nothing that could be watched
     */
    public static MonitorBuilder of(Mlops mlops, Deployment deployment) {
        return of(mlops, deployment.name(), deployment.features());
    }

    /** {@return the name} */
    public String name() {
        return settings.name();
    }

    /**
     * Evaluates every window that is complete by now and was not evaluated yet, then tells the sinks: those that have
     * not taken an alert at the last try too, after a minute at first and an hour at most. If the deployment is open in
     * this process, what it has not logged yet is waited for; of other processes' deployments see
     * {@link MonitorBuilder#lateness}.
     *
     * @return the alerts that began or were resolved, oldest window first
     */
    public List<Alert> catchUp() {
        List<Alert> events = new ArrayList<>();
        synchronized (lock) {
            Instant now = mlops.clock().instant();
            mlops.serving().find(settings.deployment()).ifPresent(Deployment::flush);
            while (evaluateNext(now, events)) {}
        }
        courier.deliver();
        return List.copyOf(events);
    }

    /**
     * Takes a signal that was measured elsewhere, as {@link #record(List)} does.
     *
     * @return the alerts that began or were resolved
     */
    public List<Alert> record(Signal signal) {
        return record(List.of(signal));
    }

    /**
     * Takes signals that were measured elsewhere, such as the health of a process or a report of skew between training
     * and serving, stores them in one transaction and holds the rules against them. A signal of a name and window that
     * is there already does nothing.
     *
     * @return the alerts that began or were resolved
     * @throws InvalidException if a name is empty, too long, or holds control characters; then none is taken
     */
    public List<Alert> record(List<Signal> signals) {
        signals.forEach(Monitor::requireRecordable);
        List<Alert> events = stored(signals);
        courier.deliver();
        return events;
    }

    /** {@return the stored signals of a name, oldest window first} */
    public List<Signal> signals(String name) {
        return store.signals(requireNonNull(name, "name"));
    }

    /** {@return all stored signals, oldest window first, then by name} */
    public List<Signal> signals() {
        return store.signals();
    }

    /** {@return all alerts in the order in which they began} */
    public List<Alert> alerts() {
        return store.alerts();
    }

    /**
     * {@return what sinks have not taken yet, oldest first: an alert once for each sink and for each of its beginning
     * and its resolution}
     */
    public List<Alert> undelivered() {
        return store.deliveries().stream().map(Delivery::alert).toList();
    }

    /** {@return what there is to say now; write it by {@link MonitorReport#writeHtml}} */
    public MonitorReport report() {
        return MonitorReport.of(
                settings.name(),
                mlops.clock().instant(),
                store.signals(),
                store.alerts(),
                settings.rules().rules());
    }

    /**
     * Catches up again and again in a thread of its own, and tells each sink in a thread of its own, until
     * {@link #close}. A failure is logged and the next turn tries again.
     *
     * @param pause between two turns
     * @return this
     * @throws IllegalStateException if it was started already
     */
    public Monitor start(Duration pause) {
        synchronized (lock) {
            if (ticker != null) {
                throw new IllegalStateException("monitor '" + name() + "' was started already");
            }
            courier.start(pause);
            ticker = Ticker.start("monitor-" + name(), pause, this::catchUp);
            return this;
        }
    }

    /** Ends what {@link #start} began, after the turn under way; idempotent. The store stays open. */
    @Override
    public void close() {
        Ticker running;
        synchronized (lock) {
            running = ticker;
            ticker = null;
        }
        if (running != null) {
            running.close();
        }
        courier.close();
    }

    private boolean evaluateNext(Instant now, List<Alert> events) {
        Optional<MonitorState> seen = state();
        Optional<Evaluation> due = evaluator.next(seen, now);
        due.flatMap(evaluation -> commit(seen, evaluation)).ifPresent(events::addAll);
        return due.isPresent();
    }

    /** {@return the alerts that began or were resolved; empty if another process was faster} */
    private Optional<List<Alert>> commit(Optional<MonitorState> seen, Evaluation evaluation) {
        MonitorState next = evaluation.state();
        AlertProgress.Step step =
                next.rules().next(name(), settings.rules().rules(), evaluation.to(), evaluation.signals());
        List<Delivery> deliveries = new ArrayList<>();
        step.events().forEach(alert -> deliveries.addAll(settings.rules().deliveries(alert, Delivery.time(alert))));
        step.reminders().forEach(alert -> deliveries.addAll(settings.rules().deliveries(alert, evaluation.to())));
        boolean stored =
                store.commit(seen, next.with(step.progress()), evaluation.signals(), deliveries, step.events());
        if (!stored) {
            return Optional.empty();
        }
        evaluation.signals().forEach(signal -> mlops.telemetry().signal(name(), signal));
        step.events().forEach(mlops.telemetry()::alert);
        return Optional.of(step.events());
    }

    private List<Alert> stored(List<Signal> signals) {
        synchronized (lock) {
            while (true) {
                Optional<MonitorState> seen = state();
                List<Signal> fresh =
                        signals.stream().filter(signal -> !store.holds(signal)).toList();
                if (fresh.isEmpty()) {
                    return List.of();
                }
                MonitorState state = seen.orElseGet(() -> MonitorState.start(settings.windows()));
                Instant last =
                        fresh.stream().map(Signal::to).max(Instant::compareTo).orElseThrow();
                Optional<List<Alert>> events = commit(seen, new Evaluation(state, last, fresh));
                if (events.isPresent()) {
                    return events.get();
                }
            }
        }
    }

    private Optional<MonitorState> state() {
        return store.state().map(state -> state.requireWindows(settings.name(), settings.windows()));
    }

    private static void requireRecordable(Signal signal) {
        String name = signal.name();
        if (name.isBlank() || name.length() > 500 || name.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidException(
                    "the name of a signal is 1 to 500 characters without control characters, was of length "
                            + name.length());
        }
    }
}
