// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.PredictionLogging;

class ProcessHealthTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Schema INPUTS = Schema.of(Field.of("x", DataType.FLOAT64));
    private static final AlertRule TOO_MANY_ERRORS =
            AlertRule.when("process.error_share[instance=node-1]").above(0.1);

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

    @Test
    void countsWhatHappenedSinceTheLastSampleAndRaisesAlerts() {
        try (Mlops mlops = open();
                Deployment deployment = deploy(mlops);
                Monitor monitor = Monitor.of(mlops, deployment)
                        .reference(Table.of(INPUTS, List.of(DoubleColumn.of(1, 2, 3))))
                        .alert(TOO_MANY_ERRORS)
                        .open()) {
            deployment.predict("before", Map.of("x", 1.0));
            ProcessHealth health = ProcessHealth.of(deployment, "node-1", NOON);
            assertThat(health.since(NOON)).as("no time has passed").isEmpty();
            for (int i = 0; i < 30; i++) {
                deployment.predict("r" + i, Map.of("x", 1.0));
            }
            Map<String, Signal> first = after(60, health);
            assertThat(first.get("process.throughput[instance=node-1]").value()).isEqualTo(0.5);
            assertThat(first.get("process.error_share[instance=node-1]").value())
                    .isZero();
            assertThat(first.get("process.unlogged[instance=node-1]").value()).isZero();
            assertThat(first.get("process.heap[instance=node-1]").value()).isBetween(0.0, 1.0);
            assertThat(first.get("process.latency_p99[instance=node-1]").value())
                    .isPositive();
            Document champion = first.get("process.throughput[instance=node-1]")
                    .detail()
                    .get("routes")
                    .get("champion");
            assertThat(champion.get("version").text()).isEqualTo("m/1");
            assertThat(champion.get("answered").whole()).isEqualTo(31);
            assertThat(monitor.record(List.copyOf(first.values()))).isEmpty();

            Map<String, Signal> idle = after(60, health);
            assertThat(idle.get("process.throughput[instance=node-1]").value()).isZero();
            assertThat(idle.get("process.error_share[instance=node-1]").value()).isNaN();
            assertThat(monitor.signals("process.cpu[instance=node-1]")).hasSize(1);
        }
    }

    @Test
    void aBatchOfSignalsIsTakenOnceAndWholeOrNotAtAll() {
        try (Mlops mlops = open();
                Deployment deployment = deploy(mlops);
                Monitor monitor = Monitor.of(mlops, deployment)
                        .reference(Table.of(INPUTS, List.of(DoubleColumn.of(1, 2, 3))))
                        .alert(TOO_MANY_ERRORS)
                        .open()) {
            Signal errors = signal(TOO_MANY_ERRORS.signal(), 0.5);
            Signal other = signal("other", 1);
            assertThatThrownBy(() -> monitor.record(List.of(errors, signal("a\nb", 1))))
                    .isInstanceOf(InvalidException.class);
            assertThat(monitor.signals()).isEmpty();

            assertThat(monitor.record(List.of(errors, other)))
                    .extracting(Alert::rule)
                    .containsExactly(TOO_MANY_ERRORS.name());
            long entries = mlops.audit().verify();
            assertThat(monitor.record(List.of(other, errors))).isEmpty();
            assertThat(monitor.signals()).containsExactlyInAnyOrder(errors, other);
            assertThat(mlops.audit().verify()).isEqualTo(entries);
        }
    }

    private Map<String, Signal> after(int seconds, ProcessHealth health) {
        now.set(now.get().plusSeconds(seconds));
        return health.since(now.get()).stream().collect(Collectors.toMap(Signal::name, Function.identity()));
    }

    private Mlops open() {
        return Mlops.builder().directory(directory).clock(now::get).open();
    }

    private static Signal signal(String name, double value) {
        return new Signal(name, NOON, NOON.plusSeconds(60), value, 100, Document.nothing());
    }

    private static Deployment deploy(Mlops mlops) {
        byte[] model =
                "{\"intercept\": 1, \"coefficients\": [2], \"link\": \"identity\"}".getBytes(StandardCharsets.UTF_8);
        mlops.registry()
                .register(
                        "m",
                        ModelPackage.of("linear")
                                .withFile("model", model)
                                .signature(new Signature(INPUTS, Schema.of(Field.of("y", DataType.FLOAT64)))));
        return mlops.serving()
                .deploy(DeploymentSpec.named("payments").champion("m/1").logPredictions(PredictionLogging.complete()));
    }
}
