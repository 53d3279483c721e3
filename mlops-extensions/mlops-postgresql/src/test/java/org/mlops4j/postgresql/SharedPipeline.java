// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineWorker;
import org.mlops4j.registry.ApprovalPolicy;

/** A process that works on runs, from one line that it is given to the next, and says which steps it does. */
final class SharedPipeline {

    private SharedPipeline() {}

    static Pipeline pipeline() {
        return Pipeline.named("shared")
                .approval("go", ApprovalPolicy.of(1))
                .step("data", step -> told(step.run() + "/data"))
                .step("train", step -> told(step.run() + "/train"))
                .build();
    }

    private static Document told(String done) {
        System.out.println(done);
        return Document.of(done);
    }

    public static void main(String[] arguments) throws IOException {
        PostgresStores stores = PostgresStores.builder()
                .url(arguments[0], new Properties())
                .schema(arguments[1])
                .open();
        try (Mlops mlops = SleepingPipeline.open(stores, Path.of(arguments[2]), arguments[3])) {
            System.out.println("ready");
            awaitLine();
            PipelineWorker worker = mlops.pipelines().work(pipeline());
            awaitLine();
            worker.close();
        }
    }

    private static void awaitLine() throws IOException {
        for (int c = System.in.read(); c != '\n'; c = System.in.read()) {
            if (c < 0) {
                throw new IOException("nobody says what to do");
            }
        }
    }
}
