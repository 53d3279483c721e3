// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.protection;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.mlops4j.error.DeadlineExceededException;
import org.mlops4j.serving.Predictor;

/**
 * Asks a model in a thread of its own and waits no longer than a deadline. A call that goes on behind it has its own
 * copy of row and output, holds its thread until it ends, and keeps the model from being closed so long; whoever closes
 * this does not wait for it. Thread-safe.
 */
final class TimedPredictor implements Predictor {

    private final String name;
    private final Predictor model;
    private final Duration deadline;
    private final int concurrency;
    private final Semaphore room;
    private final ExecutorService threads;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** The calls under way, and one as long as this is open; who takes the last away closes the model. */
    private final AtomicInteger users = new AtomicInteger(1);

    TimedPredictor(String name, Predictor model, Duration deadline, int concurrency) {
        this.name = name;
        this.model = model;
        this.deadline = deadline;
        this.concurrency = concurrency;
        this.room = new Semaphore(concurrency);
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "mlops-predict-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public int inputs() {
        return model.inputs();
    }

    @Override
    public int outputs() {
        return model.outputs();
    }

    @Override
    public void predict(double[] row, double[] out) {
        if (!room.tryAcquire()) {
            throw LimitedPredictor.overloaded(name, concurrency);
        }
        DetachedCall call = new DetachedCall(model, row, () -> {
            room.release();
            leave();
        });
        users.incrementAndGet();
        threads.execute(call::run);
        await(call, out);
    }

    private void await(DetachedCall call, double[] out) {
        try {
            double[] answer = call.answer(deadline);
            System.arraycopy(answer, 0, out, 0, answer.length);
        } catch (TimeoutException e) {
            call.abandon();
            throw new DeadlineExceededException(name + " did not answer within " + deadline, e);
        } catch (InterruptedException e) {
            call.abandon();
            Thread.currentThread().interrupt();
            throw new DeadlineExceededException("the wait for " + name + " was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            // A predictor throws nothing that is checked.
            throw (RuntimeException) e.getCause();
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            threads.shutdown();
            leave();
        }
    }

    private void leave() {
        if (users.decrementAndGet() == 0) {
            model.close();
        }
    }
}
