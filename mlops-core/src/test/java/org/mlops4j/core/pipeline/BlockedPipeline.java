// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.Verdict;

/** A program that never gets beyond the middle of the third stage of its pipeline. */
final class BlockedPipeline {

    private BlockedPipeline() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        try (Mlops mlops =
                Mlops.builder().directory(directory).actor(Actor.of("ana")).open()) {
            mlops.pipelines()
                    .start(
                            pipeline(directory, BlockedPipeline::block),
                            Document.object().with("depth", 6));
        }
    }

    /** {@return three stages that each leave a line in a file; the third then does something more} */
    static Pipeline pipeline(Path directory, Runnable inTheThird) {
        Path traces = directory.resolve("traces");
        return Pipeline.named("retrain")
                .step("data", step -> trace(traces, "data", Document.object().with("rows", 1_000)))
                .gate("enough", step -> {
                    trace(traces, "enough", Document.nothing());
                    return Verdict.pass("enough rows", step.output("data"));
                })
                .step("train", step -> {
                    trace(traces, "train", Document.nothing());
                    inTheThird.run();
                    return Document.object()
                            .with("rows", step.output("data").get("rows").whole())
                            .with("depth", step.parameters().get("depth").whole())
                            .with("key", step.idempotencyKey());
                })
                .build();
    }

    private static Document trace(Path file, String line, Document result) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return result;
    }

    private static void block() {
        System.out.println("in the third stage");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
