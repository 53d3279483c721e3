// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.jdbc.MySQLJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
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
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The peer of {@link PipelineStepBenchmark}: twenty one-time tasks of db-scheduler, each of which schedules the next
 * one for now, on SQLite in the same mode of durability and with immediate execution.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 3)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class DbSchedulerStepBenchmark {

    /** What a commit survives. */
    @Param({"CRASH_SAFE", "POWER_SAFE"})
    public Durability durability;

    private Path directory;
    private Scheduler scheduler;
    private OneTimeTask<Integer> task;
    private volatile CountDownLatch done;
    private long runs;

    /** Opens a database and starts the scheduler. */
    @Setup
    public void open(BetweenSteps between) throws SQLException {
        directory = StoredRuns.emptyDirectory();
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(
                durability == Durability.POWER_SAFE
                        ? SQLiteConfig.SynchronousMode.FULL
                        : SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(10_000);
        SQLiteDataSource database = new SQLiteDataSource(config);
        database.setUrl("jdbc:sqlite:" + directory.resolve("tasks.db"));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table scheduled_tasks (task_name text not null, task_instance text not null,"
                    + " task_data blob, execution_time timestamp not null, picked boolean not null, picked_by text,"
                    + " last_success timestamp, last_failure timestamp, consecutive_failures int,"
                    + " last_heartbeat timestamp, version bigint not null, priority smallint,"
                    + " primary key (task_name, task_instance))");
        }
        task = Tasks.oneTime("step", Integer.class).execute((instance, context) -> {
            between.step(instance.getData() == 0);
            if (instance.getData() < BetweenSteps.STEPS - 1) {
                context.getSchedulerClient().scheduleIfNotExists(instance(instance.getData() + 1), Instant.now());
            } else {
                done.countDown();
            }
        });
        scheduler = Scheduler.create(database, task)
                .threads(1)
                .pollingInterval(Duration.ofSeconds(1))
                .enableImmediateExecution()
                // It knows no SQLite by itself; MySQL limits the rows of a query with the same words.
                .jdbcCustomization(new MySQLJdbcCustomization(false))
                .build();
        scheduler.start();
    }

    /** Stops the scheduler and removes the database. */
    @TearDown
    public void close() {
        scheduler.stop();
        StoredRuns.remove(directory);
    }

    /** Runs twenty tasks. */
    @Benchmark
    @OperationsPerInvocation(BetweenSteps.STEPS)
    public void run() throws InterruptedException {
        done = new CountDownLatch(1);
        runs++;
        scheduler.scheduleIfNotExists(instance(0), Instant.now());
        done.await();
    }

    private TaskInstance<Integer> instance(int step) {
        return task.instance(runs + "-" + step, step);
    }
}
