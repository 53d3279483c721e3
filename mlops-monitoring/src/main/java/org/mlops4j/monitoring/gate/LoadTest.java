// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.serving.Predictor;

/** Asks one model from several threads at once, each row of which has a golden prediction. */
final class LoadTest {

    private final Predictor model;
    private final GoldenRows rows;
    private final int threads;
    private final LongSupplier ticker;
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

    LoadTest(Predictor model, GoldenRows rows, int threads, LongSupplier ticker) {
        this.model = model;
        this.rows = rows;
        this.threads = threads;
        this.ticker = ticker;
    }

    /**
     * {@return what came out; after the first answer that is wrong nothing is asked any more}
     *
     * @param predictions how many single ones all threads together ask for at least; each asks for every row once at
     *     least, and then for all of them at once
     */
    Answers run(int predictions) {
        int each = Math.max(rows.examples().size(), (predictions + threads - 1) / threads);
        CyclicBarrier together = new CyclicBarrier(threads);
        List<Callable<List<Long>>> all = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            // Each begins with another row, so that what threads share by mistake is not the same.
            int first = thread * rows.examples().size() / threads + thread;
            all.add(() -> {
                together.await();
                return ask(first, each);
            });
        }
        long begin = ticker.getAsLong();
        List<Long> latencies = done(all);
        return new Answers(latencies, ticker.getAsLong() - begin, failure.get());
    }

    private List<Long> done(List<Callable<List<Long>>> all) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "mlops4j-load-test");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Long> latencies = new ArrayList<>();
            for (Future<List<Long>> one : pool.invokeAll(all)) {
                latencies.addAll(one.get());
            }
            return latencies;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("the thread was interrupted in a load test");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a thread of a load test died", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** {@return the latencies in nanoseconds} */
    private List<Long> ask(int first, int predictions) {
        List<Long> latencies = new ArrayList<>(predictions);
        double[] out = new double[model.outputs()];
        try {
            for (int i = 0; i < predictions && failure.get() == null; i++) {
                int row = (first + i) % rows.examples().size();
                double[] vector = rows.examples().row(row);
                long begin = ticker.getAsLong();
                model.predict(vector, out);
                latencies.add(ticker.getAsLong() - begin);
                note(rows.mismatch(row, out));
            }
            if (failure.get() == null) {
                askAllAtOnce();
            }
        } catch (RuntimeException e) {
            note(Optional.of("the model threw " + e));
        }
        return latencies;
    }

    private void askAllAtOnce() {
        int count = rows.examples().size();
        double[] vectors = new double[count * model.inputs()];
        double[] out = new double[count * model.outputs()];
        for (int row = 0; row < count; row++) {
            System.arraycopy(rows.examples().row(row), 0, vectors, row * model.inputs(), model.inputs());
        }
        model.predictAll(vectors, count, out);
        double[] one = new double[model.outputs()];
        for (int row = 0; row < count; row++) {
            System.arraycopy(out, row * one.length, one, 0, one.length);
            note(rows.mismatch(row, one).map(text -> text + ", asked for all rows at once"));
        }
    }

    private void note(Optional<String> wrong) {
        wrong.ifPresent(text -> failure.compareAndSet(null, text));
    }

    /**
     * What came out.
     *
     * @param latencies of the single predictions, in nanoseconds
     * @param nanos how long all took, by the clock
     * @param failure the first that was wrong, {@code null} if nothing was
     */
    record Answers(
            List<Long> latencies, long nanos, @Nullable String failure) {

        Answers {
            latencies = List.copyOf(latencies);
        }
    }
}
