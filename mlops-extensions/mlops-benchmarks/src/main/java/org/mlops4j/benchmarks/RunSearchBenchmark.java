// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataQuery.Comparison;
import org.mlops4j.spi.StoredDocument;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The best 100 of many runs under three conditions, of which most runs, or almost none, meet all. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 4, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class RunSearchBenchmark {

    /** How many runs there are. */
    @Param({"10000", "100000"})
    public int runs;

    private Path directory;
    private EmbeddedStores stores;

    /** Fills a store. */
    @Setup
    public void fill() {
        directory = StoredRuns.emptyDirectory();
        stores = EmbeddedStores.open(directory);
        StoredRuns.put(stores, runs);
    }

    /** Removes it. */
    @TearDown
    public void close() {
        stores.close();
        StoredRuns.remove(directory);
    }

    /** Half of the runs match. */
    @Benchmark
    public List<StoredDocument> weakConditions() {
        return query(0.3, 0.2, "status", "finished");
    }

    /** One run in ten thousand matches. */
    @Benchmark
    public List<StoredDocument> selectiveConditions() {
        return query(0.98, 0.95, "experiment", "experiment 3");
    }

    private List<StoredDocument> query(double auc, double loss, String attribute, String value) {
        MetadataQuery query = MetadataQuery.of("run")
                .where("metric.auc", Comparison.GREATER, Document.of(auc))
                .where("metric.loss", Comparison.GREATER, Document.of(loss))
                .whereEqual(attribute, value)
                .descending("metric.auc")
                .limit(100);
        return stores.metadata().read(reader -> reader.query(query));
    }
}
