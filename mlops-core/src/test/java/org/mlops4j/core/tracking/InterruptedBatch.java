// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.mlops4j.Mlops;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.storage.Verification;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunBatch;

/** A program that never gets beyond the middle of a batch: the documents are stored, the points are not. */
final class InterruptedBatch {

    private InterruptedBatch() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        try (EmbeddedStores stores = EmbeddedStores.open(directory);
                Mlops mlops = Mlops.builder()
                        .directory(directory)
                        .series(new Stuck(stores.series()))
                        .open();
                Run run = mlops.tracking().start("late-flights")) {
            run.log(new RunBatch()
                    .param("depth", 6)
                    .tag("team", "ml")
                    .metric("auc", 0.5, 1)
                    .metric("auc", Double.NaN, 2)
                    .metric("loss", -0.0, 1));
        }
    }

    private record Stuck(SeriesStore store) implements SeriesStore {

        @Override
        public void append(List<Point> points) {
            System.out.println("in the middle");
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public List<Point> read(String series, long fromStep, int limit) {
            return store.read(series, fromStep, limit);
        }

        @Override
        public Optional<Point> latest(String series) {
            return store.latest(series);
        }

        @Override
        public List<String> names(String after, int limit) {
            return store.names(after, limit);
        }

        @Override
        public Verification verify() {
            return store.verify();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
