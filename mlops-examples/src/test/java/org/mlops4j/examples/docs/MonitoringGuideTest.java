// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.monitoring.alert.Slf4jSink;
import org.mlops4j.monitoring.fairness.FairnessPolicy;
import org.mlops4j.monitoring.performance.BusinessMetric;
import org.mlops4j.monitoring.quality.Constraint;
import org.mlops4j.monitoring.watch.Labels;
import org.mlops4j.monitoring.watch.Monitor;
import org.mlops4j.monitoring.watch.PerformanceMeasure;
import org.mlops4j.monitoring.watch.PredictionLoss;
import org.mlops4j.monitoring.watch.ProcessHealth;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.PredictionLogging;

/** What docs/guides/monitoring.md tells, run. */
class MonitoringGuideTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Schema INPUTS = Schema.of(
            Field.of("amount", DataType.FLOAT64),
            Field.of("hour", DataType.INT64),
            Field.of("foreign", DataType.BOOLEAN));
    private static final Schema CHARGEBACKS = Schema.of(
            Field.of("hour", DataType.INT64), Field.of("at", DataType.TIMESTAMP), Field.of("fraud", DataType.BOOLEAN));

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(MONDAY);

    @Test
    void theGuideRuns() {
        try (Mlops mlops = Mlops.builder()
                        .directory(directory.resolve("mlops"))
                        .clock(now::get)
                        .open();
                Deployment fraud = deploy(mlops)) {
            for (int day = 0; day < 8; day++) {
                pay(fraud, day);
            }
            now.set(MONDAY.plus(Duration.ofDays(10)));
            watch(mlops, fraud);
            measure(mlops, fraud);
            process(mlops, fraud);
        }
    }

    private void watch(Mlops mlops, Deployment fraud) {
        Table training = training();
        Monitor monitor = Monitor.of(mlops, fraud)
                .reference(training)
                .window(Duration.ofDays(1))
                .maturity(Duration.ofHours(12))
                .alert(AlertRule.when("performance.auc").below(0.7).forWindows(2), Slf4jSink.warn())
                .alert(AlertRule.when("drift.columns").above(0), Slf4jSink.warn())
                .open();
        monitor.catchUp();

        Path page = directory.resolve("fraud.html");
        monitor.report().writeHtml(page);
        for (Signal signal : monitor.signals("performance.auc")) {
            System.out.println(signal.from() + " " + signal.value() + " of " + signal.rows() + " labels");
        }
        assertThat(page).exists();
        assertThat(monitor.signals("performance.auc").get(0).value()).isGreaterThan(0.7);
        monitor.close();
    }

    private void measure(Mlops mlops, Deployment fraud) {
        Table training = training();
        BusinessMetric saved = new BusinessMetric(
                "saved", (score, label, payment) -> score < 0.5 ? 0 : label == 1 ? payment.number("amount") : -5);
        try (Monitor monitor = Monitor.of(mlops, fraud)
                .named("fraud-in-depth")
                .reference(training)
                .slidingWindow(Duration.ofDays(7), Duration.ofDays(1))
                .performance(PerformanceMeasure.binary()
                        .and(PerformanceMeasure.decisions(0.5))
                        .and(PerformanceMeasure.business(saved)))
                .segment("foreign")
                .quality(Constraint.between("amount", 0, 100_000), Constraint.fresh("time", Duration.ofHours(6)))
                .conceptDrift(PredictionLoss.wrongClass(0.5))
                .fairness("foreign", FairnessPolicy.at(0.5))
                .measure(window -> List.of(
                        window.signal("spread", window.output(0).length == 0 ? Double.NaN : spread(window.output(0)))))
                .open()) {
            monitor.catchUp();
            assertThat(monitor.signals())
                    .extracting(Signal::name)
                    .contains(
                            "performance.auc[foreign=true]",
                            "performance.saved",
                            "performance.precision",
                            "concept_drift.adwin",
                            "fairness.equal_opportunity[foreign=true]",
                            "spread");
        }
    }

    private void process(Mlops mlops, Deployment fraud) {
        mlops.events().create("chargebacks", CHARGEBACKS, "at");
        Labels labels = Labels.byKey("chargebacks", "hour", "fraud", Duration.ofDays(45));
        try (Monitor monitor = Monitor.of(mlops, fraud)
                .named("fraud-chargebacks")
                .reference(training())
                .labels(labels)
                .alert(AlertRule.when("process.error_share[instance=node-1]").above(0.01), Slf4jSink.error())
                .open()) {
            ProcessHealth health =
                    ProcessHealth.of(fraud, "node-1", mlops.clock().instant());
            now.set(now.get().plusSeconds(60));
            monitor.record(health.since(mlops.clock().instant()));

            assertThat(monitor.signals("process.error_share[instance=node-1]")).hasSize(1);
        }
    }

    private static double spread(double[] outputs) {
        double least = 1;
        double greatest = 0;
        for (double output : outputs) {
            least = Math.min(least, output);
            greatest = Math.max(greatest, output);
        }
        return greatest - least;
    }

    private void pay(Deployment fraud, int day) {
        Random random = new Random(day);
        for (int i = 0; i < 300; i++) {
            now.set(MONDAY.plus(Duration.ofDays(day)).plusSeconds(280L * i));
            double amount = 500 * random.nextDouble();
            boolean foreign = random.nextBoolean();
            String id = day + "-" + i;
            fraud.predict(id, Map.of("amount", amount, "hour", i / 13, "foreign", foreign));
            double risk = 1 / (1 + Math.exp(4 - 0.01 * amount - (foreign ? 1.5 : 0)));
            fraud.label(id, random.nextDouble() < risk ? 1 : 0);
        }
    }

    private static Table training() {
        Random random = new Random(7);
        Table.Builder table = Table.builder(INPUTS);
        for (int i = 0; i < 3000; i++) {
            table.add(500 * random.nextDouble(), i % 24, random.nextBoolean());
        }
        return table.build();
    }

    private static Deployment deploy(Mlops mlops) {
        byte[] model = "{\"intercept\": -4, \"coefficients\": [0.01, 0, 1.5], \"link\": \"logit\"}"
                .getBytes(StandardCharsets.UTF_8);
        mlops.registry()
                .register(
                        "fraud",
                        ModelPackage.of("linear")
                                .withFile("model", model)
                                .signature(new Signature(INPUTS, Schema.of(Field.of("fraud", DataType.FLOAT64)))));
        return mlops.serving()
                .deploy(DeploymentSpec.named("fraud").champion("fraud/1").logPredictions(PredictionLogging.complete()));
    }
}
