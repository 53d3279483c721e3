// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.core.serving.PaymentReader.READER;
import static org.mlops4j.core.serving.PaymentReader.payment;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.telemetry.RecordingTelemetry;
import org.mlops4j.data.Table;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.PredictionLogging;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;

/** A shadow that hangs. */
@Timeout(120)
class SlowShadowTest {

    private static final int SOME = 100;

    @TempDir
    private Path directory;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final RecordingTelemetry telemetry = new RecordingTelemetry();
    private Mlops mlops;
    private Deployment deployment;

    @BeforeEach
    void open() {
        mlops = Mlops.builder()
                .directory(directory)
                .format(new ProbeFormat())
                .format(new Hanging(gate))
                .telemetry(telemetry)
                .open();
        mlops.registry().register("m", ProbeFormat.model(100, 1));
        mlops.registry().register("m", ModelPackage.of("hanging").withFile("model", new byte[] {1}));
        deployment = mlops.serving()
                .deploy(DeploymentSpec.named("d")
                        .champion("m/1")
                        .shadow("m/2")
                        .features(READER)
                        .logPredictions(PredictionLogging.sample(1.0)));
    }

    @AfterEach
    void close() {
        gate.countDown();
        mlops.close();
    }

    private List<@Nullable String> logged(String route) {
        Table rows = mlops.events().read(PredictionStreams.predictions("d", READER), 0, 1_000_000);
        return IntStream.range(0, rows.rowCount())
                .mapToObj(rows::row)
                .filter(row -> route.equals(row.text("route")))
                .map(row -> row.text("request_id"))
                .toList();
    }

    @Test
    void noCallerWaitsForItAndItsPredictionsComeToTheLogUnderTheSameIds() {
        List<String> ids = IntStream.range(0, SOME).mapToObj(i -> "r" + i).toList();
        ids.forEach(id -> deployment.predict(id, payment("ana", 1.0, 7)));
        assertThat(deployment.status().queued()).isPositive();
        assertThat(telemetry.queues()).containsOnlyKeys("d failures", "d labels", "d predictions", "d shadow");
        assertThat(telemetry.queues().get("d shadow")).isPositive();
        gate.countDown();
        deployment.flush();
        assertThat(logged("champion")).isEqualTo(ids);
        assertThat(logged("shadow")).isEqualTo(ids);
        assertThat(deployment.status().unlogged()).isZero();
        assertThat(telemetry.queues())
                .allSatisfy((queue, waiting) -> assertThat(waiting).as(queue).isZero());
        deployment.close();
        assertThat(telemetry.queues()).isEmpty();
    }

    @Test
    void whatFindsItsQueueFullIsCountedAndTheChampionIsLoggedAllTheSame() {
        int requests = BackgroundQueue.CAPACITY + 5_000;
        for (int i = 0; i < requests; i++) {
            deployment.predict("r" + i, payment("ana", 1.0, 7));
            if (i % 1_000 == 0) {
                mlops.events().sync();
            }
        }
        long lost = telemetry.told("unlogged").size();
        assertThat(lost).isPositive();
        assertThat(deployment.status().unlogged()).isEqualTo(lost);
        gate.countDown();
        deployment.flush();
        assertThat(logged("champion").size() + logged("shadow").size())
                .isEqualTo(2L * requests - telemetry.told("unlogged").size());
    }

    /** Models that answer once a gate is open. */
    private record Hanging(CountDownLatch gate) implements ModelFormat {

        @Override
        public String name() {
            return "hanging";
        }

        @Override
        public Predictor load(ModelManifest manifest, ModelFormat.Files files) {
            files.read("model");
            CountDownLatch open = gate;
            return new Predictor() {

                @Override
                public int inputs() {
                    return 2;
                }

                @Override
                public int outputs() {
                    return 1;
                }

                @Override
                public void predict(double[] row, double[] out) {
                    // The calls of the warm-up are rows of zeros.
                    if (row[0] != 0) {
                        await();
                    }
                    out[0] = 200;
                }

                private void await() {
                    try {
                        open.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("interrupted", e);
                    }
                }

                @Override
                public void close() {
                    // Nothing is held.
                }
            };
        }
    }
}
