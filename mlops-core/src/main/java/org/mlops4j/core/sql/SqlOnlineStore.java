// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.encoding.Checksum;
import org.mlops4j.data.Name;
import org.mlops4j.data.Times;
import org.mlops4j.error.CorruptException;
import org.mlops4j.spi.Key;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.storage.Verification;

/**
 * The latest states in a database, one row an entity. Its table, in words of SQLite:
 *
 * <pre>
 * entries  view text, key text, position integer, expires integer or null, crc integer, state text;
 *          primary key (view, key)
 * </pre>
 */
public final class SqlOnlineStore implements OnlineStore {

    /** So many keys are looked up by one statement at most. */
    private static final int MOST_KEYS = 256;

    private final SqlDatabase database;

    /**
     * A store in the table of a database, which is closed with the store.
     *
     * @param database has the table named above
     */
    public SqlOnlineStore(SqlDatabase database) {
        this.database = requireNonNull(database, "database");
    }

    @Override
    public Map<String, Entry> get(String view, Collection<String> keys, Instant now) {
        List<String> wanted = List.copyOf(new LinkedHashSet<>(keys));
        return database.read(connection -> {
            Map<String, Entry> found = new HashMap<>();
            for (int from = 0; from < wanted.size(); from += MOST_KEYS) {
                find(connection, view, wanted.subList(from, Math.min(wanted.size(), from + MOST_KEYS)))
                        .forEach(entry -> found.put(entry.key(), entry));
            }
            Map<String, Entry> live = new LinkedHashMap<>();
            for (String key : wanted) {
                Entry entry = found.get(key);
                if (entry != null && (entry.expires() == null || entry.expires().isAfter(now))) {
                    live.put(key, entry);
                }
            }
            return Collections.unmodifiableMap(live);
        });
    }

    /** The last key is asked for again until their number is a power of two: so few statements are to be prepared. */
    private List<Entry> find(SqlConnection connection, String view, List<String> keys) {
        int marks = Integer.highestOneBit(2 * keys.size() - 1);
        List<Object> parameters = new ArrayList<>();
        parameters.add(view);
        parameters.addAll(keys);
        parameters.addAll(Collections.nCopies(marks - keys.size(), keys.get(keys.size() - 1)));
        return connection.list(
                "select position, expires, crc, state, key from entries where view = ? and key in (?"
                        + ", ?".repeat(marks - 1) + ")",
                row -> entry(view, Columns.text(row, 5), row),
                parameters.toArray());
    }

    @Override
    public int put(String view, List<Entry> entries) {
        Name.require("view", view);
        List<Entry> copy = List.copyOf(entries);
        copy.forEach(entry -> {
            Key.require("an entity key", entry.key());
            Key.requireUnicode("the state of an entity", entry.state());
        });
        return database.write(connection -> {
            int stored = 0;
            for (Entry entry : copy) {
                Long expires = nanos(entry.expires());
                stored += connection.update(
                        "insert into entries (view, key, position, expires, crc, state) values (?, ?, ?, ?, ?, ?)"
                                + " on conflict (view, key) do update set position = excluded.position,"
                                + " expires = excluded.expires, crc = excluded.crc, state = excluded.state"
                                + " where excluded.position >= entries.position",
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

    @Override
    public int removeExpired(Instant now) {
        return database.write(
                connection -> connection.update("delete from entries where expires <= ?", Times.nanos(now)));
    }

    @Override
    public int remove(String view) {
        return database.write(connection -> connection.update("delete from entries where view = ?", view));
    }

    @Override
    public Verification verify() {
        return database.verify((connection, found) -> connection.verify(
                found,
                "select position, expires, crc, state, view, key from entries",
                row -> entry(Columns.text(row, 5), Columns.text(row, 6), row)));
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
        String state = Columns.text(row, 4);
        if (crc != crc(view, key, order, expires, state)) {
            throw new CorruptException("the state of '" + key + "' in view " + view + " in " + database.place()
                    + " is damaged: its checksum does not fit. FeatureStore.rebuild makes the states of a view anew.");
        }
        return new Entry(key, order, state, expires == null ? null : Times.instant(expires));
    }

    private static @Nullable Long nanos(@Nullable Instant instant) {
        return instant == null ? null : (Long) Times.nanos(instant);
    }

    private static long crc(String view, String key, long order, @Nullable Long expires, String state) {
        return Checksum.of(view, key, order, expires == null ? 0 : expires, expires == null ? 0 : 1, state);
    }
}
