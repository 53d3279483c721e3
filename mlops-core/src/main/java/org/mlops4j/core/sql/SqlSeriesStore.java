// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mlops4j.core.encoding.Checksum;
import org.mlops4j.core.encoding.DoubleOrder;
import org.mlops4j.data.Times;
import org.mlops4j.error.CorruptException;
import org.mlops4j.spi.Key;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.storage.Verification;

/**
 * Series in a database, one row for the points of a series that were appended together. When a series has many small
 * rows, they become one: its size and the time to read it stay in proportion to its points. Its tables, in words of
 * SQLite:
 *
 * <pre>
 * series  id integer, given by the database; name text; unique (name)
 * points  id integer, given by the database; series integer, first_step integer, last_step integer, size integer,
 *         crc integer, body blob; indexes (series, first_step), (series, last_step), (series, size)
 * </pre>
 *
 * <p>Texts are compared by their UTF-8 bytes. Costs: appending n points O(n log n) and one transaction; reading from a
 * step on, what is read.
 */
public final class SqlSeriesStore implements SeriesStore {

    /** So many small rows of a series become one. */
    private static final int MERGED = 64;

    /** A row with fewer points is small. */
    private static final int SMALL = 256;

    private static final String CHUNK = "c.size, c.first_step, c.last_step, c.crc, c.body";

    private final SqlDatabase database;

    /**
     * A store in the tables of a database, which is closed with the store.
     *
     * @param database has the tables named above
     */
    public SqlSeriesStore(SqlDatabase database) {
        this.database = requireNonNull(database, "database");
    }

    @Override
    public void append(List<Point> points) {
        List<Point> copy = List.copyOf(points);
        copy.forEach(point -> {
            Key.require("the name of a series", point.series());
            Times.nanos(point.time());
        });
        Map<String, List<Point>> bySeries =
                copy.stream().collect(Collectors.groupingBy(Point::series, LinkedHashMap::new, Collectors.toList()));
        database.write(connection -> {
            bySeries.forEach((series, some) -> {
                long id = id(connection, series);
                if (insert(connection, series, id, some)) {
                    mergeSmall(connection, series, id);
                }
            });
            return bySeries;
        });
    }

    @Override
    public List<Point> read(String series, long fromStep, int limit) {
        requireNonNull(series, "series");
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit);
        }
        return database.read(connection -> {
            List<long[]> chunks = connection.list(
                    "select c.id, c.first_step from points c join series s on s.id = c.series"
                            + " where s.name = ? and c.last_step >= ? order by c.first_step, c.id",
                    row -> new long[] {row.getLong(1), row.getLong(2)},
                    series,
                    fromStep);
            PointMerge found = new PointMerge();
            for (long[] chunk : chunks) {
                // What comes behind the limit with certainty need not be read.
                if (found.fillsBefore(limit, chunk[1])) {
                    break;
                }
                found.add(chunk(connection, series, chunk[0]), fromStep);
            }
            return found.first(limit);
        });
    }

    @Override
    public Optional<Point> latest(String series) {
        requireNonNull(series, "series");
        return database.read(connection -> connection
                .list(
                        "select " + CHUNK + " from points c join series s on s.id = c.series where s.name = ?"
                                + " and c.last_step = (select max(l.last_step) from points l where l.series = s.id)",
                        row -> chunk(series, row),
                        series)
                .stream()
                .map(chunk -> chunk.points().get(chunk.points().size() - 1))
                .max(PointChunk.ORDER));
    }

    @Override
    public List<String> names(String after, int limit) {
        requireNonNull(after, "after");
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit);
        }
        return List.copyOf(database.read(connection -> connection.list(
                "select name from series where name > ? order by name limit ?",
                row -> Columns.text(row, 1),
                after,
                limit)));
    }

    @Override
    public Verification verify() {
        return database.verify((connection, found) -> connection.verify(
                found,
                "select " + CHUNK + ", s.name from points c join series s on s.id = c.series order by c.id",
                row -> chunk(Columns.text(row, 6), row)));
    }

    @Override
    public void close() {
        database.close();
    }

    /**
     * Packs the points of the first format, one row a point in the table {@code single_points}, in the caller's
     * transaction.
     */
    public static void packPoints(SqlConnection connection) {
        Map<Long, String> names = new TreeMap<>();
        connection.each("select id, name from series", row -> names.put(row.getLong(1), Columns.text(row, 2)));
        names.forEach((id, series) -> insert(
                connection,
                series,
                id,
                connection.list(
                        "select step, time, value, crc from single_points where series = ?",
                        row -> singlePoint(connection, series, row),
                        id)));
    }

    private static Point singlePoint(SqlConnection connection, String series, ResultSet row) throws SQLException {
        long step = row.getLong(1);
        long time = row.getLong(2);
        long value = row.getLong(3);
        if (row.getLong(4) != Checksum.of(series, step, time, value)) {
            throw new CorruptException("a point of series '" + series + "' in " + connection.place()
                    + " is damaged: its checksum does not fit. Restore it from a backup.");
        }
        return new Point(series, step, Times.instant(time), DoubleOrder.value(value));
    }

    private static long id(SqlConnection connection, String name) {
        return findId(connection, name).orElseGet(() -> {
            connection.update("insert into series (name) values (?)", name);
            return findId(connection, name).orElseThrow();
        });
    }

    private static Optional<Long> findId(SqlConnection connection, String name) {
        return connection.first("select id from series where name = ?", row -> row.getLong(1), name);
    }

    /** {@return whether one of the new rows is small} */
    private static boolean insert(SqlConnection connection, String series, long id, Collection<Point> points) {
        boolean small = false;
        for (PointChunk chunk : PointChunk.split(points)) {
            int size = chunk.points().size();
            connection.update(
                    "insert into points (series, first_step, last_step, size, crc, body) values (?, ?, ?, ?, ?, ?)",
                    id,
                    chunk.firstStep(),
                    chunk.lastStep(),
                    size,
                    crc(series, chunk.firstStep(), chunk.lastStep(), size),
                    chunk.encode());
            small |= size < SMALL;
        }
        return small;
    }

    private void mergeSmall(SqlConnection connection, String series, long id) {
        if (connection.number("select count(*) from points where series = ? and size < ?", id, SMALL) < MERGED) {
            return;
        }
        List<Point> all = new ArrayList<>();
        connection.each(
                "select " + CHUNK + " from points c where c.series = ? and c.size < ?",
                row -> all.addAll(chunk(series, row).points()),
                id,
                SMALL);
        connection.update("delete from points where series = ? and size < ?", id, SMALL);
        insert(connection, series, id, all);
    }

    private PointChunk chunk(SqlConnection connection, String series, long id) {
        return connection
                .first("select " + CHUNK + " from points c where c.id = ?", row -> chunk(series, row), id)
                .orElseThrow();
    }

    private PointChunk chunk(String series, ResultSet row) throws SQLException {
        int size = row.getInt(1);
        long first = row.getLong(2);
        long last = row.getLong(3);
        String what = "a part of series '" + series + "' in " + database.place();
        if (row.getLong(4) != crc(series, first, last, size)) {
            throw new CorruptException(
                    what + " is damaged: its checksum does not fit its place. Restore it from a backup.");
        }
        PointChunk chunk = PointChunk.decode(series, Columns.bytes(row, 5), what);
        if (chunk.points().size() != size || chunk.firstStep() != first || chunk.lastStep() != last) {
            throw new CorruptException(
                    what + " is damaged: it has other points than it says. Restore it from a backup.");
        }
        return chunk;
    }

    private static long crc(String series, long firstStep, long lastStep, int size) {
        return Checksum.of(series, firstStep, lastStep, size);
    }
}
