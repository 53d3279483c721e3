// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Name;
import org.mlops4j.data.Times;
import org.mlops4j.error.CorruptException;
import org.mlops4j.spi.OnlineStore;

/** The latest states in an SQLite file, one row an entity. */
final class SqliteOnlineStore implements OnlineStore {

    private static final SqliteFormat FORMAT = SqliteFormat.of(Migration.of("""
            create table entries (
                view text not null, key text not null, position integer not null, expires integer,
                crc integer not null, state text not null,
                primary key (view, key));
            """));

    private final SqliteDatabase database;

    private SqliteOnlineStore(SqliteDatabase database) {
        this.database = database;
    }

    static SqliteOnlineStore open(Path file) {
        return new SqliteOnlineStore(SqliteDatabase.open(file, Durability.PROCESS_DEATH, FORMAT));
    }

    @Override
    public Map<String, Entry> get(String view, Collection<String> keys, Instant now) {
        List<String> wanted = List.copyOf(keys);
        return database.read(connection -> {
            Map<String, Entry> live = new LinkedHashMap<>();
            for (String key : wanted) {
                connection
                        .first(
                                "select position, expires, crc, state from entries where view = ? and key = ?",
                                row -> entry(view, key, row),
                                view,
                                key)
                        .filter(entry ->
                                entry.expires() == null || entry.expires().isAfter(now))
                        .ifPresent(entry -> live.put(key, entry));
            }
            return Collections.unmodifiableMap(live);
        });
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.mlops4j.error.InvalidException if the view, a key or an instant is out of range
     */
    @Override
    public int put(String view, List<Entry> entries) {
        Name.require("view", view);
        List<Entry> copy = List.copyOf(entries);
        copy.forEach(entry -> {
            Checks.requireKey("an entity key", entry.key());
            Checks.requireWhole("the state of an entity", entry.state());
        });
        return database.write(connection -> {
            int stored = 0;
            for (Entry entry : copy) {
                Long expires = nanos(entry.expires());
                stored += connection.update(
                        "insert into entries (view, key, position, expires, crc, state) values (?, ?, ?, ?, ?, ?)"
                                + " on conflict (view, key) do update set position = excluded.position,"
                                + " expires = excluded.expires, crc = excluded.crc, state = excluded.state"
                                + " where excluded.position >= position",
                        view,
                        entry.key(),
                        entry.order(),
                        expires,
                        crc(view, entry.key(), entry.order(), expires, entry.state()),
                        entry.state());
            }
            return stored;
        });
    }

    /** Reads every entry. */
    void verify() {
        database.verify();
        database.read(connection -> connection.list(
                "select position, expires, crc, state, view, key from entries",
                row -> entry(row.getString(5), row.getString(6), row).order()));
    }

    @Override
    public void close() {
        database.close();
    }

    private Entry entry(String view, String key, ResultSet row) throws SQLException {
        long order = row.getLong(1);
        long nanos = row.getLong(2);
        Long expires = row.wasNull() ? null : nanos;
        long crc = row.getLong(3);
        String state = row.getString(4);
        if (crc != crc(view, key, order, expires, state)) {
            throw new CorruptException("the state of '" + key + "' in view " + view + " in " + database.file()
                    + " is damaged: its checksum does not fit. Materialize the view again.");
        }
        return new Entry(key, order, state, expires == null ? null : Times.instant(expires));
    }

    private static @Nullable Long nanos(@Nullable Instant instant) {
        return instant == null ? null : (Long) Times.nanos(instant);
    }

    private static long crc(String view, String key, long order, @Nullable Long expires, String state) {
        return Checks.crc(view, key, order, expires == null ? 0 : expires, expires == null ? 0 : 1, state);
    }
}
