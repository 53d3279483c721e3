// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.ConflictException;
import org.mlops4j.spi.OnlineStore;

/**
 * What the on-line store holds of a stream of events, by key. Thread-safe, but for {@link #startOver}.
 *
 * <p>Each text is stored with the position of the stream up to which it holds the events of its key, and beside them
 * the position up to which all texts do. So after a crash in the middle of it, what follows that position is read
 * again.
 */
/*
 * The store keeps what has the greatest order. Above the position, the order holds a generation: what is made anew from
 * the beginning replaces all that was there, whatever its position.
 */
final class StoredEntries {

    /** The entry of the position; other keys begin with a digit, a sign, "sha256", "tile" or "sums". */
    private static final String POSITION_KEY = "position";

    private static final int POSITION_BITS = 44;
    private static final long POSITION = (1L << POSITION_BITS) - 1;

    private final OnlineStore store;
    private final String name;
    private volatile long generation;
    private volatile boolean empty;
    private volatile boolean removed;
    private volatile long position;

    /**
     * Looks what there is.
     *
     * @param name as views of the store are called
     */
    StoredEntries(OnlineStore store, String name) {
        this.store = store;
        this.name = name;
        OnlineStore.Entry last = last();
        this.empty = last == null;
        this.position = last == null ? 0 : last.order() & POSITION;
        this.generation = last == null ? 0 : last.order() >>> POSITION_BITS;
    }

    private OnlineStore.@Nullable Entry last() {
        return store.get(name, List.of(POSITION_KEY), Instant.EPOCH).get(POSITION_KEY);
    }

    /** {@return up to where all texts hold the events of the stream} */
    long position() {
        return position;
    }

    /** Forgets what is stored, which stays until it is replaced. */
    void startOver() {
        generation = Math.max(generation, storedGeneration()) + 1;
        position = 0;
        empty = true;
        removed = false;
    }

    /** {@return whether somebody removed what was stored} */
    boolean wasRemoved() {
        return removed;
    }

    /**
     * {@return what is stored of these keys; those of which nothing is are absent}
     *
     * @throws ConflictException if all of it was removed meanwhile, so that what is absent says nothing
     */
    Map<String, Stored> find(Collection<String> keys) {
        if (empty || keys.isEmpty()) {
            return Map.of();
        }
        List<String> wanted = new ArrayList<>(keys);
        wanted.add(POSITION_KEY);
        Map<String, OnlineStore.Entry> entries = store.get(name, wanted, Instant.EPOCH);
        if (!entries.containsKey(POSITION_KEY)) {
            removed = true;
            throw new ConflictException("what the on-line store had of " + name
                    + " was removed, as that of definitions out of use is; it is made anew from the events, try again");
        }
        Map<String, Stored> found = new HashMap<>();
        entries.forEach((key, entry) -> {
            if (entry.order() >>> POSITION_BITS >= generation && !key.equals(POSITION_KEY)) {
                found.put(key, new Stored(entry.state(), entry.order() & POSITION));
            }
        });
        return found;
    }

    /** {@return what tells that a text lacks others that belong to it, so that all are to be made anew} */
    ConflictException incomplete(String key) {
        removed = true;
        return new ConflictException("what the on-line store has of '" + key + "' of " + name
                + " does not fit together; it is made anew from the events, try again");
    }

    /** {@return what tells that another process has stored events that this one does not know yet} */
    ConflictException ahead(String key) {
        return new ConflictException("what the on-line store has of '" + key + "' of " + name
                + " holds events that another process has pushed; they are read within a second, try again");
    }

    /**
     * Stores texts, all or none.
     *
     * @param texts by key
     * @param through up to where they hold the events of the stream
     */
    void put(Map<String, Text> texts, long through) {
        if (empty) {
            putPosition(0);
        }
        if (store.put(name, entries(texts, through)) < texts.size()) {
            // Another process is ahead, or has made all of them anew: then these still have to replace its ones.
            long stored = storedGeneration();
            if (stored > generation) {
                generation = stored;
                store.put(name, entries(texts, through));
            }
        }
    }

    private List<OnlineStore.Entry> entries(Map<String, Text> texts, long through) {
        return texts.entrySet().stream()
                .map(entry -> new OnlineStore.Entry(
                        entry.getKey(),
                        order(through),
                        entry.getValue().text(),
                        entry.getValue().expires()))
                .toList();
    }

    private long storedGeneration() {
        OnlineStore.Entry last = last();
        return last == null ? 0 : last.order() >>> POSITION_BITS;
    }

    /** Says that all texts hold the events up to there. */
    void putPosition(long through) {
        store.put(name, List.of(new OnlineStore.Entry(POSITION_KEY, order(through), "", null)));
        empty = false;
        position = Math.max(position, through);
    }

    private long order(long through) {
        return generation << POSITION_BITS | through;
    }

    /**
     * What is to be stored of a key.
     *
     * @param text what it says
     * @param expires from when on it may be removed, {@code null} for never
     */
    record Text(String text, @Nullable Instant expires) {}

    /**
     * What is stored of a key.
     *
     * @param text what was put
     * @param position up to where it holds the events of the stream
     */
    record Stored(String text, long position) {}
}
