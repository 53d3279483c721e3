// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Times;
import org.mlops4j.error.CorruptException;
import org.mlops4j.spi.OnlineStore.Entry;
import org.mlops4j.storage.Verification;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** The views on the server. Thread-safe. */
/*
 * A view is one hash, so that it is evicted, lost and rolled back as a whole, and one command reads many keys of one
 * state. Beside the entries it holds the number of its changes. What a call saw of that number, later calls must find:
 * a server that came back with less than it had acknowledged, after a crash without its file or a failover, is noticed
 * instead of being written on to. Otherwise the position of a view could move on over states that are gone.
 *
 * The names of all keys share a hash tag, so that a script may use them together.
 */
final class RedisViews {

    /** The field of the number of changes; no entity key holds a control character. */
    private static final byte[] CHANGES = {0};

    private static final int ENTRIES_AT_ONCE = 500;
    private static final long NANOS_OF_MILLISECOND = 1_000_000;

    private final Connections connections;
    private final String prefix;
    private final ConcurrentMap<String, Long> acknowledged = new ConcurrentHashMap<>();

    RedisViews(Connections connections, String prefix) {
        this.connections = connections;
        this.prefix = prefix;
    }

    /** {@return the greatest number of changes of a view that a call has seen} */
    long acknowledged(String view) {
        return acknowledged.getOrDefault(view, 0L);
    }

    /** {@return the entries of some keys, expired ones too, all of one state of the view} */
    State read(String view, List<String> keys) {
        long least = acknowledged(view);
        CommandArguments command =
                new CommandArguments(Command.HMGET).add(entries(view)).add(CHANGES);
        keys.forEach(key -> command.add(key.getBytes(UTF_8)));
        List<?> values = (List<?>) connections.read(
                "read " + keys.size() + " states of view " + view, connection -> connection.executeCommand(command));
        long changes = number(values.get(0));
        requireChanges(view, changes, least);
        Map<String, Entry> found = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            if (values.get(i + 1) instanceof byte[] bytes) {
                String key = keys.get(i);
                found.put(key, EntryBytes.decode(view, key, bytes, connections.place()));
            }
        }
        return new State(changes, found);
    }

    /** {@return how many entries were stored} */
    int put(String view, List<Entry> batch) {
        long least = acknowledged(view);
        List<byte[]> arguments = new ArrayList<>(3 * batch.size() + 3);
        arguments.add(view.getBytes(UTF_8));
        arguments.add(CHANGES);
        arguments.add(text(least));
        for (Entry entry : batch) {
            arguments.add(entry.key().getBytes(UTF_8));
            arguments.add(EntryBytes.encode(view, entry));
            Instant expires = entry.expires();
            arguments.add(expires == null ? new byte[0] : text(milliseconds(Times.nanos(expires))));
        }
        List<?> answer = connections.write(
                "store " + batch.size() + " states of view " + view,
                connection ->
                        Script.PUT.run(connection, List.of(entries(view), expiries(view), key("views")), arguments));
        requireChanges(view, number(answer.get(0)), least);
        return (int) number(answer.get(1));
    }

    /** {@return how many entries of all views were removed} */
    int removeExpired(Instant now) {
        int removed = 0;
        for (String view : names()) {
            removed += removeExpired(view, Times.nanos(now));
        }
        return removed;
    }

    private int removeExpired(String view, long now) {
        long removed = 0;
        long kept = 0;
        while (true) {
            List<byte[]> arguments = List.of(
                    CHANGES,
                    text(milliseconds(now)),
                    text(now >> Integer.SIZE),
                    text(now & 0xffff_ffffL),
                    text(kept),
                    text(ENTRIES_AT_ONCE));
            List<?> answer = connections.write(
                    "remove expired states of view " + view,
                    connection ->
                            Script.REMOVE_EXPIRED.run(connection, List.of(entries(view), expiries(view)), arguments));
            removed += number(answer.get(1));
            kept += number(answer.get(2));
            if (number(answer.get(0)) < ENTRIES_AT_ONCE) {
                return (int) removed;
            }
        }
    }

    /** {@return how many entries of a view were removed} */
    int remove(String view) {
        List<?> answer = connections.write(
                "remove view " + view,
                connection -> Script.REMOVE.run(connection, List.of(entries(view), expiries(view)), List.of(CHANGES)));
        acknowledged.merge(view, number(answer.get(0)), Math::max);
        return (int) number(answer.get(1));
    }

    Verification verify() {
        Verification.Builder found = new Verification.Builder();
        names().forEach(view -> verify(view, found));
        return found.build();
    }

    private void verify(String view, Verification.Builder found) {
        byte[] cursor = text(0);
        do {
            CommandArguments command = new CommandArguments(Command.HSCAN)
                    .add(entries(view))
                    .add(cursor)
                    .add("COUNT")
                    .add(ENTRIES_AT_ONCE);
            List<?> page =
                    (List<?>) connections.read("verify view " + view, connection -> connection.executeCommand(command));
            cursor = (byte[]) page.get(0);
            List<?> fields = (List<?>) page.get(1);
            for (int i = 0; i < fields.size(); i += 2) {
                String key = new String((byte[]) fields.get(i), UTF_8);
                byte[] bytes = (byte[]) fields.get(i + 1);
                if (!key.equals(new String(CHANGES, UTF_8))) {
                    found.check(() -> EntryBytes.decode(view, key, bytes, connections.place()));
                }
            }
        } while (cursor.length != 1 || cursor[0] != '0');
    }

    private List<String> names() {
        CommandArguments command = new CommandArguments(Command.SMEMBERS).add(key("views"));
        List<?> names = (List<?>) connections.read("list the views", connection -> connection.executeCommand(command));
        return names.stream()
                .map(name -> new String((byte[]) name, UTF_8))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private void requireChanges(String view, long changes, long least) {
        if (changes < least) {
            throw new CorruptException("view " + view + " in " + connections.place() + " has seen " + changes
                    + " changes, but acknowledged " + least + ": the server came back with less than it had, or the"
                    + " view was removed. Close this store and open it again; features then go on from what is there.");
        }
        acknowledged.merge(view, changes, Math::max);
    }

    private byte[] entries(String view) {
        return key("view:" + view);
    }

    private byte[] expiries(String view) {
        return key("expiries:" + view);
    }

    private byte[] key(String name) {
        return ("{" + prefix + "}:" + name).getBytes(UTF_8);
    }

    private static long milliseconds(long nanos) {
        return Math.floorDiv(nanos, NANOS_OF_MILLISECOND);
    }

    private static byte[] text(long number) {
        return Long.toString(number).getBytes(US_ASCII);
    }

    /** {@return a number as commands and scripts give it; 0 for none} */
    private static long number(@Nullable Object value) {
        if (value == null) {
            return 0;
        }
        return value instanceof Long number ? number : Long.parseLong(new String((byte[]) value, US_ASCII));
    }

    /**
     * What a view held at one moment.
     *
     * @param changes how many changes it had seen
     * @param entries those of the keys that were asked for
     */
    record State(long changes, Map<String, Entry> entries) {}
}
