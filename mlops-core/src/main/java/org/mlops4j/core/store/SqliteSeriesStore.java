// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.data.Times;
import org.mlops4j.error.CorruptException;
import org.mlops4j.spi.SeriesStore;

/** Series in an SQLite file, one row a point, in the order of the key. */
final class SqliteSeriesStore implements SeriesStore {

    private static final SqliteFormat FORMAT = SqliteFormat.of(Migration.of("""
            create table series (id integer primary key, name text not null unique);
            create table points (
                series integer not null, step integer not null, time integer not null, value integer not null,
                crc integer not null,
                primary key (series, step, time, value)) without rowid;
            """));

    private final SqliteDatabase database;

    private SqliteSeriesStore(SqliteDatabase database) {
        this.database = database;
    }

    static SqliteSeriesStore open(Path file) {
        return new SqliteSeriesStore(SqliteDatabase.open(file, Durability.POWER_LOSS, FORMAT));
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.mlops4j.error.InvalidException if the name of a series or a time is out of range
     */
    @Override
    public void append(List<Point> points) {
        List<Point> copy = List.copyOf(points);
        copy.forEach(point -> Checks.requireKey("the name of a series", point.series()));
        database.write(connection -> {
            Map<String, Long> ids = new HashMap<>();
            for (Point point : copy) {
                long id = ids.computeIfAbsent(point.series(), name -> id(connection, name));
                long time = Times.nanos(point.time());
                long value = DoubleOrder.number(point.value());
                connection.update(
                        "insert or ignore into points (series, step, time, value, crc) values (?, ?, ?, ?, ?)",
                        id,
                        point.step(),
                        time,
                        value,
                        Checks.crc(point.series(), point.step(), time, value));
            }
            return copy.size();
        });
    }

    @Override
    public List<Point> read(String series, long fromStep, int limit) {
        requireNonNull(series, "series");
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit);
        }
        return List.copyOf(database.read(connection -> connection.list(
                "select p.step, p.time, p.value, p.crc from points p join series s on s.id = p.series"
                        + " where s.name = ? and p.step >= ? order by p.step, p.time, p.value limit ?",
                row -> point(series, row),
                series,
                fromStep,
                limit)));
    }

    @Override
    public Optional<Point> latest(String series) {
        requireNonNull(series, "series");
        return database.read(connection -> connection.first(
                "select p.step, p.time, p.value, p.crc from points p join series s on s.id = p.series"
                        + " where s.name = ? order by p.step desc, p.time desc, p.value desc limit 1",
                row -> point(series, row),
                series));
    }

    /** Reads every point. */
    void verify() {
        database.verify();
        database.read(connection -> connection.list(
                "select p.step, p.time, p.value, p.crc, s.name from points p join series s on s.id = p.series",
                row -> point(row.getString(5), row).step()));
    }

    @Override
    public void close() {
        database.close();
    }

    private static long id(SqliteConnection connection, String name) {
        connection.update("insert into series (name) values (?) on conflict (name) do nothing", name);
        return connection.number("select id from series where name = ?", name);
    }

    private Point point(String series, ResultSet row) throws SQLException {
        long step = row.getLong(1);
        long time = row.getLong(2);
        long value = row.getLong(3);
        if (row.getLong(4) != Checks.crc(series, step, time, value)) {
            throw new CorruptException("a point of series '" + series + "' in " + database.file()
                    + " is damaged: its checksum does not fit. Restore the file from a backup.");
        }
        return new Point(series, step, Times.instant(time), DoubleOrder.value(value));
    }
}
