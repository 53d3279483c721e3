// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.mlops4j.serving.PredictionLogging.WhenFull;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded queue of items, which a thread of its own takes out in batches, in their order. The queue is made and the
 * thread started for the first item: a process has many queues to which nothing is ever added. Thread-safe.
 */
final class BackgroundQueue<T> implements AutoCloseable {

    static final int CAPACITY = 1 << 15;

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundQueue.class);
    private static final int BATCH = 1 << 12;
    private static final long LIFE_SIGN_MILLIS = 100;

    private final String name;
    private final WhenFull whenFull;
    private final Consumer<List<T>> work;
    private final LongConsumer refused;
    private volatile @Nullable Worker worker;
    private volatile boolean closed;

    /**
     * Creates a queue.
     *
     * @param name of the thread
     * @param whenFull what becomes of an item that finds no room
     * @param work what is done with a batch; what it throws ends the thread
     * @param refused is told of each item that was not taken; never throws
     */
    BackgroundQueue(String name, WhenFull whenFull, Consumer<List<T>> work, LongConsumer refused) {
        this.name = name;
        this.whenFull = whenFull;
        this.work = work;
        this.refused = refused;
    }

    /** Takes an item, or tells that it was refused. */
    void add(T item) {
        Worker running = worker;
        if (running == null) {
            running = start();
        }
        if (running == null || closed || !running.takes(new Taken<>(item))) {
            refused.accept(1);
        }
    }

    private synchronized @Nullable Worker start() {
        Worker running = worker;
        if (running == null && !closed) {
            running = new Worker();
            running.thread.start();
            worker = running;
        }
        return running;
    }

    /** {@return how many items wait for the thread} */
    long size() {
        Worker running = worker;
        return running == null ? 0 : running.queue.size();
    }

    /** Returns when everything that was taken before is done, or the thread is interrupted. */
    void flush() {
        Worker running = worker;
        if (running == null) {
            return;
        }
        Mark mark = new Mark(new CountDownLatch(1));
        try {
            if (running.offerWaiting(mark)) {
                while (!mark.reached.await(LIFE_SIGN_MILLIS, TimeUnit.MILLISECONDS) && running.thread.isAlive()) {
                    LOG.trace("waiting for {}", name);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the thread without a look at what is left; nobody may add any more. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        Worker running = worker;
        if (running != null) {
            running.thread.interrupt();
        }
    }

    /** The queue and who takes out of it. */
    private final class Worker {

        private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(CAPACITY);
        private final Thread thread = new Thread(this::run, name);

        Worker() {
            thread.setDaemon(true);
        }

        boolean takes(Entry entry) {
            return queue.offer(entry) || (whenFull == WhenFull.WAIT && offerWaiting(entry));
        }

        /** {@return whether the queue took it; not if the caller is interrupted, or the thread is dead} */
        private boolean offerWaiting(Entry entry) {
            try {
                while (thread.isAlive()) {
                    if (queue.offer(entry, LIFE_SIGN_MILLIS, TimeUnit.MILLISECONDS)) {
                        return true;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        }

        private void run() {
            List<Entry> entries = new ArrayList<>(BATCH);
            try {
                while (true) {
                    entries.add(queue.take());
                    queue.drainTo(entries, BATCH - 1);
                    handle(entries);
                    entries.clear();
                }
            } catch (InterruptedException e) {
                // Only close() interrupts.
                LOG.debug("{} ended", name);
            }
        }
    }

    private void handle(List<Entry> entries) {
        List<T> items = new ArrayList<>(entries.size());
        List<CountDownLatch> reached = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Mark mark) {
                reached.add(mark.reached);
            } else {
                items.add(item(entry));
            }
        }
        if (!items.isEmpty()) {
            work.accept(items);
        }
        reached.forEach(CountDownLatch::countDown);
    }

    @SuppressWarnings("unchecked") // add() puts nothing else into the queue
    private T item(Entry entry) {
        return ((Taken<T>) entry).item;
    }

    private sealed interface Entry {}

    private record Taken<T>(T item) implements Entry {}

    /** Reached when everything that is in the queue before it was handled. */
    private record Mark(CountDownLatch reached) implements Entry {}
}
