// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineWorker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread a pipeline that looks again and again for what is to be done. It carries one run on and looks anew, so
 * that one of greater priority that came meanwhile is next.
 */
final class Worker implements PipelineWorker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Claims claims;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Loop> loops;

    Worker(DueRuns due, Claims claims, Pipeline... pipelines) {
        this.claims = claims;
        this.loops =
                Stream.of(pipelines).map(pipeline -> new Loop(due, pipeline)).toList();
        claims.add(this);
        loops.forEach(loop -> loop.thread.start());
    }

    @Override
    public void close() {
        closing.countDown();
        loops.forEach(Loop::interrupt);
        loops.forEach(Loop::join);
        claims.remove(this);
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    /** The work on one pipeline. */
    private final class Loop implements Runnable, Carrier {

        private final DueRuns due;
        private final Pipeline pipeline;
        private final Thread thread;
        private volatile @Nullable Execution current;
        private boolean busy;

        Loop(DueRuns due, Pipeline pipeline) {
            this.due = due;
            this.pipeline = pipeline;
            this.thread = new Thread(this, "mlops4j-worker-" + pipeline.name());
            this.thread.setDaemon(true);
        }

        @Override
        public void run() {
            try {
                do {
                    busy = false;
                    look();
                } while (!closing.await(busy ? 0 : LOOK.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                LOG.warn("The work on pipeline {} ends: somebody interrupted its thread", pipeline.name());
            }
        }

        private void look() {
            try {
                due.carryOn(List.of(pipeline), this);
            } catch (RuntimeException e) {
                busy = false;
                LOG.warn("Could not work on pipeline {}; the next try is in {}", pipeline.name(), LOOK, e);
            }
        }

        @Override
        public boolean takesMore() {
            return !closed() && !busy;
        }

        @Override
        public void begins(Execution execution) {
            busy = true;
            current = execution;
            if (closed()) {
                execution.stop(Interruption.CLOSED);
            }
        }

        void interrupt() {
            Execution execution = current;
            if (execution != null) {
                execution.stop(Interruption.CLOSED);
            }
        }

        /** A stage may close its own worker, and cannot wait for itself. */
        void join() {
            boolean interrupted = false;
            while (thread.isAlive() && thread != Thread.currentThread()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
