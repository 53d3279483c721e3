// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.core.serving.PaymentReader.READER;
import static org.mlops4j.core.serving.PaymentReader.payment;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.core.telemetry.RecordingTelemetry;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.error.StorageException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Batching;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.Fallback;
import org.mlops4j.serving.PredictionLogging;
import org.mlops4j.serving.Protection;
import org.mlops4j.serving.Routing;
import org.mlops4j.spi.Telemetry;

class ServingTelemetryTest {

    private static final int CALLS = 100_000;

    @TempDir
    Path directory;

    private final ProbeFormat format = new ProbeFormat();
    private final RecordingTelemetry telemetry = new RecordingTelemetry();
    private EmbeddedStores elsewhere;
    private FaultyLog log;
    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = open(telemetry);
    }

    private Mlops open(Telemetry told) {
        elsewhere = EmbeddedStores.open(directory.resolve("elsewhere"));
        log = new FaultyLog(elsewhere.events());
        Mlops opened = Mlops.builder()
                .directory(directory.resolve("here"))
                .events(log)
                .format(format)
                .telemetry(told)
                .open();
        for (String alias : new String[] {"champion", "next"}) {
            opened.registry()
                    .alias("m", alias)
                    .moveTo(opened.registry().register("m", ProbeFormat.model(100, 1)), "first");
        }
        return opened;
    }

    @AfterEach
    void close() {
        mlops.close();
        elsewhere.close();
    }

    private Deployment deploy(Routing routing) {
        return mlops.serving().deploy(DeploymentSpec.named("d").routing(routing).features(READER));
    }

    @Test
    void everyPredictionIsToldWithRouteVersionAndOutcome() {
        Deployment deployment = deploy(Routing.to("m@champion"));
        deployment.predict("r1", payment("ana", 1.0, 7));
        deployment.score(new double[] {1, 2}, new double[1]);
        deployment.score("key", new double[] {1, 2}, new double[1]);
        assertThatThrownBy(() -> deployment.predict("r2", payment("ana", -1.0, 7)))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> deployment.predict("r3", Row.of(Schema.of()))).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> deployment.predict("by-name", Map.of("hour", 7)))
                .isInstanceOf(InvalidException.class);
        format.loaded.get(0).fails = true;
        assertThatThrownBy(() -> deployment.predict("r4", payment("ana", 1.0, 7)))
                .isInstanceOf(IllegalStateException.class);
        deployment.stop("enough");
        assertThatThrownBy(() -> deployment.predict("r5", payment("ana", 1.0, 7)))
                .isInstanceOf(RejectedException.class);
        assertThat(telemetry.told("prediction"))
                .containsExactly(
                        "prediction d champion m/1 SUCCEEDED r1",
                        "prediction d champion m/1 SUCCEEDED null",
                        "prediction d champion m/1 SUCCEEDED null",
                        "prediction d champion m/1 REFUSED r2",
                        "prediction d none - REFUSED r3",
                        "prediction d none - REFUSED by-name",
                        "prediction d champion m/1 FAILED r4",
                        "prediction d none - REFUSED null");
    }

    @Test
    void theFailureOfAModelAndTheAnswerInItsPlaceAreBothTold() {
        Deployment deployment = deploy(Routing.to("m@champion").fallback(Fallback.constant(0.5)));
        format.loaded.get(0).fails = true;
        deployment.predict("r1", payment("ana", 1.0, 7));
        deployment.change(routing -> routing.fallback(Fallback.version("m@next")), "better");
        deployment.score(new double[] {1, 2}, new double[1]);
        assertThat(telemetry.told("prediction"))
                .containsExactly(
                        "prediction d champion m/1 FAILED r1",
                        "prediction d fallback - SUCCEEDED r1",
                        "prediction d champion m/1 FAILED null",
                        "prediction d fallback m/2 SUCCEEDED null");
    }

    @Test
    void lookUpsInTheCacheAndBatchesAreTold() {
        Deployment deployment = deploy(Routing.to("m@champion")
                .protection(Protection.none().cache(10).batch(new Batching(4, Duration.ofMillis(1)))));
        deployment.score(new double[] {1, 2}, new double[1]);
        deployment.score(new double[] {1, 2}, new double[1]);
        deployment.score(new double[] {3, 2}, new double[1]);
        assertThat(telemetry.told("cache"))
                .containsExactly(
                        "cache d champion m/1 false", "cache d champion m/1 true", "cache d champion m/1 false");
        assertThat(telemetry.told("batch")).containsExactly("batch d champion m/1 1", "batch d champion m/1 1");
    }

    @Test
    void theShadowIsToldAsARoute() {
        Deployment deployment = mlops.serving()
                .deploy(DeploymentSpec.named("d")
                        .routing(Routing.to("m@champion").shadow("m@next"))
                        .features(READER)
                        .logPredictions(PredictionLogging.complete()));
        deployment.predict("r1", payment("ana", 1.0, 7));
        deployment.flush();
        format.loaded.get(1).fails = true;
        deployment.predict("r2", payment("ana", 1.0, 7));
        deployment.flush();
        assertThat(telemetry.told("prediction d shadow"))
                .containsExactly("prediction d shadow m/2 SUCCEEDED r1", "prediction d shadow m/2 FAILED r2");
    }

    @Test
    void loadsAreToldWhetherTheyComeToAnythingOrNot() {
        Deployment deployment = deploy(Routing.to("m@champion"));
        mlops.registry()
                .alias("m", "champion")
                .moveTo(mlops.registry().register("m", ProbeFormat.model(Double.NaN, 1)), "looked good");
        assertThatThrownBy(deployment::refresh).isInstanceOf(InvalidException.class);
        mlops.serving().load("m@next", "evaluation").close();
        assertThat(telemetry.told("load"))
                .startsWith("load d champion m/1 SUCCEEDED")
                .contains("load d champion m/3 REFUSED")
                .endsWith("load evaluation evaluation m/2 SUCCEEDED");
        assertThat(telemetry.told("transaction SUCCEEDED")).isNotEmpty();
    }

    @Test
    void whatDoesNotReachTheLogIsTold() {
        Deployment deployment = mlops.serving()
                .deploy(DeploymentSpec.named("d")
                        .champion("m@champion")
                        .features(READER)
                        .logPredictions(PredictionLogging.complete()));
        log.failWith(new StorageException("the disk is full"));
        deployment.predict("r1", payment("ana", 1.0, 7));
        deployment.label("r1", 1);
        // Whose close waits for both streams, whatever becomes of them.
        assertThatThrownBy(deployment::close).isInstanceOf(StorageException.class);
        log.failWith(null);
        assertThat(telemetry.told("unlogged")).containsExactly("unlogged d 1", "unlogged d 1");
    }

    @Test
    void aTelemetryThatThrowsReachesNoCaller() {
        close();
        mlops = open(new Telemetry() {
            @Override
            public PredictionMeter predictions(String deployment, String route, @Nullable ModelVersion version) {
                return (requestId, outcome, nanos) -> {
                    throw new IllegalStateException("the registry is full");
                };
            }

            @Override
            public void modelLoaded(ModelLoad load) {
                throw new IllegalStateException("the registry is full");
            }

            @Override
            public Timing transactions() {
                return (outcome, rows, nanos) -> {
                    throw new IllegalStateException("the registry is full");
                };
            }
        });
        Deployment deployment = deploy(Routing.to("m@champion"));
        assertThat(deployment.predict("r1", payment("ana", 1.0, 7)).value()).isEqualTo(100);
        deployment.score(new double[] {1, 2}, new double[1]);
        assertThat(deployment.status().errors()).isZero();
    }

    @Test
    void aScoreAllocatesNothingWhetherSomebodyMeasuresOrNot() {
        LongAdder count = new LongAdder();
        for (Telemetry told : new Telemetry[] {Telemetry.none(), new Counting(count)}) {
            close();
            mlops = open(told);
            Deployment deployment = deploy(Routing.to("m@champion"));
            double[] in = {1, 2};
            double[] out = new double[1];
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            for (int i = 0; i < CALLS; i++) {
                deployment.score(in, out);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                deployment.score(in, out);
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                    .as(told.toString())
                    .isLessThan(CALLS);
        }
        assertThat(count.sum()).isEqualTo(2 * CALLS);
    }

    private record Counting(LongAdder count) implements Telemetry {

        @Override
        public PredictionMeter predictions(String deployment, String route, @Nullable ModelVersion version) {
            return (requestId, outcome, nanos) -> count.increment();
        }
    }
}
