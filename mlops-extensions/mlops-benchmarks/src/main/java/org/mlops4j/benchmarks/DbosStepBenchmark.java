// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.mlops4j.storage.Durability;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A peer of {@link PipelineStepBenchmark}: a workflow of twenty steps of DBOS, in the thread of the caller, on a
 * PostgreSQL of this machine, which is what it works on. What is crash-safe does without waiting for the disk
 * ({@code synchronous_commit=off}).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 3)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class DbosStepBenchmark {

    /** What a commit survives. */
    @Param({"CRASH_SAFE", "POWER_SAFE"})
    public Durability durability;

    private EmbeddedPostgres server;
    private DBOS dbos;
    private Steps steps;

    /** Starts the server and DBOS. */
    @Setup
    public void open(BetweenSteps between) throws IOException {
        server = EmbeddedPostgres.builder()
                // As PostgreSQL is when nobody says otherwise; tests say otherwise.
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", durability == Durability.POWER_SAFE ? "on" : "off")
                .start();
        dbos = new DBOS(DBOSConfig.defaults("steps")
                .withDatabaseUrl(server.getJdbcUrl("postgres", "postgres"))
                .withDbUser("postgres")
                .withDbPassword("postgres"));
        steps = dbos.registerProxy(Steps.class, new Chain(dbos, between));
        dbos.launch();
    }

    /** Stops DBOS and the server. */
    @TearDown
    public void close() throws IOException {
        dbos.close();
        server.close();
    }

    /** Runs twenty steps. */
    @Benchmark
    @OperationsPerInvocation(BetweenSteps.STEPS)
    public void run() {
        steps.run();
    }

    /** The workflow. */
    public interface Steps {

        /** Runs it to its end. */
        void run();
    }

    /** Twenty steps, one after the other. */
    static final class Chain implements Steps {

        private final DBOS dbos;
        private final BetweenSteps between;

        Chain(DBOS dbos, BetweenSteps between) {
            this.dbos = dbos;
            this.between = between;
        }

        @Override
        @Workflow
        public void run() {
            for (int i = 0; i < BetweenSteps.STEPS; i++) {
                boolean first = i == 0;
                dbos.runStep(() -> between.step(first), "step-" + i);
            }
        }
    }
}
