// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.mlops4j.spi.OnlineStore.Entry;

/**
 * Entries that were read lately, in the memory of this process. What a call gives is one state of the view, never older
 * than a given age, and never older than what a call of this process has seen. Thread-safe.
 */
/*
 * All cached entries of a view are of one number of its changes. Where some keys are cached and others are not, the
 * others are read together with that number; if it has moved on, all are read anew.
 */
final class NearCache {

    private final RedisViews views;
    private final long entries;
    private final long maxAge;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<String, Snapshot> snapshots = new ConcurrentHashMap<>();

    /**
     * Creates an empty cache.
     *
     * @param entries how many of each view
     * @param nanoTime goes forward, as {@link System#nanoTime} does
     */
    NearCache(RedisViews views, long entries, Duration maxAge, LongSupplier nanoTime) {
        this.views = views;
        this.entries = entries;
        this.maxAge = maxAge.toNanos();
        this.nanoTime = nanoTime;
    }

    /** {@return the entries of some keys, expired ones too} */
    Map<String, Entry> read(String view, List<String> keys) {
        long now = nanoTime.getAsLong();
        Snapshot snapshot = snapshots.get(view);
        if (snapshot == null || snapshot.changes < views.acknowledged(view)) {
            return readAnew(view, keys, now);
        }
        Map<String, Entry> found = new HashMap<>();
        List<String> others = new ArrayList<>();
        for (String key : keys) {
            Optional<Entry> cached = snapshot.entries.getIfPresent(key);
            if (cached == null) {
                others.add(key);
            } else {
                cached.ifPresent(entry -> found.put(key, entry));
            }
        }
        if (others.isEmpty() && now - snapshot.readAt < maxAge) {
            return found;
        }
        RedisViews.State state = views.read(view, others);
        if (state.changes() != snapshot.changes) {
            return readAnew(view, keys, now);
        }
        snapshot.add(others, state, now);
        found.putAll(state.entries());
        return found;
    }

    private Map<String, Entry> readAnew(String view, List<String> keys, long now) {
        RedisViews.State state = views.read(view, keys);
        Snapshot snapshot = new Snapshot(state.changes(), now, entries);
        snapshot.add(keys, state, now);
        snapshots.merge(view, snapshot, (known, other) -> other.changes >= known.changes ? other : known);
        return state.entries();
    }

    /** Entries of one state of a view; a key without an entry is known to have none. */
    private static final class Snapshot {

        private final long changes;
        private final Cache<String, Optional<Entry>> entries;
        /** When the state was the newest one. */
        private volatile long readAt;

        Snapshot(long changes, long readAt, long most) {
            this.changes = changes;
            this.readAt = readAt;
            this.entries = Caffeine.newBuilder()
                    .maximumSize(most)
                    .executor(Runnable::run)
                    .build();
        }

        void add(List<String> keys, RedisViews.State state, long now) {
            keys.forEach(
                    key -> entries.put(key, Optional.ofNullable(state.entries().get(key))));
            readAt = now;
        }
    }
}
