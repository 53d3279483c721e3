// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.ConflictException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;

/** Runs whose second step falls asleep in the process that tries it first, until a line is entered. */
final class SleepingPipeline {

    /** How many there are: each has a commit to make when it wakes up. */
    static final int RUNS = 3;

    /** What the second step changes in the store, by the id of its run. */
    static final String EFFECT = "effect";

    private SleepingPipeline() {}

    /**
     * {@return the pipeline}
     *
     * @param sleep what the first try of the second step does
     */
    static Pipeline pipeline(String who, Callable<?> sleep) {
        return Pipeline.named("p")
                .step("data", step -> Document.of(who))
                .step("train", step -> {
                    if (step.attempt() == 1) {
                        sleep.call();
                    }
                    step.commit(writer -> writer.put(EFFECT, step.run(), Document.of(who), Map.of()));
                    return Document.of(who + " at try " + step.attempt());
                })
                .build();
    }

    static Mlops open(PostgresStores stores, Path directory, String who) {
        return Mlops.builder()
                .directory(directory)
                .metadata(stores.metadata())
                .series(stores.series())
                .events(stores.events())
                .online(stores.online())
                .actor(Actor.of(who))
                .open();
    }

    public static void main(String[] arguments) throws Exception {
        PostgresStores stores = PostgresStores.builder()
                .url(arguments[0], new Properties())
                .schema(arguments[1])
                .open();
        CountDownLatch woken = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(RUNS);
        try (Mlops mlops = open(stores, Path.of(arguments[2]), "first")) {
            Pipeline pipeline = pipeline("first", () -> {
                System.out.println("asleep");
                woken.await();
                return woken;
            });
            for (int i = 0; i < RUNS; i++) {
                threads.execute(() -> run(mlops, pipeline));
            }
            if (System.in.read() < 0) {
                throw new IOException("nobody will ever wake this process up");
            }
            woken.countDown();
            threads.shutdown();
            threads.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private static void run(Mlops mlops, Pipeline pipeline) {
        try {
            mlops.pipelines().start(pipeline, Document.nothing());
            System.out.println("done");
        } catch (ConflictException e) {
            System.out.println("refused: " + e.getMessage());
        }
    }
}
