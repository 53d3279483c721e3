// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.lit;
import static org.mlops4j.features.store.Departures.FLIGHTS;
import static org.mlops4j.features.store.Departures.SERVICE;
import static org.mlops4j.features.store.Departures.START;
import static org.mlops4j.features.store.Departures.flights;
import static org.mlops4j.features.store.Departures.requests;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.features.Expression;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.RequestFeature;
import org.mlops4j.features.VectorReader;
import org.mlops4j.serving.PredictionStreams;

class FeatureStoreTest {

    @TempDir
    private Path directory;

    private Mlops mlops;
    private FeatureStore features;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory);
        features = FeatureStore.on(mlops);
    }

    @AfterEach
    void close() {
        features.close();
        mlops.close();
    }

    @Test
    void applyingIsAuditedOnce() {
        features.apply(SERVICE);
        features.apply(SERVICE);
        assertThat(mlops.audit().about("late-flights")).hasSize(1);
        assertThat(features.view("departures")).isEqualTo(Departures.DEPARTURES);
    }

    @Test
    void servedVectorsAreTheTrainingRows() {
        features.apply(SERVICE);
        Table flights = flights(5_000, 1);
        for (int i = 0; i < 4_500; i++) {
            features.push("departures", flights.row(i));
        }
        features.push("departures", flights.slice(4_500, 5_000));
        Table labels = requests(2_000);
        Table training = features.trainingSet(SERVICE, labels, "time").inputs();
        VectorReader reader = features.reader(SERVICE);
        double[] vector = new double[reader.names().size()];
        for (int i = 0; i < labels.rowCount(); i++) {
            reader.read(labels.row(i), labels.longs("time").get(i), vector);
            for (int f = 0; f < vector.length; f++) {
                assertThat(Double.doubleToLongBits(vector[f]))
                        .isEqualTo(Double.doubleToLongBits(
                                training.doubles(reader.names().get(f)).get(i)));
            }
        }
        assertThat(training.doubles("flights").get(1_999)).isGreaterThan(100);
    }

    @Test
    void anotherStoreOfTheSameEventsServesTheSame() {
        features.apply(SERVICE);
        features.push("departures", flights(500, 2));
        features.push("departures", flights(1, 3).row(0));
        Row request = requests(401).row(400);
        double[] before = vector(features, request);
        features.close();
        FeatureStore later = FeatureStore.on(mlops);
        assertThat(vector(later, request)).containsExactly(before);
        assertThat(later.history("departures").rowCount()).isEqualTo(501);
        assertThat(later.service("late-flights")).isEqualTo(SERVICE);
    }

    @Test
    void aReaderSeesARowFromItsPushOn() {
        features.apply(SERVICE);
        VectorReader reader = features.reader(SERVICE);
        Instant landed = START.plusSeconds(3_600);
        features.push("departures", Row.of(FLIGHTS, "ORD", START, landed, 20.0));
        assertThat(flightsAt(reader, landed.minusNanos(1))).isZero();
        assertThat(flightsAt(reader, landed)).isEqualTo(1);
    }

    @Test
    void pushedRowsMayHaveTheirColumnsInAnyOrder() {
        features.apply(SERVICE);
        Schema other = FLIGHTS.select(List.of("delay", "landed", "departed", "origin"));
        features.push("departures", Row.of(other, 20.0, START, START, "ORD"));
        assertThat(flightsAt(features.reader(SERVICE), START.plusSeconds(1))).isEqualTo(1);
    }

    @Test
    void aRequestFeatureReadsAVectorOfTheRequest() {
        Schema inputs = Schema.of(Field.of("embedding", new DataType.Vector(2)));
        FeatureService service = FeatureService.of(
                "similarity",
                new RequestFeature("second", Expression.call("element", col("embedding"), lit(2)), inputs));
        Table requests = Table.builder(inputs.with(Field.of("time", DataType.TIMESTAMP)))
                .add(new double[] {0.25, -4}, START)
                .build();
        double[] vector = new double[1];
        features.reader(service).read(requests.row(0), Times.nanos(START), vector);
        assertThat(vector).containsExactly(-4);
        assertThat(features.recompute(service, requests, "time")
                        .doubles("second")
                        .get(0))
                .isEqualTo(-4);
    }

    @Test
    void aViewKeepsItsSource() {
        features.apply(SERVICE);
        FeatureView other = FeatureView.named("departures")
                .entity("origin")
                .from(FLIGHTS.with(Field.of("carrier", DataType.STRING)))
                .eventTime("departed")
                .feature("n", count())
                .build();
        assertThatThrownBy(() -> features.apply(FeatureService.of("other", other)))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("departures");
    }

    @Test
    void aDeploymentThatLoggedNothingHasNoSkew() {
        features.apply(SERVICE);
        assertThatThrownBy(() -> features.skew(SERVICE, "nobody", Instant.EPOCH, Instant.MAX))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("deployment 'nobody' has logged no prediction");
    }

    @Test
    void skewIsFoundToTheBit() {
        features.apply(SERVICE);
        features.push("departures", flights(2_000, 4));
        VectorReader reader = features.reader(SERVICE);
        Table served = served(reader, requests(300));
        SkewReport clean = features.skew(SERVICE, served);
        assertThat(clean.compared()).isEqualTo(300 * 4);
        assertThat(clean.different()).isZero();
        double[] hours = served.doubles("feature.hour").toArray();
        hours[7] = Math.nextUp(hours[7]);
        Table altered =
                served.without("feature.hour").with(Field.of("feature.hour", DataType.FLOAT64), DoubleColumn.of(hours));
        assertThat(features.skew(SERVICE, altered).features())
                .contains(
                        new SkewReport.FeatureSkew("hour", Map.of(SkewCause.UNEXPLAINED, 1)),
                        new SkewReport.FeatureSkew("flights", Map.of()));
        // An event that was pushed hours after it should have been known.
        features.push("departures", Row.of(FLIGHTS, "ORD", START, START, 1.0));
        SkewReport late = features.skew(SERVICE, served);
        assertThat(late.different()).isPositive();
        assertThat(late.causes()).containsOnlyKeys(SkewCause.LATE_EVENT);
        assertThat(late.toString()).contains("flights: ").contains("LATE_EVENT=");
    }

    @Test
    void readsAndPushesOfManyThreadsLoseNothing() throws Exception {
        features.apply(SERVICE);
        VectorReader reader = features.reader(SERVICE);
        Table flights = flights(4_000, 5);
        long end = flights.longs("landed").get(0) + hours(1_000).toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int first = thread;
                done.add(threads.submit(() -> {
                    double[] vector = new double[reader.names().size()];
                    for (int i = first; i < flights.rowCount(); i += 4) {
                        features.push("departures", flights.row(i));
                        reader.read(requests(1).row(0), end - i, vector);
                    }
                }));
            }
            for (Future<?> future : done) {
                future.get();
            }
        } finally {
            threads.shutdown();
        }
        Table label = Table.builder(requests(1).schema()).add("ORD", START, end).build();
        Table expected = features.recompute(SERVICE, label, "time");
        double[] vector = new double[reader.names().size()];
        reader.read(label.row(0), end, vector);
        assertThat(vector[2]).isEqualTo(expected.doubles("flights").get(0)).isGreaterThan(1_000);
        assertThat(features.history("departures").rowCount()).isEqualTo(4_000);
    }

    @Test
    void oneCallGivesTheVectorOfAnEntityAtThePresentTime() {
        AtomicReference<Instant> now = new AtomicReference<>(START);
        try (Mlops clocked = Mlops.builder()
                        .directory(directory.resolve("clocked"))
                        .clock(now::get)
                        .open();
                FeatureStore store = FeatureStore.on(clocked)) {
            store.apply(SERVICE);
            store.push("departures", flights(500, 6));
            now.set(START.plusSeconds(9_000));
            Map<String, Instant> request = Map.of("scheduled", START);
            double[] vector = store.vector(SERVICE, "ORD", request);
            double[] expected = new double[4];
            store.reader(SERVICE).read(Row.of(SERVICE.request(), "ORD", START), Times.nanos(now.get()), expected);
            assertThat(vector).containsExactly(expected);
            assertThat(vector[2]).isPositive();
            store.push("departures", Row.of(FLIGHTS, "ORD", START, START, 20.0));
            assertThat(store.vector(SERVICE, "ORD", request)[2]).isEqualTo(vector[2] + 1);
            assertThatThrownBy(() -> store.vector(SERVICE, "ORD", Map.of("sheduled", START)))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("sheduled");
            assertThatThrownBy(() -> store.vector(SERVICE, 7L, request))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("origin");
        }
    }

    @Test
    void aVectorInOneCallIsOfAnEntityWithOneKey() {
        FeatureView routes = FeatureView.named("routes")
                .entity("route", "origin", "delay_code")
                .from(FLIGHTS.with(Field.of("delay_code", DataType.INT64)))
                .eventTime("departed")
                .feature("n", count())
                .build();
        features.apply(FeatureService.of("routes", routes));
        assertThatThrownBy(() -> features.vector(FeatureService.of("routes", routes), "ORD", Map.of("delay_code", 1)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("origin, delay_code");
    }

    private static double flightsAt(VectorReader reader, Instant time) {
        double[] vector = new double[reader.names().size()];
        reader.read(Row.of(reader.request(), "ORD", time), Times.nanos(time), vector);
        return vector[2];
    }

    private static double[] vector(FeatureStore features, Row request) {
        VectorReader reader = features.reader(SERVICE);
        double[] vector = new double[reader.names().size()];
        reader.read(request, request.whole(2), vector);
        return vector;
    }

    private static Table served(VectorReader reader, Table requests) {
        Table.Builder served = Table.builder(PredictionStreams.predictions(reader, 1));
        double[] vector = new double[reader.names().size()];
        for (int i = 0; i < requests.rowCount(); i++) {
            Row request = requests.row(i);
            reader.read(request, request.whole(2), vector);
            List<Object> values = new ArrayList<>(List.of("r" + i, request.whole(2), "m", 1L, "champion", 1L, 0.5));
            for (double feature : vector) {
                values.add(feature);
            }
            values.add(request.text(0));
            values.add(request.whole(1));
            served.add(values.toArray());
        }
        return served.build();
    }
}
