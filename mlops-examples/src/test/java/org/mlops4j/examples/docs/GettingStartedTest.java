// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.days;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.Features.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;
import org.mlops4j.features.store.FeatureStore;
import org.mlops4j.features.store.TrainingSet;
import org.mlops4j.identity.Actor;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.monitoring.alert.Slf4jSink;
import org.mlops4j.monitoring.watch.Monitor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.Prediction;
import org.mlops4j.serving.PredictionLogging;
import org.mlops4j.tracking.RunRecord;

/** The code of the guide "Getting started", in its order. */
class GettingStartedTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Schema DELIVERIES = Schema.of(
            Field.of("courier", DataType.STRING),
            Field.of("started", DataType.TIMESTAMP),
            Field.of("arrived", DataType.TIMESTAMP),
            Field.of("distance", DataType.FLOAT64),
            Field.of("delay", DataType.FLOAT64));

    private final AtomicReference<Instant> now = new AtomicReference<>(START.plus(days(30)));
    private final InstantSource clock = now::get;
    private final Table deliveries = deliveries(3_000);
    private final Path directory;

    GettingStartedTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void everyStepOfTheGuideWorks() throws XGBoostError {
        try (Mlops mlops = Mlops.builder()
                        .directory(directory)
                        .actor(Actor.of("ana"))
                        .clock(clock)
                        .open();
                FeatureStore features = FeatureStore.on(mlops)) {
            FeatureService service = define(features);
            TrainingSet training = trainingSet(features, service);
            ModelVersion version = track(mlops, training);
            govern(mlops, version);
            serveAndWatch(mlops, features, service, training);
            retrain(mlops, version);
        }
    }

    @Test
    void theFirstPageOfTheReadmeWorks() throws XGBoostError, IOException {
        Table training;
        Path model = directory.resolve("model.ubj");
        try (Mlops mlops = Mlops.builder()
                        .directory(directory.resolve("features"))
                        .clock(clock)
                        .open();
                FeatureStore features = FeatureStore.on(mlops)) {
            TrainingSet set = trainingSet(features, define(features));
            training = set.inputs().with(late(), set.table().column("late"));
            Files.write(model, train(set));
        }

        try (Mlops mlops = Mlops.open(directory)) {
            ModelVersion version = mlops.tracking().during("late-flights", run -> {
                run.params(Map.of("depth", 6, "eta", 0.1));
                run.dataset("train", training);
                run.metric("auc", 0.741);
                return run.register(
                        "late-flights", ModelPackage.xgboost(model).signature(Signature.of(training, "late")));
            });
            mlops.registry().alias("late-flights", "champion").moveTo(version, "first model, beats the base rate");
        }

        try (Mlops mlops = Mlops.open(directory)) {
            assertThat(mlops.registry()
                            .alias("late-flights", "champion")
                            .current()
                            .number())
                    .isEqualTo(1);
            assertThat(mlops.audit().verify()).isPositive();
        }
    }

    private FeatureService define(FeatureStore features) {
        FeatureView couriers = FeatureView.named("couriers")
                .entity("courier", DataType.STRING)
                .from(deliveries)
                .eventTime("started")
                .availableAt("arrived")
                .feature("late_share_1d", mean(col("delay").gt(10)).over(days(1)))
                .feature("mean_delay_1d", mean(col("delay")).over(days(1)))
                .feature("deliveries_6h", count().over(hours(6)))
                .build();
        FeatureService service = FeatureService.of("late-deliveries", couriers, request("distance"));
        features.apply(service);
        features.push("couriers", deliveries);
        return service;
    }

    private TrainingSet trainingSet(FeatureStore features, FeatureService service) {
        Table labels = labels(deliveries);
        TrainingSet training = features.trainingSet(service, labels, "started");
        training.audit();
        assertThat(training.table().rowCount()).isEqualTo(labels.rowCount());
        return training;
    }

    private static ModelVersion track(Mlops mlops, TrainingSet training) throws XGBoostError {
        ModelVersion version = mlops.tracking().during("late-deliveries", run -> {
            run.params(Map.of("max_depth", 3, "eta", 0.3));
            run.dataset("train", training.table());
            byte[] model = train(training);
            run.metric("train.rows", training.table().rowCount());
            return run.register(
                    "late-deliveries",
                    ModelPackage.xgboost(model)
                            .signature(Signature.of(
                                    training.inputs()
                                            .with(
                                                    Field.of("late", DataType.FLOAT64),
                                                    training.table().column("late")),
                                    "late"))
                            .features(training.definition()));
        });
        RunRecord record = mlops.tracking().runs("late-deliveries").get(0);
        assertThat(record.metrics().get("train.rows").last())
                .isEqualTo(training.table().rowCount());
        return version;
    }

    private static void govern(Mlops mlops, ModelVersion version) {
        mlops.registry().protect("late-deliveries", "champion", ApprovalPolicy.of(1), "four eyes");
        mlops.as(Actor.of("ben")).registry().approve(version, "better than the base rate");
        Alias champion = mlops.registry().alias("late-deliveries", "champion");
        champion.moveTo(version, "first model");

        Optional<ModelVersion> inMarch = champion.asOf(Instant.parse("2026-03-31T12:00:00Z"));
        List<Alias.Move> history = champion.history();
        mlops.audit().verify();

        assertThat(inMarch).contains(version);
        assertThat(history).hasSize(1);
    }

    private void serveAndWatch(Mlops mlops, FeatureStore features, FeatureService service, TrainingSet training) {
        VectorReader reader = features.reader(service);
        Deployment late = mlops.serving()
                .deploy(DeploymentSpec.named("late-deliveries")
                        .champion("late-deliveries@champion")
                        .features(reader)
                        .logPredictions(PredictionLogging.sample(1.0)));
        Row order = Row.of(reader.request(), "courier-7", 4.2);
        Prediction prediction = late.predict("order-4711", order);

        assertThat(prediction.value()).isBetween(0.0, 1.0);
        Monitor monitor = Monitor.of(mlops, "late-deliveries", reader)
                .reference(training.table())
                .window(Duration.ofDays(1))
                .maturity(Duration.ofHours(6))
                .alert(AlertRule.when("performance.auc").below(0.6).forWindows(2), Slf4jSink.warn())
                .alert(AlertRule.when("drift.columns").above(0), Slf4jSink.warn())
                .open();
        Random random = new Random(7);
        for (int hour = 0; hour < 48; hour++) {
            now.set(now.get().plus(hours(1)));
            late.predict(
                    "later-" + hour,
                    Row.of(reader.request(), "courier-" + random.nextInt(20), 10 * random.nextDouble()));
            late.label("later-" + hour, random.nextInt(2));
        }
        late.label("order-4711", 1);
        late.flush();
        monitor.catchUp();
        monitor.report().writeHtml(directory.resolve("late-deliveries.html"));

        assertThat(monitor.signals("volume")).isNotEmpty();
        assertThat(monitor.signals("performance.auc")).isNotEmpty();
        assertThat(directory.resolve("late-deliveries.html")).isNotEmptyFile();
        monitor.close();
        late.close();
    }

    private static void retrain(Mlops mlops, ModelVersion version) {
        Pipeline retrain = Pipeline.named("retrain-late-deliveries")
                .step("train", step -> Document.object().with("version", version.number()))
                .gate(
                        "good-enough",
                        step -> Verdict.pass(
                                "AUC 0.78 is above 0.6", Document.object().with("auc", 0.78)))
                .approval("sign-off", ApprovalPolicy.of(1))
                .step(
                        "promote",
                        step -> Document.object()
                                .with("champion", step.output("train").get("version")))
                .build();
        PipelineRun waiting = mlops.pipelines().start(retrain, Document.object());
        mlops.as(Actor.of("ben")).pipelines().approve(waiting.id(), "looked at the evidence");
        PipelineRun done = mlops.pipelines().resume(retrain, waiting.id());

        assertThat(waiting.status()).isEqualTo(PipelineRun.Status.WAITING);
        assertThat(done.status()).isEqualTo(PipelineRun.Status.SUCCEEDED);
    }

    private static Field late() {
        return Field.of("late", DataType.FLOAT64);
    }

    private static Table labels(Table deliveries) {
        Schema schema = Schema.of(
                Field.of("courier", DataType.STRING),
                Field.of("started", DataType.TIMESTAMP),
                Field.of("distance", DataType.FLOAT64),
                late());
        Table.Builder labels = Table.builder(schema);
        for (int i = 500; i < deliveries.rowCount(); i++) {
            Row row = deliveries.row(i);
            labels.add(
                    row.text("courier"),
                    row.instant("started"),
                    row.number("distance"),
                    row.number("delay") > 10 ? 1.0 : 0.0);
        }
        return labels.build();
    }

    private static byte[] train(TrainingSet training) throws XGBoostError {
        int width = training.features().size();
        int rows = training.table().rowCount();
        float[] values = new float[rows * width];
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < width; i++) {
                values[row * width + i] = (float)
                        training.table().doubles(training.features().get(i)).get(row);
            }
            labels[row] = (float) training.table().doubles("late").get(row);
        }
        DMatrix data = new DMatrix(values, rows, width, Float.NaN);
        data.setLabel(labels);
        data.setFeatureNames(training.features().toArray(String[]::new));
        Booster booster = XGBoost.train(
                data, Map.of("objective", "binary:logistic", "max_depth", 3, "eta", 0.3), 20, Map.of(), null, null);
        return booster.toByteArray("ubj");
    }

    /** Couriers who were late lately are late again; the farther, the later. */
    private static Table deliveries(int count) {
        Random random = new Random(2026);
        Table.Builder table = Table.builder(DELIVERIES);
        double[] mood = new double[20];
        for (int i = 0; i < count; i++) {
            int courier = random.nextInt(mood.length);
            mood[courier] = 0.9 * mood[courier] + random.nextGaussian();
            double distance = 10 * random.nextDouble();
            double delay = 4 * mood[courier] + distance + 2 * random.nextGaussian();
            Instant started = START.plus(Duration.ofMinutes(30L * 24 * 60 * i / count));
            Instant arrived = started.plus(Duration.ofMinutes(Math.round(20 + 5 * distance + Math.max(delay, 0))));
            table.add("courier-" + courier, started, arrived, distance, delay);
        }
        return table.build();
    }
}
