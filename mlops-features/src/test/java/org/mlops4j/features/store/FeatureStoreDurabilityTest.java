// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.store.Departures.SERVICE;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.features.VectorReader;

class FeatureStoreDurabilityTest {

    private static final Table FLIGHTS = Departures.flights(6_000, 11);
    private static final int SINGLE_ROWS = 5_000;

    @TempDir
    private Path directory;

    /** The flights before the cut are pushed, vectors before it are read; then those behind it. */
    @Test
    void aRestartInBetweenChangesNoBit() {
        int cut = 540;
        Instant moment = Departures.START.plusSeconds(cut * 20 + 600);
        long[] unharmed;
        try (Mlops mlops = Mlops.open(directory.resolve("one life"));
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            features.push("departures", FLIGHTS.slice(0, cut));
            bits(features, Instant.MIN, moment);
            features.push("departures", FLIGHTS.slice(cut, FLIGHTS.rowCount()));
            unharmed = bits(features, moment, Instant.MAX);
        }
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            features.push("departures", FLIGHTS.slice(0, cut));
            bits(features, Instant.MIN, moment);
        }
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.push("departures", FLIGHTS.slice(cut, FLIGHTS.rowCount()));
            assertThat(bits(features, moment, Instant.MAX)).containsExactly(unharmed);
            assertThat(features.history("departures").digest()).isEqualTo(FLIGHTS.digest());
        }
        assertThat(Arrays.stream(unharmed).distinct().count()).isGreaterThan(100);
    }

    @Test
    void whatWasFlushedSurvivesTheDeathOfTheProcess() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FlushAndHang.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = child.inputReader(UTF_8)) {
            assertThat(output.readLine()).isEqualTo("flushed");
        } finally {
            child.destroyForcibly().waitFor();
        }
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            assertThat(features.history("departures").digest()).isEqualTo(FLIGHTS.digest());
            long[] survived = bits(features);
            try (Mlops other = Mlops.open(directory.resolve("other"));
                    FeatureStore unharmed = FeatureStore.on(other)) {
                push(unharmed);
                assertThat(survived).containsExactly(bits(unharmed));
            }
        }
    }

    /** The process that is killed. */
    static final class FlushAndHang {

        private FlushAndHang() {}

        public static void main(String[] arguments) throws InterruptedException {
            FeatureStore features = FeatureStore.on(Mlops.open(Path.of(arguments[0])));
            push(features);
            features.flush();
            System.out.println("flushed");
            Thread.currentThread().join();
        }
    }

    private static void push(FeatureStore features) {
        features.apply(SERVICE);
        for (int i = 0; i < SINGLE_ROWS; i++) {
            features.push("departures", FLIGHTS.row(i));
        }
        features.push("departures", FLIGHTS.slice(SINGLE_ROWS, FLIGHTS.rowCount() - 1));
        features.push("departures", FLIGHTS.row(FLIGHTS.rowCount() - 1));
    }

    private static long[] bits(FeatureStore features) {
        return bits(features, Instant.MIN, Instant.MAX);
    }

    /** {@return the vectors of the requests from one instant to before another} */
    private static long[] bits(FeatureStore features, Instant from, Instant to) {
        VectorReader reader = features.reader(SERVICE);
        Table requests = Departures.requests(500);
        int width = reader.names().size();
        double[] vector = new double[width];
        long[] bits = new long[requests.rowCount() * width];
        for (int i = 0; i < requests.rowCount(); i++) {
            Row request = requests.row(i);
            Instant time = Times.instant(request.whole(2));
            if (time.isBefore(from) || !time.isBefore(to)) {
                continue;
            }
            reader.read(request, request.whole(2), vector);
            for (int feature = 0; feature < width; feature++) {
                bits[i * width + feature] = Double.doubleToLongBits(vector[feature]);
            }
        }
        return bits;
    }
}
