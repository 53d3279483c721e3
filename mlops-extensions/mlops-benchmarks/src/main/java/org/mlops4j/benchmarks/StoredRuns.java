// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.tracking.RunSpec;

/** Stores with many runs: one real one with what searches see of it, and copies of it with other values. */
final class StoredRuns {

    private static final int TOGETHER = 1_000;

    private StoredRuns() {}

    static Path emptyDirectory() {
        try {
            return Files.createTempDirectory("mlops-benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts runs into the store of a directory, past the audit log: to start and finish each would take hours. */
    static void put(Path directory, int runs) {
        SplittableRandom random = new SplittableRandom(1);
        try (Mlops mlops = Mlops.open(directory)) {
            StoredDocument original = original(mlops);
            for (int from = 0; from < runs; from += TOGETHER) {
                int first = from;
                int last = Math.min(runs, from + TOGETHER);
                mlops.metadata().write(writer -> {
                    for (int run = first; run < last; run++) {
                        String id = "experiment-" + run % 10 + "-" + (2 + run / 10);
                        Document body =
                                Document.object(original.body().fields()).with("id", id);
                        writer.put("run", id, body, attributes(original, run, random));
                    }
                    return last;
                });
            }
        }
    }

    private static StoredDocument original(Mlops mlops) {
        String id = mlops.tracking().during(RunSpec.of("experiment-0").named("original"), run -> {
            run.params(Map.of("depth", 6, "eta", 0.1));
            run.tag("text", "value 0");
            run.metric("auc", 0.5);
            run.metric("loss", 0.5);
            return run.id();
        });
        return mlops.metadata().read(reader -> reader.find("run", id)).orElseThrow();
    }

    private static Map<String, Document> attributes(StoredDocument original, int run, SplittableRandom random) {
        Map<String, Document> attributes = new TreeMap<>(original.attributes());
        attributes.put("experiment", Document.of("experiment-" + run % 10));
        attributes.put("status", Document.of(run % 20 == 0 ? "FAILED" : "FINISHED"));
        attributes.put("metrics.auc#last", Document.of(random.nextDouble()));
        attributes.put("metrics.loss#last", Document.of(random.nextDouble()));
        attributes.put("params.depth", Document.of(random.nextInt(12)));
        attributes.put("tags.text", Document.of("value " + random.nextInt(100)));
        return attributes;
    }

    static void remove(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
