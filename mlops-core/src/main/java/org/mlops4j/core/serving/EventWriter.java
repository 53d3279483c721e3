// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.mlops4j.core.telemetry.OncePerMinute;
import org.mlops4j.data.Table;
import org.mlops4j.serving.PredictionLogging.WhenFull;
import org.mlops4j.spi.EventLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends rows to a stream of the event log from a bounded queue, in batches, by a thread of its own. A log that fails
 * never reaches the one who adds: the rows are counted as lost and the failure is logged once a minute.
 */
final class EventWriter<T> implements AutoCloseable {

    static final int QUEUE = 1 << 15;

    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
    private static final int BATCH = 1 << 12;
    private static final long LIFE_SIGN_MILLIS = 100;

    private final EventLog events;
    private final String stream;
    private final Function<List<T>, Table> toTable;
    private final WhenFull whenFull;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE);
    private final LongConsumer unlogged;
    private final LongAdder lost = new LongAdder();
    private final OncePerMinute complaints = new OncePerMinute();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Starts the thread.
     *
     * @param unlogged is told how many rows more are lost; never throws
     */
    EventWriter(
            EventLog events,
            String stream,
            Function<List<T>, Table> toTable,
            WhenFull whenFull,
            LongConsumer unlogged) {
        this.events = events;
        this.stream = stream;
        this.toTable = toTable;
        this.whenFull = whenFull;
        this.unlogged = unlogged;
        this.thread = new Thread(this::write, "mlops-" + stream);
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes a row, or counts it as lost. */
    void add(T row) {
        Entry entry = new Taken<>(row);
        boolean taken = !closed && (queue.offer(entry) || (whenFull == WhenFull.WAIT && offerWaiting(entry)));
        if (!taken) {
            lose(1);
        }
    }

    /** {@return how many rows are not in the log and never will be} */
    long lost() {
        return lost.sum();
    }

    /** {@return how many rows nobody has begun to append} */
    long queued() {
        return queue.size();
    }

    /** Returns when every row that was taken before is appended, or counted as lost, and the log is synced. */
    void flush() {
        Mark mark = new Mark(new CountDownLatch(1));
        try {
            if (offerWaiting(mark)) {
                while (!mark.reached.await(LIFE_SIGN_MILLIS, TimeUnit.MILLISECONDS) && thread.isAlive()) {
                    LOG.trace("waiting for the writer of {}", stream);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        events.sync();
    }

    /** Flushes and ends the thread, whether or not the log can be synced; nobody may add any more. Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            // A thread that is told to end closes what it has, and what was predicted is not to be lost by that.
            boolean interrupted = Thread.interrupted();
            try {
                flush();
            } finally {
                closed = true;
                thread.interrupt();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** {@return whether the queue took it; not if the thread is interrupted, or the writer is dead} */
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

    private void write() {
        List<Entry> entries = new ArrayList<>(BATCH);
        try {
            while (true) {
                entries.add(queue.take());
                queue.drainTo(entries, BATCH - 1);
                handle(entries);
                entries.clear();
            }
        } catch (InterruptedException e) {
            // Only close() interrupts, after the last row was handled.
            LOG.debug("writer of {} ended", stream);
        }
    }

    private void handle(List<Entry> entries) {
        List<T> rows = new ArrayList<>(entries.size());
        List<CountDownLatch> reached = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Mark mark) {
                reached.add(mark.reached);
            } else {
                rows.add(row(entry));
            }
        }
        if (!rows.isEmpty()) {
            append(rows);
        }
        reached.forEach(CountDownLatch::countDown);
    }

    private void append(List<T> rows) {
        try {
            events.append(stream, toTable.apply(rows));
        } catch (RuntimeException e) {
            // Whatever a log throws: without this thread, nobody would empty the queue.
            lose(rows.size());
            complain(e);
        }
    }

    private void lose(long rows) {
        lost.add(rows);
        unlogged.accept(rows);
    }

    private void complain(RuntimeException e) {
        if (complaints.isDue(System.nanoTime())) {
            LOG.warn(
                    "could not append to stream {}; {} rows are lost so far, predictions go on", stream, lost.sum(), e);
        }
    }

    @SuppressWarnings("unchecked") // add() puts nothing else into the queue
    private T row(Entry entry) {
        return ((Taken<T>) entry).row;
    }

    private sealed interface Entry {}

    private record Taken<T>(T row) implements Entry {}

    /** Reached when everything that is in the queue before it was handled. */
    private record Mark(CountDownLatch reached) implements Entry {}
}
