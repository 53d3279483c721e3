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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.DeploymentStatus;
import org.mlops4j.serving.Prediction;
import org.mlops4j.serving.PredictionLogging;
import org.mlops4j.serving.PredictionStreams;

class LocalDeploymentTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String PREDICTIONS = PredictionStreams.predictions("d", READER);
    private static final String LABELS = PredictionStreams.labels("d");

    @TempDir
    Path directory;

    private final ProbeFormat format = new ProbeFormat();
    private EmbeddedStores elsewhere;
    private FaultyLog log;
    private Mlops mlops;

    @BeforeEach
    void open() {
        elsewhere = EmbeddedStores.open(directory.resolve("elsewhere"));
        log = new FaultyLog(elsewhere.events());
        mlops = Mlops.builder()
                .directory(directory.resolve("here"))
                .events(log)
                .format(format)
                .clock(() -> NOW)
                .open();
        mlops.registry()
                .alias("m", "champion")
                .moveTo(mlops.registry().register("m", ProbeFormat.model(100, 2)), "first");
    }

    @AfterEach
    void close() {
        mlops.close();
        elsewhere.close();
    }

    private static DeploymentSpec spec() {
        return DeploymentSpec.named("d").champion("m@champion").features(READER);
    }

    private Deployment deploy(PredictionLogging logging) {
        return mlops.serving().deploy(spec().logPredictions(logging));
    }

    private static List<String> texts(Table rows, String column) {
        return IntStream.range(0, rows.rowCount())
                .mapToObj(i -> rows.row(i).text(column))
                .toList();
    }

    @Test
    void predictionsAndLabelsArriveInTheLog() {
        mlops.registry()
                .alias("m", "challenger")
                .moveTo(mlops.registry().register("m", ProbeFormat.model(200, 2)), "try");
        Deployment deployment =
                mlops.serving().deploy(spec().shadow("m@challenger").logPredictions(PredictionLogging.complete()));

        Prediction prediction = deployment.predict("r1", payment("ana", 12.5, 7));
        deployment.flush();
        deployment.predict("r2", payment("ben", null, 8));
        deployment.label("r1", 1);
        deployment.flush();

        assertThat(prediction.values()).containsExactly(100.0, 101.0);
        assertThat(prediction.requestId()).isEqualTo("r1");
        assertThat(prediction.time()).isEqualTo(NOW);
        assertThat(prediction.route()).isEqualTo("champion");
        assertThat(prediction.version()).isEqualTo(mlops.registry().load("m", 1));

        Table rows = mlops.events().read(PREDICTIONS, 0, 100);
        assertThat(rows.schema()).isEqualTo(PredictionStreams.predictions(READER, 2));
        assertThat(texts(rows, "request_id")).containsExactly("r1", "r1", "r2", "r2");
        assertThat(texts(rows, "route")).containsExactly("champion", "shadow", "champion", "shadow");
        Row champion = rows.row(0);
        assertThat(champion.instant("time")).isEqualTo(NOW);
        assertThat(champion.text("model")).isEqualTo("m");
        assertThat(champion.number("version")).isEqualTo(1);
        assertThat(champion.number("latency_nanos")).isEqualTo((double) prediction.latencyNanos());
        assertThat(champion.number("output.0")).isEqualTo(100);
        assertThat(champion.number("output.1")).isEqualTo(101);
        assertThat(champion.number("feature.amount")).isEqualTo(12.5);
        assertThat(champion.number("feature.hour")).isEqualTo(7);
        assertThat(champion.text("request.account")).isEqualTo("ana");
        assertThat(champion.number("request.amount")).isEqualTo(12.5);
        assertThat(champion.number("request.hour")).isEqualTo(7);
        assertThat(champion.number("request.foreign")).isEqualTo(1);
        Row shadow = rows.row(1);
        assertThat(shadow.number("version")).isEqualTo(2);
        assertThat(shadow.number("output.0")).isEqualTo(200);
        assertThat(shadow.number("feature.amount")).isEqualTo(12.5);
        Row missing = rows.row(2);
        assertThat(missing.number("feature.amount")).isNaN();
        assertThat(missing.isNull(rows.schema().index("request.amount"))).isTrue();

        Table labels = mlops.events().read(LABELS, 0, 100);
        assertThat(texts(labels, "request_id")).containsExactly("r1");
        assertThat(labels.row(0).number("label")).isEqualTo(1);
        assertThat(labels.row(0).instant("time")).isEqualTo(NOW);
    }

    @Test
    void aShadowThatFailsOrIsPromotedReachesNoCaller() {
        mlops.registry()
                .alias("m", "challenger")
                .moveTo(mlops.registry().register("m", ProbeFormat.model(200, 2).signature(signature())), "try");
        Deployment deployment =
                mlops.serving().deploy(spec().shadow("m@challenger").logPredictions(PredictionLogging.complete()));

        assertThat(deployment.predict("r1", payment("ana", null, 7)).value()).isEqualTo(100);
        deployment.flush();
        assertThat(deployment.status().shadowErrors()).isEqualTo(1);
        assertThat(deployment.status().errors()).isZero();

        mlops.registry().alias("m", "champion").moveTo(mlops.registry().load("m", 2), "it is better");
        deployment.refresh();
        deployment.predict("r2", payment("ana", 1.0, 7));
        deployment.flush();
        Table rows = mlops.events().read(PREDICTIONS, 0, 100);
        assertThat(texts(rows, "request_id")).containsExactly("r1", "r2");
        assertThat(texts(rows, "route")).containsExactly("champion", "champion");
    }

    private static Signature signature() {
        return new Signature(
                Schema.of(Field.of("amount", DataType.FLOAT64), Field.of("hour", DataType.FLOAT64)),
                Schema.of(Field.of("low", DataType.FLOAT64), Field.of("high", DataType.FLOAT64)));
    }

    @Test
    void championShadowAndLabelAreInTheSampleTogether() {
        mlops.registry()
                .alias("m", "challenger")
                .moveTo(mlops.registry().register("m", ProbeFormat.model(200, 2)), "try");
        Deployment deployment = mlops.serving()
                .deploy(spec().shadow("m@challenger")
                        .logPredictions(new PredictionLogging(0.3, PredictionLogging.WhenFull.WAIT)));
        for (int i = 0; i < 1_000; i++) {
            deployment.predict("r" + i, payment("ana", 1.0, i));
            deployment.label("r" + i, 0);
        }
        deployment.flush();

        List<String> labelled = texts(mlops.events().read(LABELS, 0, 10_000), "request_id");
        assertThat(labelled).hasSizeBetween(230, 370);
        List<String> twice = new ArrayList<>();
        labelled.forEach(id -> twice.addAll(List.of(id, id)));
        assertThat(texts(mlops.events().read(PREDICTIONS, 0, 10_000), "request_id"))
                .containsExactlyInAnyOrderElementsOf(twice);
    }

    @Test
    void aLogThatFailsIsCountedAndFailsNoPredictionAndNoClose() {
        Deployment deployment = deploy(PredictionLogging.complete());
        log.failWith(new StorageException("the disk is full"));
        for (int i = 0; i < 10; i++) {
            assertThat(deployment.predict("r" + i, payment("ana", 1.0, i)).value())
                    .isEqualTo(100);
        }
        assertThatThrownBy(deployment::flush).isInstanceOf(StorageException.class);
        assertThat(deployment.status().unlogged()).isEqualTo(10);
        assertThat(deployment.status().queued()).isZero();

        assertThatThrownBy(deployment::close).isInstanceOf(StorageException.class);
        assertThat(format.loaded).allSatisfy(probe -> assertThat(probe.closes).hasValue(1));
        assertThat(mlops.serving().find("d")).isEmpty();
        log.failWith(null);
    }

    @Test
    void closingWritesWhatWasPredicted() {
        Deployment deployment = deploy(PredictionLogging.sample(1));
        for (int i = 0; i < 1_000; i++) {
            deployment.predict("r" + i, payment("ana", 1.0, i));
        }
        deployment.close();
        assertThat(mlops.events().position(PREDICTIONS)).isEqualTo(1_000);
        assertThat(deployment.status().unlogged()).isZero();
    }

    @Test
    void theStatusCountsAnswersAndErrorsApart() {
        Deployment deployment = deploy(PredictionLogging.off());
        double[] out = new double[2];
        for (int i = 0; i < 40; i++) {
            deployment.score(new double[] {1, 2}, out);
        }
        deployment.predict("r", payment("ana", 1.0, 2));
        assertThatThrownBy(() -> deployment.score(new double[] {-1, 2}, out)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> deployment.predict("r", payment("ana", -1.0, 2)))
                .isInstanceOf(InvalidException.class);
        Row other = Row.of(Schema.of(Field.of("amount", DataType.FLOAT64)), 1.0);
        assertThatThrownBy(() -> deployment.predict("r", other))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("account");

        DeploymentStatus status = deployment.status();
        assertThat(status.predictions()).isEqualTo(41);
        assertThat(status.errors()).isEqualTo(3);
        assertThat(status.stopped()).isNull();
        assertThat(status.p50()).isPositive();
        assertThat(status.p99()).isGreaterThanOrEqualTo(status.p50());
    }

    @Test
    void aMissingInputIsNamedUnlessItMayBeMissing() {
        mlops.registry()
                .alias("m", "champion")
                .moveTo(mlops.registry().register("m", ProbeFormat.model(200, 2).signature(signature())), "strict");
        Deployment deployment = deploy(PredictionLogging.off());
        assertThatThrownBy(() -> deployment.predict("r", payment("ana", null, 7)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'amount'")
                .hasMessageContaining("m/2");
        assertThatThrownBy(() -> deployment.score(new double[] {1, Double.NaN}, new double[2]))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'hour'");
    }

    @Test
    void arraysThatAreTooShortAreRefused() {
        Deployment deployment = deploy(PredictionLogging.off());
        assertThatThrownBy(() -> deployment.score(new double[1], new double[2]))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("2 inputs");
        assertThatThrownBy(() -> deployment.score(new double[2], new double[1]))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("2 outputs");
    }

    @Test
    void aDeploymentWithoutFeaturesOnlyScores() {
        Deployment deployment = mlops.serving().deploy(DeploymentSpec.named("d").champion("m@champion"));
        double[] out = new double[2];
        deployment.score(new double[2], out);
        assertThat(out).containsExactly(100, 101);
        assertThatThrownBy(() -> deployment.predict("r", payment("ana", 1.0, 7)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("features");
    }

    @Test
    void oneNameIsDeployedOnceUntilItIsClosed() {
        Deployment deployment = deploy(PredictionLogging.off());
        assertThatThrownBy(() -> deploy(PredictionLogging.off())).isInstanceOf(AlreadyExistsException.class);
        assertThat(mlops.serving().find("d")).containsSame(deployment);

        deployment.close();
        deployment.close();
        assertThat(mlops.serving().find("d")).isEmpty();
        for (Runnable use : List.<Runnable>of(
                () -> deployment.score(new double[2], new double[2]),
                () -> deployment.predict("r", payment("ana", 1.0, 7)),
                () -> deployment.label("r", 1),
                () -> deployment.stop("why"),
                () -> deployment.resume("why"),
                deployment::refresh,
                deployment::champion,
                deployment::flush)) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'d'");
        }
        assertThat(deploy(PredictionLogging.off()).champion().number()).isEqualTo(1);
    }

    @Test
    void closingTheHandleClosesItsDeployments() {
        Deployment deployment = deploy(PredictionLogging.complete());
        deployment.predict("r", payment("ana", 1.0, 7));
        mlops.close();
        assertThatThrownBy(() -> deployment.score(new double[2], new double[2]))
                .isInstanceOf(IllegalStateException.class);
        assertThat(format.loaded).allSatisfy(probe -> assertThat(probe.closes).hasValue(1));
    }

    @Test
    void aClosedDeploymentRefusesEveryCallAndIsClosedOnce() {
        Deployment deployment = mlops.serving().deploy(spec().logPredictions(PredictionLogging.complete()));
        deployment.close();
        deployment.close();
        List<ThrowingCallable> calls = List.of(
                () -> deployment.predict("r", payment("ana", 1.0, 7)),
                () -> deployment.score(new double[2], new double[2]),
                () -> deployment.score("key", new double[2], new double[2]),
                () -> deployment.label("r", 1),
                () -> deployment.change(routing -> routing, "too late"),
                () -> deployment.stop("too late"),
                () -> deployment.resume("too late"),
                deployment::champion,
                deployment::refresh,
                deployment::flush);
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessage("deployment 'd' is closed");
        }
        assertThat(deployment.status().routes()).isNotEmpty();
    }

    @Test
    void scoringAllocatesNothing() {
        Deployment deployment = deploy(PredictionLogging.off());
        double[] in = new double[2];
        double[] out = new double[2];
        score(deployment, in, out, 300_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        score(deployment, in, out, 100_000);
        long bytes = threads.getThreadAllocatedBytes(thread) - before;
        // Asking for the count may itself allocate a little.
        assertThat(bytes).isLessThan(1_000);
    }

    private static void score(Deployment deployment, double[] in, double[] out, int times) {
        for (int i = 0; i < times; i++) {
            deployment.score(in, out);
        }
    }
}
