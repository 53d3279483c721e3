// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Name;
import org.mlops4j.data.Times;
import org.mlops4j.spi.Key;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.storage.Verification;

/** Entries on the heap, behind one lock. */
class MemoryOnlineStore implements OnlineStore {

    final Disk disk;
    private boolean closed;

    MemoryOnlineStore(Disk disk) {
        this.disk = disk;
    }

    @Override
    public Map<String, Entry> get(String view, Collection<String> keys, Instant now) {
        synchronized (disk) {
            requireOpen();
            Map<String, Entry> live = new LinkedHashMap<>();
            for (String key : keys) {
                Entry entry = view(view).get(key);
                if (entry != null && isLive(entry, now)) {
                    live.put(key, entry);
                }
            }
            return live;
        }
    }

    @Override
    public int put(String view, List<Entry> entries) {
        synchronized (disk) {
            requireOpen();
            Name.require("view", view);
            entries.forEach(this::requireValid);
            int stored = 0;
            for (Entry entry : entries) {
                stored += store(view, entry);
            }
            return stored;
        }
    }

    void requireValid(Entry entry) {
        Key.require("an entity key", entry.key());
        Key.requireUnicode("the state of an entity", entry.state());
        if (entry.expires() != null) {
            Times.nanos(entry.expires());
        }
    }

    /** {@return 1 if the entry was stored} */
    int store(String view, Entry entry) {
        Entry there = view(view).get(entry.key());
        if (there != null && !replaces(entry, there)) {
            return 0;
        }
        view(view).put(entry.key(), entry);
        return 1;
    }

    boolean replaces(Entry entry, Entry there) {
        return entry.order() >= there.order();
    }

    boolean isLive(Entry entry, @Nullable Instant now) {
        return now == null || entry.expires() == null || entry.expires().isAfter(now);
    }

    @Override
    public int removeExpired(Instant now) {
        synchronized (disk) {
            requireOpen();
            int before = size();
            disk.views.values().forEach(view -> view.values().removeIf(entry -> !isLive(entry, now)));
            return before - size();
        }
    }

    @Override
    public int remove(String view) {
        synchronized (disk) {
            requireOpen();
            int removed = view(view).size();
            view(view).clear();
            return removed;
        }
    }

    @Override
    public Verification verify() {
        synchronized (disk) {
            requireOpen();
            return new Verification(size(), List.of());
        }
    }

    @Override
    public void close() {
        synchronized (disk) {
            closed = true;
        }
    }

    Map<String, Entry> view(String view) {
        return disk.views.computeIfAbsent(view, name -> new TreeMap<>());
    }

    private int size() {
        return disk.views.values().stream().mapToInt(Map::size).sum();
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    /** What outlives the store. */
    static final class Disk {
        final TreeMap<String, TreeMap<String, Entry>> views = new TreeMap<>();
    }
}
