// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.ConflictException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.StepContext;

/** A pipeline whose second step falls asleep in the process that tries it first, until a line is entered. */
final class SleepingPipeline {

    private SleepingPipeline() {}

    static Pipeline pipeline(String who) {
        return Pipeline.named("p")
                .step("data", step -> Document.of(who))
                .step("train", step -> train(step, who))
                .build();
    }

    private static Document train(StepContext step, String who) throws IOException {
        if (step.attempt() == 1) {
            System.out.println("asleep");
            if (System.in.read() < 0) {
                throw new IOException("nobody will ever wake this process up");
            }
        }
        return Document.of(who + " at try " + step.attempt());
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

    public static void main(String[] arguments) {
        PostgresStores stores = PostgresStores.builder()
                .url(arguments[0], new Properties())
                .schema(arguments[1])
                .open();
        try (Mlops mlops = open(stores, Path.of(arguments[2]), "first")) {
            mlops.pipelines().start(pipeline("first"), Document.nothing());
            System.out.println("done");
        } catch (ConflictException e) {
            System.out.println("refused: " + e.getMessage());
        }
    }
}
