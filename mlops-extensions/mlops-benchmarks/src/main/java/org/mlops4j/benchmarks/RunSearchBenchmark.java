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
import org.openjdk.jmh.annotations.Warmup;

/** The best 100 of many runs under three conditions, of which most runs, or almost none, meet all. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 4, time = 2)
public class RunSearchBenchmark {

    /** Half of the runs match. */
    @Benchmark
    public Page<RunRecord> weakConditions(ManyRuns runs) {
        return best(runs, "metrics.auc > 0.3 and metrics.loss > 0.2 and status = 'FINISHED'");
    }

    /** One run in ten thousand matches. */
    @Benchmark
    public Page<RunRecord> selectiveConditions(ManyRuns runs) {
        return best(runs, "metrics.auc > 0.98 and metrics.loss > 0.95 and experiment = 'experiment-3'");
    }

    /** A pattern that no index answers is tested on what two conditions leave. */
    @Benchmark
    public Page<RunRecord> selectiveConditionsAndPattern(ManyRuns runs) {
        return best(runs, "metrics.auc > 0.98 and experiment = 'experiment-3' and tags.text like '%7%'");
    }

    private static Page<RunRecord> best(ManyRuns runs, String filter) {
        return runs.search(Search.of(filter + " order by metrics.auc desc limit 100"));
    }
}
