// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.spi.EventLog;
import org.mlops4j.storage.Verification;

/** Broken on purpose: scans in the order of arrival. */
record UnorderedEventLog(EventLog log) implements EventLog {

    @Override
    public Table scan(String stream, Instant from, Instant to) {
        Table all = log.read(stream, 0, Integer.MAX_VALUE);
        return all.take(IntStream.range(0, all.rowCount())
                .filter(row -> !Times.instant(all.longs(timeOf(all)).get(row)).isBefore(from))
                .filter(row -> Times.instant(all.longs(timeOf(all)).get(row)).isBefore(to))
                .toArray());
    }

    private static String timeOf(Table table) {
        return table.schema().field(0).name();
    }

    @Override
    public void create(String stream, Schema schema, String timeField) {
        log.create(stream, schema, timeField);
    }

    @Override
    public Optional<Stream> find(String stream) {
        return log.find(stream);
    }

    @Override
    public List<Stream> streams() {
        return log.streams();
    }

    @Override
    public Verification verify() {
        return log.verify();
    }

    @Override
    public long append(String stream, Table rows) {
        return log.append(stream, rows);
    }

    @Override
    public Table read(String stream, long after, int limit) {
        return log.read(stream, after, limit);
    }

    @Override
    public long position(String stream) {
        return log.position(stream);
    }

    @Override
    public void sync() {
        log.sync();
    }

    @Override
    public void close() {
        log.close();
    }
}
