// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.tracking.RunRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A page of 100 of many runs by patterns that do not say how a text begins, which no order of an index answers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 4, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class RunPatternBenchmark {

    /** The search; the texts are {@code value 0} to {@code value 99}. */
    @Param({
        "tags.text ilike '%nothing%' order by metrics.auc desc",
        "tags.text like '%nothing%'",
        "attributes.name ilike '%zzz%'",
        "tags.text like '%e 77%'",
        "tags.text like '%nothing%' or metrics.auc > 0.9999 order by metrics.auc desc",
        "tags.text ilike '%e 7' order by metrics.auc desc",
        "tags.text not like '%value%' order by metrics.auc desc",
        "not (tags.text like '%value%') order by metrics.auc desc"
    })
    public String search;

    /** Newest first, if the search does not say otherwise. */
    @Benchmark
    public Page<RunRecord> page(ManyRuns runs) {
        return runs.search(Search.of(search).limit(100));
    }
}
