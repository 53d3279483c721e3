// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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

    /**
     * Closes a store while each of these calls is made again and again by a thread of its own. They are answered or
     * told that it is closed; what begins after the close is told.
     *
     * @return how often each call was answered
     */
    static List<Integer> closeDuring(Runnable close, Runnable... calls) throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(calls.length);
        CountDownLatch closed = new CountDownLatch(1);
        try (Crew crew = new Crew(calls.length)) {
            List<Future<Integer>> callers = new ArrayList<>();
            for (Runnable call : calls) {
                callers.add(crew.go(() -> untilClosed(call, answered, closed)));
            }
            answered.await(10, TimeUnit.SECONDS);
            close.run();
            closed.countDown();
            return callers.stream().map(Crew::result).toList();
        }
    }

    private static int untilClosed(Runnable call, CountDownLatch answered, CountDownLatch closed) {
        for (int times = 0; ; times++) {
            boolean late = closed.getCount() == 0;
            try {
                call.run();
            } catch (IllegalStateException e) {
                return times;
            }
            if (late) {
                throw new AssertionError("a call that began after the close was answered");
            }
            if (times == 0) {
                answered.countDown();
            }
            giveWay();
        }
    }

    /** Waits a moment between two calls: many a lock starves who wants it once while another wants it all the time. */
    static void giveWay() {
        LockSupport.parkNanos(20_000);
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
