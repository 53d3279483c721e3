// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.mlops4j.Mlops;
import org.mlops4j.core.store.EmbeddedStores;
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
                        .series(new HookedSeries(stores.series(), InterruptedBatch::standStill))
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

    private static void standStill() {
        System.out.println("in the middle");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
