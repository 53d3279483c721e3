// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.mlops4j.data.DataType;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Name;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.spi.EventLog;
import org.mlops4j.storage.Verification;

/** Rows on the heap, behind one lock. */
class MemoryEventLog implements EventLog {

    final Disk disk;
    private boolean closed;

    MemoryEventLog(Disk disk) {
        this.disk = disk;
    }

    @Override
    public void create(String stream, Schema schema, String timeField) {
        synchronized (disk) {
            requireOpen();
            Name.require("stream", stream);
            requireTime(schema, timeField);
            Stream wanted = new Stream(stream, schema, timeField);
            Stream there = disk.streams.putIfAbsent(stream, wanted);
            if (there == null) {
                disk.rows.put(stream, Table.builder(schema).build());
            } else if (!there.equals(wanted)) {
                throw new IncompatibleException("stream '" + stream + "' is there as " + there);
            }
        }
    }

    void requireTime(Schema schema, String timeField) {
        if (schema.find(timeField)
                .filter(field -> field.type().equals(DataType.TIMESTAMP) && !field.nullable())
                .isEmpty()) {
            throw new InvalidException("'" + timeField + "' is no TIMESTAMP that is never null");
        }
    }

    @Override
    public Optional<Stream> find(String stream) {
        synchronized (disk) {
            requireOpen();
            return Optional.ofNullable(disk.streams.get(stream));
        }
    }

    @Override
    public List<Stream> streams() {
        synchronized (disk) {
            requireOpen();
            return List.copyOf(disk.streams.values());
        }
    }

    @Override
    public long append(String stream, Table rows) {
        synchronized (disk) {
            Table all = rows(stream);
            if (!rows.schema().equals(all.schema())) {
                throw new IncompatibleException("stream '" + stream + "' has other columns than " + rows.schema());
            }
            disk.rows.put(
                    stream, Table.builder(all.schema()).addAll(all).addAll(rows).build());
            return (long) all.rowCount() + rows.rowCount();
        }
    }

    @Override
    public boolean appendAfter(String stream, long position, Table rows) {
        synchronized (disk) {
            boolean last = isLast(stream, position);
            if (last) {
                append(stream, rows);
            }
            return last;
        }
    }

    boolean isLast(String stream, long position) {
        return rows(stream).rowCount() == position;
    }

    @Override
    public Table scan(String stream, Instant from, Instant to) {
        synchronized (disk) {
            Table all = rows(stream);
            LongColumn times = all.longs(disk.streams.get(stream).timeField());
            return all.take(IntStream.range(0, all.rowCount())
                    .filter(row -> isInside(Times.instant(times.get(row)), from, to))
                    .boxed()
                    .sorted(order(times))
                    .mapToInt(row -> row)
                    .toArray());
        }
    }

    boolean isInside(Instant time, Instant from, Instant to) {
        return !time.isBefore(from) && time.isBefore(to);
    }

    Comparator<Integer> order(LongColumn times) {
        return Comparator.<Integer>comparingLong(times::get).thenComparing(row -> row);
    }

    @Override
    public Table read(String stream, long after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit);
        }
        synchronized (disk) {
            Table all = rows(stream);
            int from = (int) Math.min(Math.max(0, after), all.rowCount());
            return all.slice(from, (int) Math.min((long) from + limit, all.rowCount()));
        }
    }

    @Override
    public long position(String stream) {
        synchronized (disk) {
            requireOpen();
            return disk.streams.containsKey(stream) ? rows(stream).rowCount() : 0;
        }
    }

    @Override
    public void sync() {
        synchronized (disk) {
            requireOpen();
        }
    }

    @Override
    public Verification verify() {
        synchronized (disk) {
            requireOpen();
            return new Verification(
                    disk.rows.values().stream().mapToInt(Table::rowCount).sum(), List.of());
        }
    }

    @Override
    public void close() {
        synchronized (disk) {
            closed = true;
        }
    }

    Table rows(String stream) {
        requireOpen();
        Table rows = disk.rows.get(stream);
        if (rows == null) {
            throw new NotFoundException("there is no stream '" + stream + "'");
        }
        return rows;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the log is closed");
        }
    }

    /** What outlives the log. */
    static final class Disk {
        final TreeMap<String, Stream> streams = new TreeMap<>();
        final TreeMap<String, Table> rows = new TreeMap<>();
    }
}
