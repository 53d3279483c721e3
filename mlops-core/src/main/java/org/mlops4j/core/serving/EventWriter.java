// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.List;
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
 * Appends rows to a stream of the event log in the background. A log that fails never reaches the one who adds: the
 * rows are counted as lost and the failure is logged once a minute.
 */
final class EventWriter<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

    private final EventLog events;
    private final String stream;
    private final Function<List<T>, Table> toTable;
    private final LongConsumer unlogged;
    private final LongAdder lost = new LongAdder();
    private final OncePerMinute complaints = new OncePerMinute();
    private final BackgroundQueue<T> queue;
    private boolean closed;

    /**
     * Creates a writer of no rows yet.
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
        this.unlogged = unlogged;
        this.queue = new BackgroundQueue<>("mlops-" + stream, whenFull, this::append, this::lose);
    }

    /** Takes a row, or counts it as lost. */
    void add(T row) {
        queue.add(row);
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
        queue.flush();
        events.sync();
    }

    /** Flushes and ends the thread, whether or not the log can be synced; nobody may add any more. Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            // A thread that is told to end closes what it has, and what was predicted is not to be lost by that.
            boolean interrupted = Thread.interrupted();
            try {
                flush();
            } finally {
                queue.close();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
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
}
