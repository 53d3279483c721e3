// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.mlops4j.Mlops;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.tracking.Run;

/** A program that logs for ever, once it has said that what it logged first is durable. */
final class EndlessRun {

    private EndlessRun() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (Mlops mlops = Mlops.builder()
                        .directory(Path.of(arguments[0]))
                        .actor(Actor.of("ana"))
                        .open();
                Run run = mlops.tracking().start("late-flights")) {
            run.params(Map.of("depth", 6));
            run.tag("team", "ml");
            for (int step = 0; step < 1_000; step++) {
                run.metric("loss", 1.0 / (step + 1), step);
            }
            run.register("m", ModelPackage.of("linear").withFile("model", new byte[] {1}));
            run.flush();
            System.out.println("durable");
            for (int step = 1_000; step < 300_000; step++) {
                run.metric("loss", 1.0 / (step + 1), step);
            }
            new CountDownLatch(1).await();
        }
    }
}
