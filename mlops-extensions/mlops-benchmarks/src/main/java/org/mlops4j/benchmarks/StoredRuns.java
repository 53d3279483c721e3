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
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.data.Document;

/** Stores with many documents that look like runs: twenty attributes each, half of them numbers. */
final class StoredRuns {

    private static final int ATTRIBUTES = 20;
    private static final int TOGETHER = 1_000;

    private StoredRuns() {}

    static Path emptyDirectory() {
        try {
            return Files.createTempDirectory("mlops-benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts runs into a store. */
    static void put(EmbeddedStores stores, int runs) {
        SplittableRandom random = new SplittableRandom(1);
        for (int from = 0; from < runs; from += TOGETHER) {
            int first = from;
            int last = Math.min(runs, from + TOGETHER);
            stores.metadata().write(writer -> {
                for (int run = first; run < last; run++) {
                    Map<String, Document> attributes = attributes(run, random);
                    writer.put("run", "%08d".formatted(run), Document.object(new TreeMap<>(attributes)), attributes);
                }
                return last;
            });
        }
    }

    private static Map<String, Document> attributes(int run, SplittableRandom random) {
        Map<String, Document> attributes = new TreeMap<>();
        attributes.put("experiment", Document.of("experiment " + run % 10));
        attributes.put("status", Document.of(run % 20 == 0 ? "failed" : "finished"));
        attributes.put("metric.auc", Document.of(random.nextDouble()));
        attributes.put("metric.loss", Document.of(random.nextDouble()));
        attributes.put("param.depth", Document.of(random.nextInt(12)));
        for (int i = attributes.size(); i < ATTRIBUTES; i++) {
            attributes.put(
                    "attribute." + i,
                    i % 2 == 0 ? Document.of(random.nextDouble()) : Document.of("value " + random.nextInt(100)));
        }
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
