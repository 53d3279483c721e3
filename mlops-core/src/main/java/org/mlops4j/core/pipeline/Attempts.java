// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tries of one run that are under way: in the thread of the owner if one may be at work at a time, else each in a
 * thread of its own. For the owner's thread, but for {@link #interrupt}.
 */
final class Attempts implements AutoCloseable {

    private final int limit;
    private final ThreadFactory factory;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final Object lock = new Object();
    private final Map<Integer, GuardedAttempt> running = new HashMap<>();
    private @Nullable Interruption stopped;
    private @Nullable ExecutorService threads;
    private @Nullable ScheduledExecutorService timer;

    Attempts(String run, int limit) {
        this.limit = limit;
        this.factory = RunThreads.of(run);
    }

    boolean idle() {
        synchronized (lock) {
            return running.isEmpty();
        }
    }

    boolean full() {
        synchronized (lock) {
            return running.size() >= limit;
        }
    }

    /** Begins a try, which is over when {@link #await} gives it back. */
    void start(int position, Callable<Result> work, @Nullable Duration timeout) {
        GuardedAttempt attempt = new GuardedAttempt(work);
        synchronized (lock) {
            running.put(position, attempt);
            if (stopped != null) {
                attempt.interrupt(stopped);
            }
        }
        Future<?> alarm = timeout == null ? null : alarm(attempt, timeout);
        Runnable whole = () -> {
            GuardedAttempt.Outcome outcome = attempt.run();
            if (alarm != null) {
                alarm.cancel(false);
            }
            ended.add(new Ended(position, outcome));
        };
        if (limit == 1) {
            whole.run();
        } else {
            threads().execute(whole);
        }
    }

    /** {@return a try that is over, {@code null} if none is within a time} */
    @Nullable Ended await(Duration most) throws InterruptedException {
        Ended next = ended.poll(most.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
            synchronized (lock) {
                running.remove(next.position());
            }
        }
        return next;
    }

    /** Interrupts what is under way and all that may begin; from any thread. */
    void interrupt(Interruption why) {
        synchronized (lock) {
            if (stopped == null) {
                stopped = why;
            }
            running.values().forEach(attempt -> attempt.interrupt(why));
        }
    }

    @Nullable Interruption stopped() {
        synchronized (lock) {
            return stopped;
        }
    }

    /** Interrupts what is still under way, and waits for the threads to end. */
    @Override
    public void close() {
        interrupt(Interruption.TAKEN_AWAY);
        Stream.of(timer, threads).filter(Objects::nonNull).forEach(RunThreads::end);
    }

    private Future<?> alarm(GuardedAttempt attempt, Duration timeout) {
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(factory);
        }
        return timer.schedule(() -> attempt.interrupt(Interruption.TIMEOUT), timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ExecutorService threads() {
        if (threads == null) {
            threads = Executors.newFixedThreadPool(limit, factory);
        }
        return threads;
    }

    /**
     * A try that is over.
     *
     * @param position of its stage
     * @param outcome how it went
     */
    record Ended(int position, GuardedAttempt.Outcome outcome) {}
}
