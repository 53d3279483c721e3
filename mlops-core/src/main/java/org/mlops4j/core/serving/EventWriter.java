// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.mlops4j.data.Table;
import org.mlops4j.error.MlopsException;
import org.mlops4j.serving.PredictionLogging.WhenFull;
import org.mlops4j.spi.EventLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends rows to a stream of the event log from a bounded queue, in batches, by a thread of its own. A log that fails
 * never reaches the caller: the rows are counted as lost and the failure is logged once a minute.
 */
final class EventWriter<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
    private static final int QUEUE = 1 << 15;
    private static final int BATCH = 1 << 12;
    private static final long COMPLAINT_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final EventLog events;
    private final String stream;
    private final Function<List<T>, Table> toTable;
    private final WhenFull whenFull;
    private final BlockingQueue<T> queue = new ArrayBlockingQueue<>(QUEUE);
    private final LongAdder accepted = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private final Thread thread;
    private long handled;
    private boolean complained;
    private long lastComplaint;
    private volatile boolean closed;

    EventWriter(EventLog events, String stream, Function<List<T>, Table> toTable, WhenFull whenFull) {
        this.events = events;
        this.stream = stream;
        this.toTable = toTable;
        this.whenFull = whenFull;
        this.thread = new Thread(this::write, "mlops-" + stream);
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes a row, or counts it as lost. */
    void add(T row) {
        if (closed) {
            lost.increment();
        } else if (queue.offer(row)) {
            accepted.increment();
        } else if (whenFull == WhenFull.DROP) {
            lost.increment();
        } else {
            addWaiting(row);
        }
    }

    /** {@return how many rows are not in the log and never will be} */
    long lost() {
        return lost.sum();
    }

    /** Returns when every row that was taken before is appended, or counted as lost, and the log is synced. */
    void flush() {
        long goal = accepted.sum();
        lock.lock();
        try {
            while (handled < goal && thread.isAlive()) {
                progress.awaitNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        events.sync();
    }

    /** Flushes and ends the thread; idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            flush();
            thread.interrupt();
        }
    }

    private void addWaiting(T row) {
        try {
            queue.put(row);
            accepted.increment();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lost.increment();
        }
    }

    private void write() {
        List<T> batch = new ArrayList<>(BATCH);
        try {
            while (true) {
                batch.add(queue.take());
                queue.drainTo(batch, BATCH - 1);
                append(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            // Only close() interrupts, after the last row was handled.
            LOG.debug("writer of {} ended", stream);
        }
    }

    private void append(List<T> batch) {
        try {
            events.append(stream, toTable.apply(batch));
        } catch (MlopsException | IllegalStateException e) {
            lost.add(batch.size());
            complain(e);
        } finally {
            lock.lock();
            try {
                handled += batch.size();
                progress.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void complain(RuntimeException e) {
        long now = System.nanoTime();
        if (!complained || now - lastComplaint > COMPLAINT_INTERVAL_NANOS) {
            LOG.warn(
                    "could not append to stream {}; {} rows are lost so far, predictions go on", stream, lost.sum(), e);
            complained = true;
            lastComplaint = now;
        }
    }
}
