// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DocumentText;
import org.mlops4j.data.Field;
import org.mlops4j.data.Name;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.spi.EventLog;

/**
 * Event streams in an SQLite file, one row a batch: the columns of the batch as {@link TableEncoding} writes them, and
 * beside them the positions and the span of times by which scans choose.
 */
final class SqliteEventLog implements EventLog {

    private static final SqliteFormat FORMAT = SqliteFormat.of(Migration.of("""
            create table streams (
                id integer primary key, name text not null unique, fields text not null, time_field text not null,
                crc integer not null);
            create table chunks (
                id integer primary key, stream integer not null references streams (id),
                first integer not null, rows integer not null,
                least_time integer not null, greatest_time integer not null,
                crc integer not null, body blob not null);
            create unique index chunks_by_position on chunks (stream, first, rows);
            create index chunks_by_time on chunks (stream, least_time, greatest_time);
            """));

    private final SqliteDatabase database;
    private final DocumentText json;
    // Streams are never removed or changed, so what was read once stays true.
    private final ConcurrentMap<String, EventStream> streams = new ConcurrentHashMap<>();

    private volatile boolean unsynced;

    private SqliteEventLog(SqliteDatabase database, DocumentText json) {
        this.database = database;
        this.json = json;
    }

    static SqliteEventLog open(Path file, DocumentText json) {
        return new SqliteEventLog(SqliteDatabase.open(file, Durability.PROCESS_DEATH, FORMAT), json);
    }

    /**
     * {@inheritDoc}
     *
     * @throws InvalidException if the name breaks the rule, or the time field is no TIMESTAMP that is never null
     */
    @Override
    public void create(String stream, Schema schema, String timeField) {
        Name.require("stream", stream);
        requireNonNull(schema, "schema");
        Optional<Field> time = schema.find(requireNonNull(timeField, "timeField"));
        if (time.isEmpty()
                || time.get().type() != DataType.TIMESTAMP
                || time.get().nullable()) {
            throw new InvalidException("the time field '" + timeField + "' of stream '" + stream
                    + "' must be a timestamp of " + schema + " that is never null");
        }
        EventStream there = find(stream);
        if (there == null) {
            there = database.write(connection -> {
                String fields = json.write(schema.toDocument());
                connection.update(
                        "insert into streams (name, fields, time_field, crc) values (?, ?, ?, ?)"
                                + " on conflict (name) do nothing",
                        stream,
                        fields,
                        timeField,
                        Checks.crc(stream, fields, timeField));
                return read(connection, stream).orElseThrow();
            });
        }
        if (!there.schema().equals(schema) || !there.timeField().equals(timeField)) {
            throw new IncompatibleException("stream '" + stream + "' is there with columns " + there.schema()
                    + " and time field '" + there.timeField() + "', asked for were " + schema + " and '" + timeField
                    + "'. Use another name for the new columns.");
        }
    }

    @Override
    public Optional<Schema> schema(String stream) {
        return Optional.ofNullable(find(stream)).map(EventStream::schema);
    }

    @Override
    public long append(String stream, Table rows) {
        EventStream target = require(stream);
        if (!rows.schema().equals(target.schema())) {
            throw new IncompatibleException(
                    "rows of " + rows.schema() + " do not fit stream '" + stream + "' of " + target.schema());
        }
        List<EventChunk> chunks = EventChunk.split(rows, target.timeField());
        unsynced = true;
        return database.write(connection -> {
            long position = position(connection, target.id());
            for (EventChunk chunk : chunks) {
                connection.update(
                        "insert into chunks (stream, first, rows, least_time, greatest_time, crc, body)"
                                + " values (?, ?, ?, ?, ?, ?, ?)",
                        target.id(),
                        position + 1,
                        chunk.rows(),
                        chunk.leastTime(),
                        chunk.greatestTime(),
                        Checks.crc(target.id(), position + 1, chunk.rows(), chunk.leastTime(), chunk.greatestTime()),
                        chunk.body().array());
                position += chunk.rows();
            }
            return position;
        });
    }

    @Override
    public Table scan(String stream, Instant from, Instant to) {
        EventStream source = require(stream);
        if (!from.isBefore(to)) {
            return Table.builder(source.schema()).build();
        }
        TimeSpan span = TimeSpan.between(from, to);
        List<Table> parts = database.read(connection -> connection.list(
                "select " + EventStream.CHUNK
                        + " from chunks where stream = ? and least_time <= ? and greatest_time >= ?"
                        + " order by first",
                row -> span.select(source.chunk(row), source.timeField()),
                source.id(),
                span.last(),
                span.first()));
        return span.ordered(joined(source, parts), source.timeField());
    }

    @Override
    public Table read(String stream, long after, int limit) {
        EventStream source = require(stream);
        if (limit < 1 || after < 0) {
            throw new IllegalArgumentException(
                    "limit must be at least 1 and after at least 0, were " + limit + " and " + after);
        }
        Table.Builder rows = Table.builder(source.schema());
        return database.read(connection -> {
            while (rows.rowCount() < limit) {
                Optional<Table> part = from(connection, source, after + 1 + rows.rowCount());
                if (part.isEmpty()) {
                    break;
                }
                int taken = Math.min(part.get().rowCount(), limit - rows.rowCount());
                rows.addAll(part.get().slice(0, taken));
            }
            return rows.build();
        });
    }

    @Override
    public long position(String stream) {
        EventStream source = find(stream);
        return source == null ? 0 : database.read(connection -> position(connection, source.id()));
    }

    @Override
    public void sync() {
        // Before the sync, so that an append meanwhile counts as not synced.
        unsynced = false;
        try {
            database.sync();
        } catch (MlopsException e) {
            unsynced = true;
            throw e;
        }
    }

    /** Reads every chunk. */
    void verify() {
        database.verify();
        database.read(connection -> {
            List<String> names = connection.list("select name from streams", row -> row.getString(1));
            for (String name : names) {
                EventStream stream = read(connection, name).orElseThrow();
                connection.list(
                        "select " + EventStream.CHUNK + " from chunks where stream = ? order by first",
                        row -> stream.chunk(row).rowCount(),
                        stream.id());
            }
            return names;
        });
    }

    /** {@inheritDoc} If the sync fails, the log is closed all the same and the failure goes to the caller. */
    @Override
    public void close() {
        if (database.isClosed()) {
            return;
        }
        try (database) {
            if (unsynced) {
                database.sync();
            }
        }
    }

    /** {@return the rows of the chunk that holds a position, from that position on} Empty behind the end. */
    private static Optional<Table> from(SqliteConnection connection, EventStream source, long position) {
        return connection.first(
                "select " + EventStream.CHUNK + " from chunks where id = (select id from chunks"
                        + " where stream = ? and first <= ? order by first desc limit 1) and first + rows > ?",
                row -> {
                    Table chunk = source.chunk(row);
                    return chunk.slice((int) (position - row.getLong(1)), chunk.rowCount());
                },
                source.id(),
                position,
                position);
    }

    private static long position(SqliteConnection connection, long stream) {
        return connection.number(
                "select coalesce((select first + rows - 1 from chunks where stream = ? order by first desc limit 1), 0)",
                stream);
    }

    private static Table joined(EventStream source, List<Table> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        Table.Builder rows = Table.builder(source.schema());
        parts.forEach(rows::addAll);
        return rows.build();
    }

    private EventStream require(String stream) {
        EventStream found = find(stream);
        if (found == null) {
            throw new NotFoundException("there is no event stream '" + stream + "'; create it first");
        }
        return found;
    }

    private @Nullable EventStream find(String stream) {
        requireNonNull(stream, "stream");
        EventStream known = streams.get(stream);
        if (known == null || database.isClosed()) {
            known = database.<Optional<EventStream>>read(connection -> read(connection, stream))
                    .orElse(null);
            if (known != null) {
                streams.put(stream, known);
            }
        }
        return known;
    }

    private Optional<EventStream> read(SqliteConnection connection, String stream) {
        return connection.first(
                "select id, fields, time_field, crc from streams where name = ?",
                row -> {
                    String fields = row.getString(2);
                    String timeField = row.getString(3);
                    if (row.getLong(4) != Checks.crc(stream, fields, timeField)) {
                        throw damaged(stream, null);
                    }
                    return new EventStream(row.getLong(1), stream, schema(stream, fields), timeField);
                },
                stream);
    }

    private Schema schema(String stream, String text) {
        try {
            return Schema.from(json.read(text));
        } catch (MlopsException e) {
            throw damaged(stream, e);
        }
    }

    private CorruptException damaged(String stream, @Nullable Throwable cause) {
        return new CorruptException(
                "the columns of stream '" + stream + "' in " + database.file()
                        + " are damaged. Restore the file from a backup.",
                cause);
    }
}
