// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.storage.Verification;

/** A store whose puts are counted, and may be made to fail after they were done. */
final class WatchedStore implements OnlineStore {

    private final OnlineStore store;
    private final IntConsumer afterPut;
    private final AtomicInteger puts = new AtomicInteger();

    /** @param afterPut gets the number of each put that stored something */
    WatchedStore(OnlineStore store, IntConsumer afterPut) {
        this.store = store;
        this.afterPut = afterPut;
    }

    @Override
    public Map<String, Entry> get(String view, Collection<String> keys, Instant now) {
        return store.get(view, keys, now);
    }

    @Override
    public int put(String view, List<Entry> entries) {
        int stored = store.put(view, entries);
        if (!entries.isEmpty()) {
            afterPut.accept(puts.incrementAndGet());
        }
        return stored;
    }

    @Override
    public int removeExpired(Instant now) {
        return store.removeExpired(now);
    }

    @Override
    public int remove(String view) {
        return store.remove(view);
    }

    @Override
    public Verification verify() {
        return store.verify();
    }

    @Override
    public void close() {
        store.close();
    }
}
