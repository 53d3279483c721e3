// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Name;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.VectorReader;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.monitoring.attribution.AttributionTest;
import org.mlops4j.monitoring.detect.Adwin;
import org.mlops4j.monitoring.detect.DetectorDefinition;
import org.mlops4j.monitoring.detect.HddmA;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.estimation.Cbpe;
import org.mlops4j.monitoring.estimation.DirectLossEstimator;
import org.mlops4j.monitoring.fairness.FairnessPolicy;
import org.mlops4j.monitoring.multivariate.ClassifierTest;
import org.mlops4j.monitoring.multivariate.ReconstructionTest;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.quality.Constraint;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.serving.Routing;
import org.mlops4j.spi.AlertSink;

/** What a {@link Monitor} is made of. Not thread-safe. */
public final class MonitorBuilder {

    /** Windows of a day, as most reports have them. */
    public static final Duration DEFAULT_WINDOW = Duration.ofDays(1);

    private final Mlops mlops;
    private final String deployment;
    private final VectorReader features;
    private final Map<String, RuleBook.Entry> rules = new LinkedHashMap<>();
    private String name;
    private String route = Routing.CHAMPION;
    private @Nullable Table reference;
    private final MeasureList measures = new MeasureList();
    private Labels labels;
    private ConceptDrift conceptDrift = ConceptDrift.none();
    private Windows windows = Windows.every(DEFAULT_WINDOW, Instant.EPOCH);
    private @Nullable Instant from;
    private Duration lateness = Duration.ZERO;
    private Duration maturity = Duration.ZERO;

    MonitorBuilder(Mlops mlops, String deployment, VectorReader features) {
        this.mlops = requireNonNull(mlops, "mlops");
        this.deployment = Name.require("deployment", deployment);
        this.features = requireNonNull(features, "features");
        this.name = deployment;
        this.labels = Labels.byRequest(deployment);
    }

    /**
     * Names the monitor; without it, it has the name of the deployment. Two monitors of one deployment need two names.
     *
     * @return this
     * @throws InvalidException if the name breaks the rule
     */
    public MonitorBuilder named(String monitor) {
        this.name = Name.require("monitor", monitor);
        return this;
    }

    /**
     * Watches the predictions of another route than the champion, such as {@code canary}.
     *
     * @return this
     */
    public MonitorBuilder route(String which) {
        this.route = Name.require("route", which);
        return this;
    }

    /**
     * Compares live features with these. Required.
     *
     * @param training a column of numbers or truth values for each feature, by its name; further columns are ignored
     * @return this
     */
    public MonitorBuilder reference(Table training) {
        this.reference = requireNonNull(training, "training");
        return this;
    }

    /**
     * Compares live outputs with these: what the model says of rows it was not trained on.
     *
     * @return this
     */
    public MonitorBuilder referenceOutputs(double... outputs) {
        measures.referenceOutputs(outputs.clone());
        return this;
    }

    /**
     * Tells how good the model was on rows it was not trained on, so that rules and reports can compare.
     *
     * @param estimates such as {@code BinaryPerformance.of(…).estimates()}; undefined ones are left out
     * @return this
     */
    public MonitorBuilder referencePerformance(List<Estimate> estimates) {
        measures.referencePerformance(estimates);
        return this;
    }

    /**
     * Says when a change is drift; without it {@link DriftPolicy#defaults()}.
     *
     * @return this
     */
    public MonitorBuilder drift(DriftPolicy drift) {
        measures.policy(requireNonNull(drift, "drift"));
        return this;
    }

    /**
     * Looks for drift of the features together too, which no single one of them shows: {@code drift.reconstruction},
     * with a verdict, and in its detail which features take part.
     *
     * @param test such as {@link ReconstructionTest#defaults}; it is fitted to the reference
     * @return this
     */
    public MonitorBuilder reconstruction(ReconstructionTest test) {
        requireNonNull(test, "test");
        return comparing(features -> new ReconstructionMeasure(test.fit(features)));
    }

    /**
     * Asks in every window whether a classifier can tell its rows from those of the reference:
     * {@code drift.classifier}, its AUC with a verdict, and in its detail what it goes by. It sees shifts, spreads and
     * correlations of all features together.
     *
     * @param test such as {@link ClassifierTest#defaults}; trains a model in each window, see there what that costs
     * @return this
     */
    public MonitorBuilder classifier(ClassifierTest test) {
        requireNonNull(test, "test");
        return comparing(features -> new ClassifierMeasure(test, features));
    }

    /**
     * Asks in every window whether the model still goes by the features by which it goes in the reference:
     * {@code drift.attribution}, the gain of their ranking with a verdict, and in its detail how important each was and
     * is. Of more than {@value AttributionMeasure#MOST_ROWS} rows as many at even distances are explained.
     *
     * @param explainer of the version that is watched, such as {@code mlops.serving().explainer("fraud@champion",
     *     "attribution drift")} gives
     * @param test such as {@link AttributionTest#defaults}
     * @return this
     */
    public MonitorBuilder attribution(Explainer explainer, AttributionTest test) {
        requireNonNull(explainer, "explainer");
        requireNonNull(test, "test");
        return comparing(features -> AttributionMeasure.of(explainer, test, features));
    }

    /**
     * Says how outputs are held against labels; without it {@link PerformanceMeasure#binary()}.
     *
     * @return this
     */
    public MonitorBuilder performance(PerformanceMeasure measure) {
        measures.performance(requireNonNull(measure, "measure"));
        return this;
    }

    /**
     * Looks for a change of how wrong predictions are, prediction by prediction rather than window by window. Each
     * detector is a signal, {@code concept_drift.hddm-a} or {@code concept_drift.adwin}: how often it said DRIFT in the
     * predictions of a window, once their labels are known. When, is in its detail.
     *
     * @param loss such as {@link PredictionLoss#wrongClass}
     * @param detectors one of a type; none for {@link HddmA} and {@link Adwin} with their defaults
     * @return this
     */
    public MonitorBuilder conceptDrift(PredictionLoss loss, DetectorDefinition... detectors) {
        this.conceptDrift = new ConceptDrift(
                loss, detectors.length == 0 ? List.of(HddmA.defaults(), Adwin.defaults()) : List.of(detectors));
        return this;
    }

    /**
     * Says where labels come from; without it {@link Labels#byRequest} of the deployment.
     *
     * @return this
     */
    public MonitorBuilder labels(Labels source) {
        this.labels = requireNonNull(source, "source");
        return this;
    }

    /**
     * Looks at the values of a column by themselves too, the {@value SegmentRows#MOST} most frequent: performance as
     * {@code performance.auc[origin=ORD]} in windows that have {@value PerformanceSignals#LEAST_ROWS} labels of the
     * value, and, if the reference has the column, drift as {@code drift.columns[origin=ORD]}.
     *
     * @param column a field of the request or a feature
     * @return this
     */
    public MonitorBuilder segment(String column) {
        measures.segment(requireNonNull(column, "column"));
        return this;
    }

    /**
     * Measures something more of every window: a function of your own, or what other parts of this module offer.
     *
     * @return this
     */
    public MonitorBuilder measure(WindowMeasure more) {
        measures.add(requireNonNull(more, "more"));
        return this;
    }

    /**
     * Measures something more of every window once its labels are known.
     *
     * @return this
     */
    public MonitorBuilder measureOutcomes(OutcomeMeasure more) {
        measures.add(requireNonNull(more, "more"));
        return this;
    }

    /**
     * Estimates how good predictions are before their labels come, by what their probabilities imply:
     * {@code estimated.auc}, {@code estimated.precision} and so on, with the verdict {@code BEYOND_LIMITS} where
     * windows of the reference never were.
     *
     * @param estimator fitted to rows with labels that the model was not trained on
     * @return this
     */
    public MonitorBuilder estimated(Cbpe estimator) {
        return measure(EstimationMeasure.of(estimator));
    }

    /**
     * Estimates how wrong predicted numbers are before their labels come, by a model of the loss: {@code estimated.mae}
     * and so on.
     *
     * @param estimator fitted to a table with the columns of {@link PredictionWindow#table}: features by their names,
     *     the prediction as {@code output.0}
     * @return this
     */
    public MonitorBuilder estimated(DirectLossEstimator estimator) {
        return measure(EstimationMeasure.of(estimator));
    }

    /**
     * Holds every window against constraints of data quality: {@code quality.<constraint>}, the share of rows that
     * fail. They see {@code time}, the outputs as {@code output.0} and so on, fields of the request and features.
     *
     * @return this
     */
    public MonitorBuilder quality(Constraint... constraints) {
        return measure(new QualityMeasure(List.of(constraints)));
    }

    /**
     * Judges how the groups of a column fare, the {@value SegmentRows#MOST} most frequent, by the first output and
     * labels of 0 and 1: {@code fairness.equal_opportunity[region=north]} and so on. Raise alerts by the verdict
     * {@code UNFAIR}.
     *
     * @param group a field of the request or a feature
     * @return this
     */
    public MonitorBuilder fairness(String group, FairnessPolicy fair) {
        return measureOutcomes(new FairnessMeasure(group, fair));
    }

    /**
     * Waits so long after a window for its labels; those that become known later do not count.
     *
     * @return this
     */
    public MonitorBuilder maturity(Duration wait) {
        this.maturity = requireNotNegative("maturity", wait);
        return this;
    }

    /**
     * Waits so long after a window for predictions that are on their way to the event log; without it not at all.
     *
     * @return this
     */
    public MonitorBuilder lateness(Duration wait) {
        this.lateness = requireNotNegative("lateness", wait);
        return this;
    }

    /**
     * Looks at windows of this length, counted from 1970-01-01T00:00:00Z; without it {@link #DEFAULT_WINDOW}.
     *
     * @return this
     */
    public MonitorBuilder window(Duration length) {
        return window(length, Instant.EPOCH);
    }

    /**
     * Looks at windows of this length, counted from an instant: a Monday for weeks that begin on Mondays.
     *
     * @return this
     */
    public MonitorBuilder window(Duration length, Instant countedFrom) {
        return windows(Windows.every(length, countedFrom));
    }

    /**
     * Looks at overlapping windows: one that begins at each multiple of the step from 1970-01-01T00:00:00Z. A
     * prediction counts in every window that holds it, so neighbouring windows say much the same; give rules a
     * cool-down.
     *
     * @param length of a window
     * @param step from the beginning of one to that of the next, at most the length
     * @return this
     */
    public MonitorBuilder slidingWindow(Duration length, Duration step) {
        return windows(Windows.sliding(length, step, Instant.EPOCH));
    }

    /**
     * Looks at windows of any kind, such as {@code Windows.ofRows(5_000)} or {@code Windows.sessions(…)} of the
     * predictions of the route. A window of rows is evaluated when it is full, so a deployment that nobody asks has no
     * window that could say so; a session when its gap is over. Predictions that are logged later than the
     * {@link #lateness} are in no window of rows or session, but move the bounds of those whose labels are awaited.
     *
     * @return this
     */
    public MonitorBuilder windows(Windows kind) {
        this.windows = requireNonNull(kind, "kind");
        return this;
    }

    /**
     * Begins with the window that holds this instant; without it, with that of the earliest prediction there is at the
     * first {@link Monitor#catchUp}.
     *
     * @return this
     */
    public MonitorBuilder from(Instant instant) {
        this.from = requireNonNull(instant, "instant");
        return this;
    }

    /**
     * Raises alerts by a rule.
     *
     * @param sinks who is told. One that has not taken an alert yet is known by its place among them, so a monitor that
     *     is opened again should give the same sinks in the same order.
     * @return this
     * @throws IllegalArgumentException if there is a rule of that name
     */
    public MonitorBuilder alert(AlertRule rule, AlertSink... sinks) {
        if (rules.putIfAbsent(rule.name(), new RuleBook.Entry(rule, List.of(sinks))) != null) {
            throw new IllegalArgumentException(
                    "there is a rule '" + rule.name() + "' already; give one of them another name by named(…)");
        }
        return this;
    }

    /**
     * {@return the monitor; costs a sort of every column of the reference}
     *
     * @throws IllegalStateException if there is no reference
     * @throws InvalidException if a feature is called {@code columns}, {@code prediction}, {@code reconstruction},
     *     {@code classifier} or {@code attribution}, which are signals of their own, or {@code output.0}
     * @throws org.mlops4j.error.NotFoundException if the reference lacks a feature
     * @throws org.mlops4j.error.IncompatibleException if a column of the reference is no number, or a monitor of that
     *     name has other windows
     */
    public Monitor open() {
        if (reference == null) {
            throw new IllegalStateException("monitor '" + name + "' needs a reference; give the training features");
        }
        MeasureList.requireWatchable(features.names());
        MonitorSettings settings = new MonitorSettings(
                name,
                deployment,
                PredictionStreams.predictions(deployment, features),
                route,
                measures.ofWindows(reference, features.names()),
                labels,
                measures.ofOutcomes(),
                conceptDrift,
                windows,
                from,
                lateness,
                maturity,
                new RuleBook(rules));
        return new Monitor(mlops, settings);
    }

    /** Measures by what is fitted to the features of the reference once it is known. */
    private MonitorBuilder comparing(Function<Table, WindowMeasure> comparison) {
        measures.compare(comparison);
        return this;
    }

    private static Duration requireNotNegative(String what, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("the " + what + " must not be negative, was " + duration);
        }
        return duration;
    }
}
