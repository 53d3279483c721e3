// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.data.Table;
import org.mlops4j.features.VectorReader;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.monitoring.alert.AlertState;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.serving.Deployment;
import org.mlops4j.spi.AlertSink;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a deployment window by window: how many requests came, whether features and predictions drifted from what
 * they were in training, and how good the predictions were once the labels have come. Thread-safe; one {@link #catchUp}
 * at a time.
 *
 * <pre>{@code
 * Monitor monitor = Monitor.of(mlops, "late-flights", features.reader(service))
 *         .reference(training.table())
 *         .window(Duration.ofDays(7)).maturity(Duration.ofHours(12))
 *         .alert(AlertRule.when("performance.auc").below(0.68).forWindows(2), Slf4jSink.warn())
 *         .open();
 * monitor.catchUp();
 * }</pre>
 *
 * <p>Each window gives signals: {@code volume}; {@code drift.<feature>}, {@code drift.prediction} (the effect in units
 * of what the policy allows: from 1 on it matters) and {@code drift.columns} (how many columns drifted);
 * {@code missing.<feature>}; {@code labels.share}; {@code performance.auc}, {@code .log_loss}, {@code .brier},
 * {@code .calibration_error}, {@code .base_rate}. The first output of the model is taken as the probability that the
 * label is 1.
 *
 * <p>The signals of a window, the alerts they cause and how far the monitor has come are stored in one transaction, so
 * a restart goes on where it was, and no window counts twice.
 */
public final class Monitor {

    /** The column of a reference, and of {@code drift.prediction}, that holds what the model said. */
    public static final String PREDICTION = "prediction";

    private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);
    private static final String STATE = "monitor";
    private static final String SIGNALS = "monitor-signals";
    private static final String ALERT = "alert";

    private final Mlops mlops;
    private final MonitorSpec spec;
    private final Predictions predictions;

    private Monitor(Mlops mlops, MonitorSpec spec) {
        this.mlops = mlops;
        this.spec = spec;
        this.predictions = new Predictions(mlops.events(), spec.deployment(), spec.features());
    }

    /**
     * {@return a builder of a monitor}
     *
     * @param deployment the name of the deployment, which need not be open in this process
     * @param features what the deployment reads its features from
     */
    public static Builder of(Mlops mlops, String deployment, VectorReader features) {
        return new Builder(mlops, deployment, features);
    }

    /** {@return the name} */
    public String name() {
        return spec.name();
    }

    /**
     * Evaluates every window that is over and has not been evaluated: for volume and drift when it ends, for
     * performance when its labels have had time to come. Then tells the sinks of alerts that they have not taken yet. A
     * sink that fails is logged and told again next time, as are the others of its rule.
     *
     * @return the alerts that began or were resolved
     */
    public synchronized List<Alert> catchUp() {
        mlops.serving().find(spec.deployment()).ifPresent(Deployment::flush);
        Instant now = mlops.clock().instant();
        List<Alert> changed = new ArrayList<>();
        while (true) {
            MonitorState state = state();
            Instant dataEnd = state.dataFrom().plus(spec.window());
            Instant performanceEnd = state.performanceFrom().plus(spec.window());
            boolean dataDue = !dataEnd.isAfter(now);
            boolean performanceDue = !performanceEnd.plus(spec.maturity()).isAfter(now);
            if (performanceDue
                    && (!dataDue || !performanceEnd.plus(spec.maturity()).isAfter(dataEnd))) {
                Predictions.Judged judged =
                        predictions.judged(state.performanceFrom(), performanceEnd, spec.maturity());
                changed.addAll(store(
                        "performance",
                        new Measurements(state.performanceFrom(), performanceEnd).performance(judged),
                        state.performanceUntil(performanceEnd)));
            } else if (dataDue) {
                Table inputs = predictions.inputs(state.dataFrom(), dataEnd);
                changed.addAll(store(
                        "data",
                        new Measurements(state.dataFrom(), dataEnd).data(inputs, spec.reference(), spec.drift()),
                        state.dataUntil(dataEnd)));
            } else {
                break;
            }
        }
        deliver();
        return changed;
    }

    /**
     * Takes a measurement from elsewhere, such as a skew report, as if it were one of the monitor's own: stores it,
     * asks the rules, tells the sinks.
     *
     * @return the alerts that began or were resolved
     */
    public synchronized List<Alert> record(Signal measured) {
        List<Alert> changed = store(requireNonNull(measured, "measured").name(), List.of(measured), state());
        deliver();
        return changed;
    }

    /** {@return all signals so far, by end of window and name} */
    public List<Signal> signals() {
        return stored(SIGNALS).stream()
                .flatMap(d -> d.body().get("signals").list().stream())
                .map(Signal::from)
                .sorted((a, b) -> a.to().equals(b.to()) ? a.name().compareTo(b.name()) : a.to().compareTo(b.to()))
                .toList();
    }

    /** {@return the signals of a name, oldest window first} */
    public List<Signal> signals(String name) {
        return signals().stream().filter(s -> s.name().equals(name)).toList();
    }

    /** {@return all alerts so far, oldest first} */
    public List<Alert> alerts() {
        return stored(ALERT).stream()
                .map(d -> Alert.from(d.body().get("alert")))
                .sorted((a, b) -> a.began().equals(b.began())
                        ? a.id().compareTo(b.id())
                        : a.began().compareTo(b.began()))
                .toList();
    }

    MonitorSpec spec() {
        return spec;
    }

    Predictions predictions() {
        return predictions;
    }

    private MonitorState state() {
        return mlops.metadata()
                .read(r -> r.find(STATE, spec.name()))
                .map(d -> MonitorState.from(d.body()))
                .orElseGet(() -> MonitorState.startingAt(spec.start()));
    }

    private List<Alert> store(String what, List<Signal> signals, MonitorState reached) {
        Signal first = signals.get(0);
        return mlops.audit().transact("monitor.evaluate", spec.name(), what + " from " + first.from(), tx -> {
            List<Alert> changed = new ArrayList<>();
            MonitorState state = reached;
            for (WatchedRule watched : spec.rules()) {
                for (Signal signal : signals) {
                    if (signal.name().equals(watched.rule().signal())) {
                        AlertState.Step step =
                                state.rule(watched.rule().name()).next(spec.name(), watched.rule(), signal);
                        state = state.with(watched.rule().name(), step.state());
                        step.event().ifPresent(changed::add);
                    }
                }
            }
            Map<String, Document> mine = Map.of("monitor", Document.of(spec.name()), "from", Document.of(first.from()));
            tx.put(
                    SIGNALS,
                    spec.name() + "/" + what + "/" + first.from(),
                    Document.object()
                            .with(
                                    "signals",
                                    Document.list(signals.stream()
                                            .map(Signal::toDocument)
                                            .toList())),
                    mine);
            tx.put(STATE, spec.name(), state.toDocument(), Map.of());
            changed.forEach(alert -> put(tx, alert, false));
            return changed;
        });
    }

    private void deliver() {
        List<Alert> pending = mlops
                .metadata()
                .read(r -> r.query(MetadataQuery.of(ALERT)
                        .whereEqual("monitor", spec.name())
                        .whereEqual("delivered", "no")
                        .ascending("began")))
                .stream()
                .map(d -> Alert.from(d.body().get("alert")))
                .toList();
        for (Alert alert : pending) {
            if (told(alert)) {
                mlops.audit().transact("alert.deliver", alert.id(), "", tx -> put(tx, alert, true));
            }
        }
    }

    private boolean told(Alert alert) {
        boolean all = true;
        for (AlertSink sink : sinks(alert.rule())) {
            try {
                sink.send(alert);
            } catch (RuntimeException e) {
                // Whatever a sink throws must not stop the others; it is told again at the next catchUp.
                LOG.warn("a sink did not take alert {}; it will be told again", alert.id(), e);
                all = false;
            }
        }
        return all;
    }

    private List<AlertSink> sinks(String rule) {
        Optional<WatchedRule> watched =
                spec.rules().stream().filter(w -> w.rule().name().equals(rule)).findFirst();
        return watched.map(WatchedRule::sinks).orElse(List.of());
    }

    private StoredDocument put(MetadataWriter tx, Alert alert, boolean delivered) {
        return tx.put(
                ALERT,
                alert.id(),
                Document.object().with("alert", alert.toDocument()).with("delivered", delivered),
                Map.of(
                        "monitor", Document.of(spec.name()),
                        "began", Document.of(alert.began()),
                        "delivered", Document.of(delivered ? "yes" : "no")));
    }

    private List<StoredDocument> stored(String kind) {
        return mlops.metadata().read(r -> {
            List<StoredDocument> all = new ArrayList<>();
            MetadataQuery query = MetadataQuery.of(kind).whereEqual("monitor", spec.name());
            List<StoredDocument> page = r.query(query);
            while (!page.isEmpty()) {
                all.addAll(page);
                page = r.query(query.after(page.get(page.size() - 1)));
            }
            return all;
        });
    }

    /** What a monitor is made of. Not thread-safe. */
    public static final class Builder {

        private final Mlops mlops;
        private final String deployment;
        private final VectorReader features;
        private final List<WatchedRule> rules = new ArrayList<>();
        private String name;
        private @Nullable ReferenceProfile reference;
        private DriftPolicy drift = DriftPolicy.defaults();
        private @Nullable Instant start;
        private Duration window = Duration.ofDays(1);
        private Duration maturity = Duration.ZERO;

        private Builder(Mlops mlops, String deployment, VectorReader features) {
            this.mlops = requireNonNull(mlops, "mlops");
            this.deployment = Name.require("deployment", deployment);
            this.features = requireNonNull(features, "features");
            this.name = deployment;
        }

        /**
         * Names the monitor; without a name it is called like its deployment.
         *
         * @return this
         */
        public Builder named(String monitor) {
            this.name = Name.require("monitor", monitor);
            return this;
        }

        /**
         * Compares features with these rows.
         *
         * @param rows the training set or a part of it; columns named like features count, and
         *     {@link Monitor#PREDICTION}
         * @return this
         */
        public Builder reference(Table rows) {
            List<String> columns = new ArrayList<>(features.names());
            columns.add(PREDICTION);
            columns.removeIf(column -> rows.schema().find(column).isEmpty());
            this.reference = ReferenceProfile.of(rows, columns);
            return this;
        }

        /**
         * Decides by this policy what is drift.
         *
         * @return this
         */
        public Builder drift(DriftPolicy policy) {
            this.drift = requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Begins the first window there; without it, now. A monitor that is in the store goes on where it was.
         *
         * @return this
         */
        public Builder startingAt(Instant instant) {
            this.start = requireNonNull(instant, "instant");
            return this;
        }

        /**
         * Makes windows that long; without it, a day.
         *
         * @return this
         */
        public Builder window(Duration length) {
            if (length.isNegative() || length.isZero()) {
                throw new IllegalArgumentException("a window must be longer than nothing, was " + length);
            }
            this.window = length;
            return this;
        }

        /**
         * Waits that long after the end of a window for its labels; without it, not at all.
         *
         * @return this
         */
        public Builder maturity(Duration longest) {
            if (longest.isNegative()) {
                throw new IllegalArgumentException("maturity must not be negative, was " + longest);
            }
            this.maturity = longest;
            return this;
        }

        /**
         * Watches a rule and tells these sinks of its alerts.
         *
         * @return this
         */
        public Builder alert(AlertRule rule, AlertSink... sinks) {
            if (rules.stream().anyMatch(w -> w.rule().name().equals(rule.name()))) {
                throw new IllegalArgumentException(
                        "monitor '" + name + "' has two rules '" + rule.name() + "'; name one");
            }
            rules.add(new WatchedRule(rule, List.of(sinks)));
            return this;
        }

        /** {@return the monitor} */
        public Monitor open() {
            return new Monitor(
                    mlops,
                    new MonitorSpec(
                            name,
                            deployment,
                            features,
                            reference,
                            drift,
                            start == null ? mlops.clock().instant() : start,
                            window,
                            maturity,
                            rules));
        }
    }
}
