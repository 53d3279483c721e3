// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Features.count;

import com.sun.management.ThreadMXBean;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.store.FeatureStore;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.monitoring.watch.Monitor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Batching;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.Protection;
import org.mlops4j.spi.Telemetry.Outcome;
import org.mlops4j.spi.Telemetry.PredictionMeter;

class MicrometerTelemetryTest {

    private static final Schema INPUTS =
            Schema.of(Field.of("amount", DataType.FLOAT64), Field.of("hour", DataType.FLOAT64));
    private static final String CHAMPION = "deployment=\"fraud\",model=\"fraud\",outcome=\"%s\",route=\"champion\"";
    private static final int CALLS = 100_000;

    @TempDir
    private Path directory;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.builder()
                .directory(directory)
                .telemetry(MicrometerTelemetry.on(registry))
                .open();
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private ModelVersion register(double intercept) {
        String json = "{\"intercept\":" + intercept + ",\"coefficients\":[0.5,1],\"link\":\"identity\"}";
        ModelVersion version = mlops.registry()
                .register(
                        "fraud",
                        ModelPackage.of("linear")
                                .withFile("model", json.getBytes(StandardCharsets.UTF_8))
                                .signature(new Signature(INPUTS, Schema.of(Field.of("score", DataType.FLOAT64)))));
        mlops.registry().alias("fraud", "champion").moveTo(version, "next");
        return version;
    }

    private Deployment deploy() {
        register(1);
        return mlops.serving().deploy(DeploymentSpec.named("fraud").champion("fraud@champion"));
    }

    @Test
    void aScraperReadsWhatWasPredicted() throws Exception {
        Deployment fraud = deploy();
        for (int i = 0; i < 10; i++) {
            fraud.predict("r" + i, Map.of("amount", 1.0, "hour", 7.0));
        }
        fraud.score(new double[] {1, 2}, new double[1]);
        assertThatThrownBy(() -> fraud.predict("r", Row.of(Schema.of()))).isInstanceOf(InvalidException.class);

        Scraped scraped = Scraped.of(registry);
        String predictions = "mlops_predictions_seconds_%s{" + CHAMPION + ",version=\"1\"}";
        assertThat(scraped.value(predictions.formatted("count", "succeeded"))).isEqualTo(11);
        assertThat(scraped.value(predictions.formatted("sum", "succeeded"))).isBetween(1e-7, 60.0);
        assertThat(scraped.value(predictions.formatted("count", "failed"))).isZero();
        assertThat(scraped.beginning("mlops_predictions_seconds_bucket"))
                .anyMatch(line -> line.contains("le=\"1.0E-6\"") && line.contains("succeeded"));
        assertThat(scraped.lines().stream()
                        .filter(line -> line.startsWith("mlops_predictions_seconds_count") && line.contains("refused"))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum())
                .isEqualTo(1);
        assertThat(scraped.value("mlops_model_loads_seconds_count{" + CHAMPION.formatted("succeeded") + "}"))
                .isEqualTo(1);
        assertThat(scraped.value("mlops_model_version{deployment=\"fraud\",model=\"fraud\",route=\"champion\"}"))
                .isEqualTo(1);
        assertThat(scraped.value("mlops_store_transactions_seconds_count{outcome=\"succeeded\"}"))
                .isPositive();
    }

    @Test
    void aQueueIsAGaugeUntilTheLastDeploymentOfItsNameIsClosed() throws Exception {
        MicrometerTelemetry telemetry = MicrometerTelemetry.on(registry);
        Runnable first = telemetry.queueOpened("offers", "shadow", () -> 5);
        Runnable second = telemetry.queueOpened("offers", "shadow", () -> 2);
        String gauge = "mlops_deployment_queue{deployment=\"offers\",queue=\"shadow\"}";
        assertThat(Scraped.of(registry).value(gauge)).isEqualTo(7);
        first.run();
        first.run();
        assertThat(Scraped.of(registry).value(gauge)).isEqualTo(2);
        second.run();
        assertThat(Scraped.of(registry).beginning("mlops_deployment_queue")).isEmpty();
    }

    @Test
    void aDeploymentShowsItsQueuesAsLongAsItIsOpen() throws Exception {
        Deployment fraud = deploy();
        assertThat(Scraped.of(registry).beginning("mlops_deployment_queue"))
                .as("labels and shadow; no prediction is logged")
                .hasSize(2);
        fraud.close();
        assertThat(Scraped.of(registry).beginning("mlops_deployment_queue")).isEmpty();
    }

    @Test
    void aScraperReadsWhatCacheAndBatchesDid() throws Exception {
        Deployment fraud = deploy();
        fraud.change(
                routing -> routing.protection(Protection.none().cache(10).batch(new Batching(4, Duration.ofMillis(1)))),
                "a model behind a network");
        for (int i = 0; i < 3; i++) {
            fraud.score(new double[] {1, 2}, new double[1]);
        }

        Scraped scraped = Scraped.of(registry);
        assertThat(
                        scraped.value(
                                "mlops_model_cache_total{deployment=\"fraud\",model=\"fraud\",result=\"hit\",route=\"champion\",version=\"1\"}"))
                .isEqualTo(2);
        assertThat(
                        scraped.value(
                                "mlops_model_cache_total{deployment=\"fraud\",model=\"fraud\",result=\"miss\",route=\"champion\",version=\"1\"}"))
                .isEqualTo(1);
        assertThat(
                        scraped.value(
                                "mlops_model_batches_sum{deployment=\"fraud\",model=\"fraud\",route=\"champion\",version=\"1\"}"))
                .isEqualTo(1);
        assertThat(
                        scraped.value(
                                "mlops_model_batches_wait_seconds_count{deployment=\"fraud\",model=\"fraud\",route=\"champion\",version=\"1\"}"))
                .isEqualTo(1);
    }

    @Test
    void ofManyVersionsTheLatestTwoKeepTheirMeters() throws Exception {
        Deployment fraud = deploy();
        for (int i = 2; i <= 5; i++) {
            register(i);
            fraud.refresh();
            fraud.score(new double[] {1, 2}, new double[1]);
        }
        assertThat(registry.find("mlops.predictions").tag("route", "champion").timers())
                .extracting(timer -> timer.getId().getTag("version"))
                .containsOnly("4", "5");
        mlops.registry().alias("fraud", "champion").moveTo(mlops.registry().load("fraud", 4), "back");
        fraud.refresh();
        register(6);
        fraud.refresh();
        assertThat(registry.find("mlops.predictions").tag("route", "champion").timers())
                .extracting(timer -> timer.getId().getTag("version"))
                .containsOnly("4", "6");
        assertThat(Scraped.of(registry).beginning("mlops_model_version"))
                .singleElement()
                .asString()
                .endsWith("6.0");
    }

    @Test
    void featuresAreTimedAndTheirEventsCounted() throws Exception {
        FeatureView view = FeatureView.named("payments")
                .entity("account", DataType.STRING)
                .from(Schema.of(Field.of("account", DataType.STRING), Field.of("time", DataType.TIMESTAMP)))
                .eventTime("time")
                .feature("all", count())
                .build();
        FeatureService service = FeatureService.of("fraud", view);
        try (FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(service);
            features.push("payments", Row.of(view.source(), "ana", Instant.EPOCH));
            features.reader(service)
                    .read(Row.of(Schema.of(Field.of("account", DataType.STRING)), "ana"), 1, new double[1]);
        }
        Scraped scraped = Scraped.of(registry);
        assertThat(scraped.value("mlops_feature_events_total{outcome=\"succeeded\",view=\"payments\"}"))
                .isEqualTo(1);
        assertThat(scraped.value("mlops_feature_pushes_seconds_count{outcome=\"succeeded\",view=\"payments\"}"))
                .isEqualTo(1);
        assertThat(scraped.value("mlops_feature_reads_seconds_count{outcome=\"succeeded\",service=\"fraud\"}"))
                .isEqualTo(1);
    }

    @Test
    void stepsAreTimedByTheirOutcome() throws Exception {
        mlops.pipelines()
                .start(
                        Pipeline.named("retrain")
                                .step("train", step -> Document.of(1))
                                .gate("better", step -> Verdict.fail("not so", Document.nothing()))
                                .build(),
                        Document.nothing());
        Scraped scraped = Scraped.of(registry);
        String steps = "mlops_pipeline_steps_seconds_count{outcome=\"%s\",pipeline=\"retrain\",stage=\"%s\"}";
        assertThat(scraped.value(steps.formatted("succeeded", "train"))).isEqualTo(1);
        assertThat(scraped.value(steps.formatted("refused", "better"))).isEqualTo(1);
    }

    @Test
    void signalsAreGaugesAndAlertsAreCounted() throws Exception {
        Deployment fraud = deploy();
        try (Monitor monitor = Monitor.of(mlops, fraud)
                .reference(Table.of(INPUTS, List.of(DoubleColumn.of(1, 2, 3), DoubleColumn.of(7, 8, 9))))
                .alert(AlertRule.when("queue").above(5), alert -> {})
                .open()) {
            monitor.record(signal("queue", 0, 9));
            monitor.record(signal("queue", 1, 2));
            monitor.record(IntStream.range(0, SignalGauges.MOST + 10)
                    .mapToObj(i -> signal("more." + i, 2, Double.NaN))
                    .toList());
            Scraped scraped = Scraped.of(registry);
            assertThat(scraped.value("mlops_monitor_signal{monitor=\"fraud\",signal=\"queue\"}"))
                    .isEqualTo(2);
            assertThat(scraped.beginning("mlops_monitor_signal{")).hasSize(SignalGauges.MOST);
            assertThat(scraped.beginning("mlops_monitor_alerts_total"))
                    .hasSize(2)
                    .allMatch(line -> line.endsWith(" 1.0"));
        }
    }

    private static Signal signal(String name, int minute, double value) {
        Instant from = Instant.EPOCH.plus(Duration.ofMinutes(minute));
        return new Signal(name, from, from.plusSeconds(60), value, 1, Document.nothing());
    }

    @Test
    void aMeasuredPredictionAllocatesNothing() {
        PredictionMeter meter = MicrometerTelemetry.on(registry).predictions("d", "champion", null);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < CALLS; i++) {
            meter.predicted("r", Outcome.SUCCEEDED, i);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            meter.predicted("r", Outcome.SUCCEEDED, i);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(CALLS);
    }

    @Test
    void everyMeterIsNamedAlikeAndNoTagComesFromARequest() {
        Deployment fraud = deploy();
        fraud.predict("secret-id", Map.of("amount", 1.0, "hour", 7.0));
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .allMatch(name -> name.startsWith("mlops."));
        assertThat(registry.getMeters().stream().flatMap(meter -> meter.getId().getTags().stream()))
                .noneMatch(tag -> tag.getValue().contains("secret"));
    }
}
