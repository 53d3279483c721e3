// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.features.aggregate.EntityState;
import org.mlops4j.features.aggregate.ViewPlan;
import org.mlops4j.spi.OnlineStore;

/**
 * The states of one definition of a view in the on-line store. Thread-safe, but for {@link #startOver}.
 *
 * <p>Each state is stored with the position of the stream up to which it holds the events of its entity, and the view
 * with the position up to which all states do. So after a crash in the middle of it, what follows the position of the
 * view is read again, and each state leaves out what it holds.
 */
/*
 * The store keeps what has the greatest order. Above the position, the order holds a generation: states that are made
 * anew from the beginning replace all that was there, whatever its position.
 */
final class StoredStates {

    /** The entry of the view; keys of entities begin with a digit, a sign or "sha256". */
    private static final String VIEW = "position";

    private static final int POSITION_BITS = 44;
    private static final long POSITION = (1L << POSITION_BITS) - 1;

    private final OnlineStore store;
    private final StateBytes bytes;
    private final String name;
    private volatile long generation;
    private volatile boolean empty;
    private volatile long position;

    StoredStates(OnlineStore store, ViewPlan plan, long back) {
        this.store = store;
        this.bytes = new StateBytes(plan, back, "FeatureStore.rebuild makes all of them anew from the events");
        this.name = "features." + plan.view().digest().hex();
        OnlineStore.Entry view = view();
        this.empty = view == null;
        this.position = view == null ? 0 : view.order() & POSITION;
        this.generation = view == null ? 0 : view.order() >>> POSITION_BITS;
    }

    private OnlineStore.@Nullable Entry view() {
        return store.get(name, List.of(VIEW), Instant.EPOCH).get(VIEW);
    }

    /** {@return up to where all states hold the events of the stream} */
    long position() {
        return position;
    }

    /** Forgets what is stored. */
    void startOver() {
        generation = Math.max(generation, storedGeneration()) + 1;
        position = 0;
        empty = true;
    }

    /** {@return the states of these entities; those that have none are absent} */
    Map<EntityKey, Stored> find(Collection<EntityKey> keys) {
        if (empty || keys.isEmpty()) {
            return Map.of();
        }
        Map<String, OnlineStore.Entry> entries =
                store.get(name, keys.stream().map(EntityKey::text).toList(), Instant.EPOCH);
        Map<EntityKey, Stored> found = new HashMap<>();
        for (EntityKey key : keys) {
            OnlineStore.Entry entry = entries.get(key.text());
            if (entry != null && entry.order() >>> POSITION_BITS >= generation) {
                found.put(key, new Stored(bytes.parse(entry.state()), entry.order() & POSITION));
            }
        }
        return found;
    }

    /** {@return the state of an entity, or {@code null}} */
    @Nullable Stored find(EntityKey key) {
        return find(List.of(key)).get(key);
    }

    /**
     * Stores states, all or none.
     *
     * @param states to which nobody pushes meanwhile
     * @param through up to where they hold the events of the stream
     */
    void put(Map<EntityKey, EntityState> states, long through) {
        if (empty) {
            putPosition(0);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        states.forEach((key, state) -> texts.put(key.text(), StateBytes.text(bytes.encode(state))));
        if (store.put(name, entries(texts, through)) < texts.size()) {
            // Another process is ahead, or has made all states anew: then these still have to replace its ones.
            long stored = storedGeneration();
            if (stored > generation) {
                generation = stored;
                store.put(name, entries(texts, through));
            }
        }
    }

    private List<OnlineStore.Entry> entries(Map<String, String> texts, long through) {
        return texts.entrySet().stream()
                .map(entry -> new OnlineStore.Entry(entry.getKey(), order(through), entry.getValue(), null))
                .toList();
    }

    private long storedGeneration() {
        OnlineStore.Entry view = view();
        return view == null ? 0 : view.order() >>> POSITION_BITS;
    }

    /** Says that all states hold the events up to there. */
    void putPosition(long through) {
        store.put(name, List.of(new OnlineStore.Entry(VIEW, order(through), "", null)));
        empty = false;
        position = Math.max(position, through);
    }

    private long order(long through) {
        return generation << POSITION_BITS | through;
    }

    /**
     * What was stored of an entity.
     *
     * @param state its state
     * @param position up to where it holds the events of the stream
     */
    record Stored(EntityState state, long position) {}
}
