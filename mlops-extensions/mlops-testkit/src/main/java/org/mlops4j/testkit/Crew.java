// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads of one test; {@link #close} waits for them. */
final class Crew implements AutoCloseable {

    private final ExecutorService threads;

    Crew(int size) {
        threads = Executors.newFixedThreadPool(size);
    }

    <T> Future<T> go(Callable<T> task) {
        return threads.submit(task);
    }

    /** Runs a task in that many threads, which begin at the same moment. */
    void goTogether(int times, Runnable task) {
        CyclicBarrier start = new CyclicBarrier(times);
        List<Future<Integer>> running = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            running.add(go(() -> {
                start.await();
                task.run();
                return 0;
            }));
        }
        running.forEach(Crew::result);
    }

    /** {@return what a task returned} Its failure is the failure of the test. */
    static <T> T result(Future<T> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new AssertionError("a thread of the test failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was interrupted", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
