// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.spi.EventLog;

/** An event log in memory: streams as tables. */
final class MemoryEventLog implements EventLog {

    private final Map<String, Table.Builder> streams = new TreeMap<>();
    private final Map<String, Schema> schemas = new TreeMap<>();

    @Override
    public synchronized void create(String stream, Schema schema, String timeField) {
        Schema there = schemas.putIfAbsent(stream, schema);
        if (there != null && !there.equals(schema)) {
            throw new IncompatibleException("stream '" + stream + "' has " + there);
        }
        streams.putIfAbsent(stream, Table.builder(schema));
    }

    @Override
    public synchronized Optional<Schema> schema(String stream) {
        return Optional.ofNullable(schemas.get(stream));
    }

    @Override
    public synchronized long append(String stream, Table rows) {
        return required(stream).addAll(rows).rowCount();
    }

    @Override
    public Table scan(String stream, Instant from, Instant to) {
        throw new UnsupportedOperationException("scan");
    }

    @Override
    public synchronized Table read(String stream, long after, int limit) {
        Table all = required(stream).build();
        int from = (int) Math.min(after, all.rowCount());
        return all.slice(from, Math.min(all.rowCount(), from + limit));
    }

    @Override
    public synchronized long position(String stream) {
        return streams.containsKey(stream) ? required(stream).rowCount() : 0;
    }

    @Override
    public void sync() {}

    @Override
    public void close() {}

    private Table.Builder required(String stream) {
        Table.Builder rows = streams.get(stream);
        if (rows == null) {
            throw new NotFoundException("there is no stream '" + stream + "'");
        }
        return rows;
    }
}
