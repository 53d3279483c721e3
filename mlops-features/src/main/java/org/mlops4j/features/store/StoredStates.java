// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Times;
import org.mlops4j.features.aggregate.EntityState;
import org.mlops4j.features.aggregate.ViewPlan;
import org.mlops4j.spi.OnlineStore;

/**
 * The states of one definition of a view in the on-line store. Thread-safe, but for {@link #startOver}.
 *
 * <p>A state that holds more events than all of them do leaves out what it holds when events are read again.
 */
final class StoredStates {

    private final StateBytes bytes;
    private final StoredEntries entries;

    StoredStates(OnlineStore store, ViewPlan plan, long back) {
        this.bytes = new StateBytes(plan, back, "FeatureStore.rebuild makes all of them anew from the events");
        this.entries = new StoredEntries(store, name(plan.view().digest()));
    }

    /** {@return what the states of a definition are called in the on-line store} */
    static String name(Digest definition) {
        return "features." + definition.hex();
    }

    /** {@return up to where all states hold the events of the stream} */
    long position() {
        return entries.position();
    }

    /** Forgets what is stored. */
    void startOver() {
        entries.startOver();
    }

    /** {@return whether somebody removed what was stored} */
    boolean wasRemoved() {
        return entries.wasRemoved();
    }

    /** {@return the states of these entities; those that have none are absent} */
    Map<EntityKey, Stored> find(Collection<EntityKey> keys) {
        Map<String, StoredEntries.Stored> texts =
                entries.find(keys.stream().map(EntityKey::text).toList());
        Map<EntityKey, Stored> found = new HashMap<>();
        for (EntityKey key : keys) {
            StoredEntries.Stored stored = texts.get(key.text());
            if (stored != null) {
                found.put(key, new Stored(bytes.parse(stored.text()), stored.position()));
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
        Map<String, StoredEntries.Text> texts = new LinkedHashMap<>();
        states.forEach((key, state) -> texts.put(key.text(), text(state)));
        entries.put(texts, through);
    }

    /** Until a state expires, some of its events count at some time; none does from then on, whatever comes late. */
    private StoredEntries.Text text(EntityState state) {
        long expires;
        synchronized (state) {
            expires = state.expires();
        }
        return new StoredEntries.Text(
                StateBytes.text(bytes.encode(state)), expires == Long.MAX_VALUE ? null : Times.instant(expires));
    }

    /** Says that all states hold the events up to there. */
    void putPosition(long through) {
        entries.putPosition(through);
    }

    /**
     * What was stored of an entity.
     *
     * @param state its state
     * @param position up to where it holds the events of the stream
     */
    record Stored(EntityState state, long position) {}
}
