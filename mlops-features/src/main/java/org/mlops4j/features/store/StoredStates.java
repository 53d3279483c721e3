// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Times;
import org.mlops4j.features.aggregate.EntityState;
import org.mlops4j.features.aggregate.StateHead;
import org.mlops4j.features.aggregate.Tile;
import org.mlops4j.features.aggregate.TileEvents;
import org.mlops4j.features.aggregate.Tiles;
import org.mlops4j.features.aggregate.ViewPlan;
import org.mlops4j.spi.OnlineStore;

/**
 * The states of one definition of a view in the on-line store. Thread-safe, but for {@link #startOver}.
 *
 * <p>A state that holds more events than all of them do leaves out what it holds when events are read again.
 */
/*
 * A state is an entry of its own, that of many events has one for each of its tiles beside it: stored are the state
 * without the events of its tiles, and the tiles that changed, in one step. Of two processes that store one entity, the
 * one that knows more of the log wins, entry by entry. Tiles follow from the log alone, so those of both go together;
 * where they do not, because one of them knew an event no more for which the other still had a use, the digest of a tile
 * tells, and the states are made anew from the events.
 */
final class StoredStates {

    /** So often a state is looked for while other processes store it, too. */
    private static final int MOST_LOOKS = 5;

    /** So many entries are stored at once, beside the tiles of one more entity. */
    private static final int MOST_ENTRIES = 512;

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

    /**
     * {@return the states of these entities; those that have none are absent}
     *
     * @param known up to where the process knows the events of the stream, whenever a state asks for more of a tile
     * @throws org.mlops4j.error.ConflictException if what is there does not tell: all states are to be made anew
     */
    Map<EntityKey, Stored> find(Collection<EntityKey> keys, LongSupplier known) {
        Map<String, StoredEntries.Stored> heads =
                entries.find(keys.stream().map(EntityKey::text).toList());
        Map<EntityKey, Stored> found = new HashMap<>();
        for (EntityKey key : keys) {
            StoredEntries.Stored head = heads.get(key.text());
            Stored stored = head == null ? null : complete(key.text(), head, known);
            if (stored != null) {
                found.put(key, stored);
            }
        }
        return found;
    }

    /** {@return the state of an entity, or {@code null}} */
    @Nullable Stored find(EntityKey key, LongSupplier known) {
        return find(List.of(key), known).get(key);
    }

    /** Another process may store the entity between the look at its head and those at its tiles. */
    private @Nullable Stored complete(String key, StoredEntries.Stored first, LongSupplier known) {
        StoredTiles tiles = new StoredTiles(entries, bytes, key, known);
        StoredEntries.Stored text = first;
        for (int look = 0; text != null && look < MOST_LOOKS; look++) {
            StateHead head = bytes.parseHead(text.text());
            if (tiles.complete(head)) {
                return new Stored(head.state(tiles), text.position());
            }
            text = entries.find(List.of(key)).get(key);
        }
        if (text != null) {
            throw entries.incomplete(key);
        }
        return null;
    }

    /**
     * Stores states, each with its tiles or not at all. Tiles that are stored as they are stay as they are. From then
     * on the states may read events of their tiles again that they do not keep in memory.
     *
     * @param states to which nobody pushes meanwhile
     * @param through up to where they hold the events of the stream
     * @param known up to where the process knows the events of the stream, whenever a state asks for more of a tile
     */
    void put(Map<EntityKey, EntityState> states, long through, LongSupplier known) {
        Map<String, StoredEntries.Text> texts = new LinkedHashMap<>();
        List<Runnable> whenStored = new ArrayList<>();
        states.forEach((key, state) -> {
            List<Tile> changed = encode(key.text(), state, texts);
            whenStored.add(() -> isStored(key, state, changed, known));
            if (texts.size() >= MOST_ENTRIES) {
                put(texts, whenStored, through);
            }
        });
        put(texts, whenStored, through);
    }

    private void put(Map<String, StoredEntries.Text> texts, List<Runnable> whenStored, long through) {
        entries.put(texts, through);
        whenStored.forEach(Runnable::run);
        texts.clear();
        whenStored.clear();
    }

    private void isStored(EntityKey key, EntityState state, List<Tile> changed, LongSupplier known) {
        synchronized (state) {
            state.tiles().stored(changed);
            state.release(new StoredTiles(entries, bytes, key.text(), known));
        }
    }

    /**
     * Until a state expires, some of its events count at some time; none does from then on, whatever comes late. Its
     * tiles do not expire before it.
     *
     * @return the tiles that are among the texts
     */
    private List<Tile> encode(String key, EntityState state, Map<String, StoredEntries.Text> texts) {
        // Reads may go on, and a read moves a state forward.
        synchronized (state) {
            List<Tile> changed = new ArrayList<>();
            long expires = state.expires();
            Tiles tiles = state.tiles();
            for (Tile tile : tiles.all()) {
                long expiresTile = tiles.expires(tile);
                if (expiresTile < expires || !tiles.isStored(tile)) {
                    long last = Math.max(expires, expiresTile);
                    TileEvents events = tiles.events(tile);
                    changed.add(tile);
                    texts.put(StoredTiles.events(key, tile), text(StateBytes.encode(events), last));
                    texts.put(StoredTiles.aggregates(key, tile), text(bytes.encodeAggregates(events), last));
                }
            }
            texts.put(key, text(StateBytes.encodeHead(state), expires));
            return changed;
        }
    }

    private static StoredEntries.Text text(byte[] bytes, long expires) {
        return new StoredEntries.Text(
                StateBytes.text(bytes), expires == Long.MAX_VALUE ? null : Times.instant(expires));
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
