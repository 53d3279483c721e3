// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A peer of {@link PipelineStepBenchmark}: a workflow of twenty activities, one after the other, on Temporal's test
 * server, which is in this process and keeps everything in memory: what it says survives nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 3)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class TemporalStepBenchmark {

    private static final String QUEUE = "steps";

    private TestWorkflowEnvironment server;

    /** Starts the server and a worker. */
    @Setup
    public void open(BetweenSteps between) {
        server = TestWorkflowEnvironment.newInstance();
        Worker worker = server.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(Chain.class);
        worker.registerActivitiesImplementations((Step) between::step);
        server.start();
    }

    /** Stops the worker and the server. */
    @TearDown
    public void close() {
        server.close();
    }

    /** Runs twenty activities. */
    @Benchmark
    @OperationsPerInvocation(BetweenSteps.STEPS)
    public void run() {
        server.getWorkflowClient()
                .newWorkflowStub(
                        Steps.class,
                        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build())
                .run();
    }

    /** The workflow. */
    @WorkflowInterface
    public interface Steps {

        /** Runs it to its end. */
        @WorkflowMethod
        void run();
    }

    /** The activity. */
    @ActivityInterface
    public interface Step {

        /** Notes that it has begun. */
        void run(boolean first);
    }

    /** Twenty activities, one after the other. */
    public static final class Chain implements Steps {

        private final Step step = Workflow.newActivityStub(
                Step.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .build());

        @Override
        public void run() {
            for (int i = 0; i < BetweenSteps.STEPS; i++) {
                step.run(i == 0);
            }
        }
    }
}
