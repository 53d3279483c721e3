// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.encoding.Checksum;
import org.mlops4j.core.encoding.EventChunk;
import org.mlops4j.core.encoding.TableEncoding;
import org.mlops4j.core.encoding.TimeSpan;
import org.mlops4j.data.DocumentText;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.spi.EventLog;
import org.mlops4j.storage.Verification;

/**
 * Event streams in a database, one row a batch: the columns of the batch as {@link TableEncoding} writes them, and
 * beside them the positions and the span of times by which scans choose. When the end of a stream is many small
 * batches, they become one row. Its tables, in words of SQLite:
 *
 * <pre>
 * streams  id integer, given by the database; name text, fields text, time_field text, crc integer; unique (name)
 * chunks   id integer, given by the database; stream integer, first integer, rows integer, least_time integer,
 *          greatest_time integer, crc integer, body blob;
 *          unique (stream, first, rows), index (stream, least_time, greatest_time)
 * </pre>
 *
 * <p>Texts are compared by their UTF-8 bytes.
 */
public final class SqlEventLog implements EventLog {

    /** So many small rows at the end of a stream become one. */
    private static final int MERGED = 64;

    private final SqlDatabase database;
    private final DocumentText json;
    // Streams are never removed or changed, so what was read once stays true.
    private final ConcurrentMap<String, EventStream> streams = new ConcurrentHashMap<>();

    private volatile boolean unsynced;

    /**
     * A log in the tables of a database, which is closed with the log.
     *
     * @param database has the tables named above
     * @param json turns schemas into text and back
     */
    public SqlEventLog(SqlDatabase database, DocumentText json) {
        this.database = requireNonNull(database, "database");
        this.json = requireNonNull(json, "json");
    }

    @Override
    public void create(String stream, Schema schema, String timeField) {
        Stream wanted = new Stream(
                        requireNonNull(stream, "stream"),
                        requireNonNull(schema, "schema"),
                        requireNonNull(timeField, "timeField"))
                .requireValid();
        EventStream there = known(stream);
        if (there == null) {
            there = database.write(connection -> {
                String fields = json.write(schema.toDocument());
                connection.update(
                        "insert into streams (name, fields, time_field, crc) values (?, ?, ?, ?)"
                                + " on conflict (name) do nothing",
                        stream,
                        fields,
                        timeField,
                        Checksum.of(stream, fields, timeField));
                return read(connection, stream).orElseThrow();
            });
        }
        there.described().requireSame(wanted);
    }

    @Override
    public Optional<Stream> find(String stream) {
        return Optional.ofNullable(known(stream)).map(EventStream::described);
    }

    @Override
    public List<Stream> streams() {
        return database.read(connection -> names(connection).stream()
                .map(name -> read(connection, name).orElseThrow().described())
                .toList());
    }

    @Override
    public long append(String stream, Table rows) {
        EventStream target = requireFor(stream, rows);
        List<EventChunk> chunks = EventChunk.split(rows, target.timeField());
        unsynced = true;
        return database.write(connection -> append(connection, target, position(connection, target.id()), chunks));
    }

    @Override
    public boolean appendAfter(String stream, long position, Table rows) {
        EventStream target = requireFor(stream, rows);
        List<EventChunk> chunks = EventChunk.split(rows, target.timeField());
        unsynced = true;
        return database.write(connection -> {
            boolean last = position(connection, target.id()) == position;
            if (last) {
                append(connection, target, position, chunks);
            }
            return last;
        });
    }

    private static long append(SqlConnection connection, EventStream target, long position, List<EventChunk> chunks) {
        long last = position;
        for (EventChunk chunk : chunks) {
            insert(connection, target, last + 1, chunk);
            last += chunk.rows();
        }
        if (last - position < small(target)) {
            mergeSmall(connection, target);
        }
        return last;
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
        EventStream source = known(stream);
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

    @Override
    public Verification verify() {
        return database.verify((connection, found) -> names(connection)
                .forEach(name -> found.check(
                        () -> verify(connection, read(connection, name).orElseThrow(), found))));
    }

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

    private static void verify(SqlConnection connection, EventStream stream, Verification.Builder found) {
        long[] next = {1};
        connection.verify(
                found,
                "select " + EventStream.CHUNK + " from chunks where stream = ? order by first",
                row -> {
                    long first = row.getLong(1);
                    long expected = next[0];
                    next[0] = first + row.getInt(2);
                    if (first != expected) {
                        throw new CorruptException("stream '" + stream.name() + "' in " + connection.place()
                                + " lacks the rows from position " + expected + " to " + (first - 1));
                    }
                    return stream.chunk(row);
                },
                stream.id());
    }

    private static List<String> names(SqlConnection connection) {
        return connection.list("select name from streams order by name", row -> Columns.text(row, 1));
    }

    private static void insert(SqlConnection connection, EventStream target, long first, EventChunk chunk) {
        connection.update(
                "insert into chunks (stream, first, rows, least_time, greatest_time, crc, body)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                target.id(),
                first,
                chunk.rows(),
                chunk.leastTime(),
                chunk.greatestTime(),
                Checksum.of(target.id(), first, chunk.rows(), chunk.leastTime(), chunk.greatestTime()),
                chunk.body().array());
    }

    /** {@return from how many rows on a chunk is not small: so many small ones always fit into one} */
    private static int small(EventStream stream) {
        return EventChunk.rowsOfChunk(stream.schema()) / MERGED;
    }

    private static void mergeSmall(SqlConnection connection, EventStream target) {
        List<long[]> last = connection.list(
                "select first, rows from chunks where stream = ? order by first desc limit ?",
                row -> new long[] {row.getLong(1), row.getLong(2)},
                target.id(),
                MERGED);
        if (last.size() < MERGED || last.stream().anyMatch(chunk -> chunk[1] >= small(target))) {
            return;
        }
        long first = last.get(last.size() - 1)[0];
        Table.Builder rows = Table.builder(target.schema());
        connection.each(
                "select " + EventStream.CHUNK + " from chunks where stream = ? and first >= ? order by first",
                row -> rows.addAll(target.chunk(row)),
                target.id(),
                first);
        connection.update("delete from chunks where stream = ? and first >= ?", target.id(), first);
        long next = first;
        for (EventChunk chunk : EventChunk.split(rows.build(), target.timeField())) {
            insert(connection, target, next, chunk);
            next += chunk.rows();
        }
    }

    /** {@return the rows of the chunk that holds a position, from that position on} Empty behind the end. */
    private static Optional<Table> from(SqlConnection connection, EventStream source, long position) {
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

    private static long position(SqlConnection connection, long stream) {
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

    private EventStream requireFor(String stream, Table rows) {
        EventStream target = require(stream);
        if (!rows.schema().equals(target.schema())) {
            throw new IncompatibleException(
                    "rows of " + rows.schema() + " do not fit stream '" + stream + "' of " + target.schema());
        }
        return target;
    }

    private EventStream require(String stream) {
        EventStream found = known(stream);
        if (found == null) {
            throw new NotFoundException("there is no event stream '" + stream + "'; create it first");
        }
        return found;
    }

    private @Nullable EventStream known(String stream) {
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

    private Optional<EventStream> read(SqlConnection connection, String stream) {
        return connection.first(
                "select id, fields, time_field, crc from streams where name = ?",
                row -> {
                    String fields = Columns.text(row, 2);
                    String timeField = Columns.text(row, 3);
                    if (row.getLong(4) != Checksum.of(stream, fields, timeField)) {
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
                "the columns of stream '" + stream + "' in " + database.place()
                        + " are damaged. Restore it from a backup.",
                cause);
    }
}
