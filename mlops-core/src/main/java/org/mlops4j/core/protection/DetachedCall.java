// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.protection;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.mlops4j.serving.Predictor;

/**
 * A call of a model that shares nothing with the caller, who may leave it alone. The thread is interrupted within it.
 */
final class DetachedCall {

    private final Predictor model;
    private final double[] row;
    private final Runnable over;
    private final CompletableFuture<double[]> answer = new CompletableFuture<>();
    private final Object lock = new Object();
    private @Nullable Thread thread;
    private boolean abandoned;

    /**
     * A call.
     *
     * @param over runs when the model is done, before the caller hears of it; throws nothing that matters to it
     */
    DetachedCall(Predictor model, double[] row, Runnable over) {
        this.model = model;
        this.row = Arrays.copyOf(row, model.inputs());
        this.over = over;
    }

    /** Asks the model, in the thread that calls this; throws nothing. */
    void run() {
        double[] out = new double[model.outputs()];
        Throwable failure = null;
        try {
            if (begin()) {
                model.predict(row, out);
            }
        } catch (Throwable e) {
            failure = e;
        }
        end();
        over.run();
        if (failure == null) {
            answer.complete(out);
        } else {
            // Whoever waits throws it.
            answer.completeExceptionally(failure);
        }
    }

    /**
     * {@return the outputs}
     *
     * @throws ExecutionException with what the model threw
     */
    double[] answer(Duration longest) throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Says that nobody waits any more. */
    void abandon() {
        synchronized (lock) {
            abandoned = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    private boolean begin() {
        synchronized (lock) {
            thread = Thread.currentThread();
            return !abandoned;
        }
    }

    private void end() {
        synchronized (lock) {
            thread = null;
            if (abandoned) {
                // The flag was meant for the model, which is done.
                Thread.interrupted();
            }
        }
    }
}
