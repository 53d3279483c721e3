// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import static org.mlops4j.examples.flights.Training.MODEL;
import static org.mlops4j.monitoring.Alert.Severity.WARNING;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.mlops4j.Mlops;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;
import org.mlops4j.features.store.FeatureStore;
import org.mlops4j.features.store.TrainingSet;
import org.mlops4j.identity.Actor;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.monitoring.performance.BinaryPerformance;
import org.mlops4j.monitoring.rollout.Rollout;
import org.mlops4j.monitoring.watch.Monitor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.Trigger;
import org.mlops4j.pipeline.TriggerCause.Alerts;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.DeploymentStatus;
import org.mlops4j.serving.PredictionLogging;

/**
 * The main job: a model of late flights from training to rollback, on half a year of real flights. Leaves a store
 * directory and an HTML report. If the store is there already, it is opened, verified and explained instead.
 *
 * <p>Arguments: the store directory and the report file, both optional.
 */
public final class FlightsExample {

    private static final Instant JANUARY = Instant.parse("2001-01-03T06:00:00Z");
    private static final Instant HELD_OUT = Instant.parse("2001-01-25T06:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2001-02-01T06:00:00Z");
    private static final Instant FAULT = Instant.parse("2001-06-11T00:00:00Z");
    /** Where the whole story ends. */
    static final Instant END = Instant.parse("2001-07-01T00:00:00Z");

    private static final Actor ANA = Actor.of("ana");
    private static final Actor BEN = Actor.of("ben");
    private static final Actor CLEO = Actor.of("cleo");
    private static final String WEEKLY = "late-flights-weekly";
    private static final String AUC_TOO_LOW = "auc-too-low";

    /** How long no alert starts the pipeline again. */
    private static final Duration REST = Duration.ofDays(28);

    /** How much AUC may be lost against what was measured before going live. */
    private static final double TOLERATED_LOSS = 0.02;

    private final Path directory;
    private final Path report;
    private final Story story;

    FlightsExample(Path directory, Path report, Story story) {
        this.directory = directory;
        this.report = report;
        this.story = story;
    }

    /** Runs the main job. */
    public static void main(String[] args) {
        Path directory = Path.of(args.length > 0 ? args[0] : "flights-store");
        Path report = Path.of(args.length > 1 ? args[1] : "flights-report.html");
        new FlightsExample(directory, report, new Story(System.out)).run(END);
    }

    /**
     * Tells the whole story, or opens the store of an earlier one.
     *
     * @param end where the replay stops
     */
    void run(Instant end) {
        if (Files.exists(directory)) {
            reopen();
            return;
        }
        Table flights = Flights.load();
        ReplayClock clock = new ReplayClock(FEBRUARY);
        try (Mlops mlops = Mlops.builder()
                        .directory(directory)
                        .actor(ANA)
                        .clock(clock)
                        .open();
                FeatureStore features = FeatureStore.on(mlops)) {
            live(mlops, features, flights, clock, end);
        }
    }

    private void live(Mlops mlops, FeatureStore features, Table flights, ReplayClock clock, Instant end) {
        Training training = new Training(mlops, features, flights);
        story.act("Train");
        features.apply(Definitions.SERVICE);
        rememberHistory(features, flights);
        TrainingSet train = training.set(Definitions.SERVICE, JANUARY, HELD_OUT);
        TrainingSet test = training.set(Definitions.SERVICE, HELD_OUT, FEBRUARY);
        train.audit();
        story.line(
                "%,d flights of January with %d features as known at departure; nothing from the future, proved row by row",
                train.table().rowCount(), train.features().size());
        ModelVersion first = training.train("january", train, test, story);
        BinaryPerformance measured = judge(mlops, first, test);
        Leakage.Promise leak = new Leakage(training, flights).measure(JANUARY, HELD_OUT, FEBRUARY, test, story);
        story.line(
                "AUC %.4f on the last week of January, %,d flights",
                measured.auc().value(), measured.rows());
        story.line(
                "a join that sees delays before landing would have promised %.4f and kept %.4f",
                leak.promised(), leak.kept());
        mlops.registry()
                .protect(MODEL, "champion", ApprovalPolicy.of(1), "no model serves that only its author has seen");
        mlops.as(BEN).registry().approve(first, "beats the base rate on a week that it has not seen");
        mlops.registry().alias(MODEL, "champion").moveTo(first, "first model");
        story.line("%s signed off by %s and made champion", first, BEN);

        story.act("Serve and watch");
        VectorReader reader = features.reader(Definitions.SERVICE);
        try (Deployment deployment = mlops.serving()
                .deploy(DeploymentSpec.named(MODEL)
                        .champion(MODEL + "@champion")
                        .features(reader)
                        .logPredictions(PredictionLogging.complete()))) {
            Rollout rollout = Rollout.of(mlops, deployment);
            Pipeline retrain = new Retraining(mlops, training, rollout, JANUARY, story).pipeline();
            mlops.pipelines()
                    .trigger(
                            retrain,
                            Trigger.on(new Alerts(WEEKLY, AUC_TOO_LOW, WARNING)).coolDown(REST));
            Operations operations = new Operations(mlops, deployment, retrain, rollout, List.of(BEN, CLEO), story);
            CallerFault fault = new CallerFault(mlops, deployment, rollout, FAULT, story);
            try (Monitor weekly = weekly(mlops, reader, train.table(), measured, operations);
                    Monitor daily = daily(mlops, reader, train.table(), fault)) {
                List<Monitor> monitors = List.of(weekly, daily);
                long begin = System.nanoTime();
                LiveAirports airports = serve(flights, clock, end, deployment, features, (day, live) -> {
                    operations.midnight(monitors);
                    fault.midnight(day, live);
                });
                tellRate(deployment.status(), airports.predictions(), Duration.ofNanos(System.nanoTime() - begin));
                deployment.flush();
                new Explanation(mlops, features, story).tellSkew(end.minus(Duration.ofDays(7)), end);
                report(mlops, weekly);
            }
        }
        new Explanation(mlops, features, story).tell();
    }

    private void rememberHistory(FeatureStore features, Table flights) {
        for (FeatureView view : Definitions.SERVICE.views()) {
            String known = view.name().equals(Definitions.TRAFFIC.name()) ? "departed" : "landed";
            features.push(view.name(), Definitions.events(view, Flights.before(flights, known, FEBRUARY)));
        }
    }

    private LiveAirports serve(
            Table flights,
            ReplayClock clock,
            Instant end,
            Deployment deployment,
            FeatureStore features,
            BiConsumer<Instant, LiveAirports> midnight) {
        Duration whole = Duration.between(FEBRUARY, end);
        LiveAirports[] airports = new LiveAirports[1];
        airports[0] = new LiveAirports(deployment, features, flights, day -> {
            midnight.accept(day, airports[0]);
            long percent = 100 * Duration.between(FEBRUARY, day).toHours() / whole.toHours();
            story.progress("replaying " + day.toString().substring(0, 10), (int) percent);
        });
        new Replay(flights, clock).runUntil(end, airports[0]);
        return airports[0];
    }

    private static Monitor weekly(
            Mlops mlops, VectorReader reader, Table train, BinaryPerformance before, Operations operations) {
        return Monitor.of(mlops, MODEL, reader)
                .named(WEEKLY)
                .reference(train)
                .referencePerformance(before.estimates())
                .window(Duration.ofDays(7), FEBRUARY)
                .from(FEBRUARY)
                .maturity(Duration.ofDays(1))
                .segment("origin")
                .alert(
                        AlertRule.when("performance.auc")
                                .belowReferenceBy(TOLERATED_LOSS)
                                .named(AUC_TOO_LOW)
                                .forWindows(2)
                                .coolDown(Duration.ofDays(28)),
                        operations::tell)
                .alert(
                        AlertRule.when("performance.calibration_error")
                                .above(0.05)
                                .named("badly-calibrated")
                                .forWindows(2),
                        operations::tell)
                .alert(AlertRule.when("drift.columns").above(5).named("many-columns-drifted"), operations::tell)
                .open();
    }

    private static Monitor daily(Mlops mlops, VectorReader reader, Table train, CallerFault fault) {
        return Monitor.of(mlops, MODEL, reader)
                .named("late-flights-daily")
                .reference(train)
                .window(Duration.ofDays(1))
                .from(FEBRUARY)
                .maturity(Duration.ofDays(1))
                .alert(
                        AlertRule.when("drift.distance")
                                .verdict("DRIFT")
                                .named("distances-drifted")
                                .critical(),
                        fault::guard)
                .open();
    }

    private void report(Mlops mlops, Monitor weekly) {
        weekly.report()
                .titled("Late flights, February to June 2001")
                .marking(mlops.registry().alias(MODEL, "champion").history())
                .with(story.section())
                .writeHtml(report);
        story.line(
                "%,d signals and %d alerts in %s",
                weekly.signals().size(), weekly.alerts().size(), report.toAbsolutePath());
    }

    private void tellRate(DeploymentStatus status, long predictions, Duration replay) {
        story.line(
                "%,d predictions through the on-line path, %,d a second with all events, monitors and retraining",
                predictions, predictions * 1000 / replay.toMillis());
        story.line(
                "features and model: p50 %.1f µs, p99 %.1f µs; %d errors, %d not logged",
                status.p50().toNanos() / 1e3, status.p99().toNanos() / 1e3, status.errors(), status.unlogged());
    }

    private void reopen() {
        story.act("The store " + directory + " is there already: open it rather than begin again");
        try (Mlops mlops = Mlops.builder().directory(directory).actor(ANA).open();
                FeatureStore features = FeatureStore.on(mlops)) {
            new Explanation(mlops, features, story).tell();
        }
        story.line("delete the directory to see the whole story again");
    }

    private static BinaryPerformance judge(Mlops mlops, ModelVersion version, TrainingSet test) {
        double[] scores = LateModel.score(mlops.registry().read(version, "model"), test.table(), test.features());
        return BinaryPerformance.of(LateModel.judged(scores, test.table()));
    }
}
