// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.protection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.mlops4j.core.protection.BatchedPredictor.BatchFailedException;
import org.mlops4j.error.DeadlineExceededException;
import org.mlops4j.serving.Predictor;

/** Rows that go to a model together. The predictor that fills it guards {@link #add}; the rest is thread-safe. */
final class RowBatch {

    private final Predictor model;
    private final double[] rows;
    private final int most;
    private final CountDownLatch full = new CountDownLatch(1);
    private final CompletableFuture<double[]> answers = new CompletableFuture<>();
    private int count;

    RowBatch(Predictor model, int most) {
        this.model = model;
        this.rows = new double[most * model.inputs()];
        this.most = most;
    }

    /** {@return the place of the row, 0 for that of the caller who has to run the batch} */
    int add(double[] row) {
        System.arraycopy(row, 0, rows, count * model.inputs(), model.inputs());
        count++;
        if (isFull()) {
            full.countDown();
        }
        return count - 1;
    }

    boolean isFull() {
        return count == most;
    }

    /** {@return how many rows there are, once nobody can add any more} */
    int count() {
        return count;
    }

    /** {@return whether the batch filled up} Waits less long if the thread is interrupted, which is kept. */
    boolean awaitFull(Duration longest) {
        try {
            return full.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Asks the model, once nobody can add any more. */
    void run() {
        double[] out = new double[count * model.outputs()];
        try {
            model.predictAll(rows, count, out);
            answers.complete(out);
        } catch (RuntimeException | Error e) {
            answers.completeExceptionally(e);
        }
    }

    /** Fills in the outputs of a row, once they are there. */
    void answer(int place, double[] out) throws BatchFailedException {
        try {
            System.arraycopy(answers.get(), place * model.outputs(), out, 0, model.outputs());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeadlineExceededException("the wait for the rest of a batch was interrupted", e);
        } catch (ExecutionException e) {
            throw new BatchFailedException(e);
        }
    }
}
