// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.store.Departures.SERVICE;
import static org.mlops4j.features.store.Departures.START;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.features.VectorReader;

class ReadAllocationTest {

    private static final int READS = 100_000;

    @TempDir
    private Path directory;

    /** Time moves on from read to read, over all of the flights: events come into force and leave their windows. */
    @Test
    void aHundredThousandReadsAllocateNothing() {
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            features.push("departures", Departures.flights(2_000, 31));
            VectorReader reader = features.reader(SERVICE);
            Table requests = Departures.requests(3);
            Row[] rows = {requests.row(0), requests.row(1), requests.row(2)};
            double[] vector = new double[reader.names().size()];
            long time = Times.nanos(START);
            long step = Duration.ofHours(10).toNanos() / READS;
            for (int i = 0; i < READS; i++) {
                reader.read(rows[i % 3], time, vector);
                time += step;
            }
            assertThat(vector[2]).isPositive();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long thread = Thread.currentThread().getId();
            threads.getThreadAllocatedBytes(thread);
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < READS; i++) {
                reader.read(rows[i % 3], time, vector);
                time += step;
            }
            long allocated = threads.getThreadAllocatedBytes(thread) - before;
            // Not a byte to each read, in interpreted code as in compiled.
            assertThat(allocated).isLessThan(READS);
            assertThat(vector[2]).isGreaterThan(900);
        }
    }

    /** What is made of the schema of a request is kept for a few of them. */
    @Test
    void callersOfDifferentSchemasDoNotDriveEachOtherOut() {
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            features.push("departures", Departures.flights(100, 31));
            VectorReader reader = features.reader(SERVICE);
            Table requests = Departures.requests(1);
            List<Row> rows = List.of(
                    requests.row(0),
                    requests.select(List.of("scheduled", "origin")).row(0),
                    requests.select(List.of("time", "origin", "scheduled")).row(0));
            double[] vector = new double[reader.names().size()];
            long time = Times.nanos(START.plus(Duration.ofHours(1)));
            for (int i = 0; i < 3_000; i++) {
                reader.read(rows.get(i % 3), time, vector);
            }
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long thread = Thread.currentThread().getId();
            threads.getThreadAllocatedBytes(thread);
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < READS; i++) {
                reader.read(rows.get(i % 3), time, vector);
            }
            assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(READS);
        }
    }
}
