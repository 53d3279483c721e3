// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.nio.file.Path;
import org.mlops4j.Mlops;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.tracking.RunRecord;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A store of many runs that are searched. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class ManyRuns {

    /** How many runs there are. */
    @Param({"10000", "100000"})
    public int runs;

    private Path directory;
    private Mlops mlops;

    /** Fills a store. */
    @Setup
    public void fill() {
        directory = StoredRuns.emptyDirectory();
        StoredRuns.put(directory, runs);
        mlops = Mlops.open(directory);
    }

    /** Removes it. */
    @TearDown
    public void close() {
        mlops.close();
        StoredRuns.remove(directory);
    }

    Page<RunRecord> search(Search search) {
        return mlops.tracking().search(search);
    }
}
