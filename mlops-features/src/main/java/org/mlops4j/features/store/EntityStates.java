// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.mlops4j.features.aggregate.EntityState;
import org.mlops4j.features.aggregate.ViewPlan;

/**
 * The states of the entities of one definition of a view: the ones in use in memory, the others in the on-line store.
 * Any threads may find states; events are pushed and states stored by one thread at a time. A state itself is guarded
 * by its monitor.
 */
/*
 * A state that has changed since it was stored is held in `changed`, so that the cache may drop whatever it likes: what
 * it drops is either there or in the store. Whoever does not find a state in the cache looks in `changed` first; both
 * happen under the lock that the cache holds for the key, and so does the entry into `changed`. So there never are two
 * states of one entity that differ in their events.
 */
final class EntityStates {

    /** A state to which more events were pushed since it was stored should be stored soon: until then it keeps them. */
    static final int MANY_EVENTS = 1 << 16;

    private final ViewPlan plan;
    private final long back;
    private final StoredStates stored;
    private final EntityState none;
    private final Cache<EntityKey, EntityState> used;
    private final ConcurrentMap<EntityKey, Changed> changed = new ConcurrentHashMap<>();
    /** Up to where states that another process stored hold the events, if that is ahead of this one. */
    private final ConcurrentMap<EntityKey, Long> ahead = new ConcurrentHashMap<>();

    /**
     * Events behind the position that were pushed already, in ascending order; touched by the one thread that pushes.
     */
    private final Deque<Positions> known = new ArrayDeque<>();

    /** Those of {@link #changed} with many events; touched by the one thread that pushes or stores. */
    private final Set<EntityKey> large = new LinkedHashSet<>();

    private volatile long position;

    /**
     * Creates the states as they were stored.
     *
     * @param back how far reads may go back, in nanoseconds
     * @param most how many entities are kept in memory, beside those that changed since they were stored
     */
    EntityStates(ViewPlan plan, long back, StoredStates stored, long most) {
        this.plan = plan;
        this.back = back;
        this.stored = stored;
        this.none = new EntityState(plan, 0);
        this.position = stored.position();
        // Maintenance by the calling thread costs a read less than handing it to another thread.
        this.used =
                Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
    }

    /** {@return up to where the events of the stream have been pushed} */
    long position() {
        return position;
    }

    /** Says that all events up to there have been pushed. */
    void reached(long through) {
        long reached = through;
        while (!known.isEmpty() && known.getFirst().from <= reached + 1) {
            reached = known.removeFirst().to;
        }
        position = reached;
    }

    /** Says that these events, behind all that are known, were pushed before they were in the log. */
    void knows(long from, long to) {
        known.addLast(new Positions(from, to));
        reached(position);
    }

    /**
     * {@return the position behind {@link #position} of the next event that is known, {@link Long#MAX_VALUE} if none
     * is}
     */
    long knownFrom() {
        return known.isEmpty() ? Long.MAX_VALUE : known.getFirst().from;
    }

    /** Forgets all states, those in the store too, and goes back to the beginning of the stream. */
    void startOver() {
        stored.startOver();
        reload();
    }

    /** {@return whether somebody removed what was stored} */
    boolean wasRemoved() {
        return stored.wasRemoved();
    }

    /** Forgets what is in memory, and goes back to what is stored. */
    void reload() {
        position = stored.position();
        changed.clear();
        large.clear();
        ahead.clear();
        known.clear();
        used.invalidateAll();
    }

    /** {@return the state of an entity without events} */
    EntityState none() {
        return none;
    }

    /** {@return the state of an entity, {@link #none} if it has no events} */
    EntityState find(EntityKey probe) {
        EntityState state = used.getIfPresent(probe);
        return state == null ? used.get(probe.copy(), this::load) : state;
    }

    /**
     * {@return the states of entities that will be pushed to, in order} Gets those at once that are not in memory. It
     * may fail, a push after it does not: so all of some events are pushed, or none.
     */
    List<Changed> prepare(List<EntityKey> keys) {
        List<EntityKey> others =
                keys.stream().filter(key -> !changed.containsKey(key)).toList();
        List<EntityKey> wanted =
                others.stream().filter(key -> used.getIfPresent(key) == null).toList();
        stored.find(wanted, this::position)
                .forEach((key, state) -> used.asMap().computeIfAbsent(key, k -> loaded(k, state)));
        others.forEach(this::change);
        return keys.stream().map(this::changed).toList();
    }

    /** {@return the state of an entity that will be pushed to} */
    Changed prepare(EntityKey probe) {
        Changed known = changed.get(probe);
        if (known != null) {
            return known;
        }
        EntityKey key = probe.copy();
        change(key);
        return changed(key);
    }

    private Changed changed(EntityKey key) {
        return requireNonNull(changed.get(key), "changed");
    }

    /** Pushes an event that is not in the log yet, of an entity that was prepared, before anything is stored. */
    void push(Changed entity, long eventTime, long availableAt, long[] slots) {
        entity.newest = Math.max(entity.newest, eventTime);
        synchronized (entity.state) {
            entity.state.push(eventTime, availableAt, slots, 0);
        }
        grew(entity, 1);
    }

    /**
     * Pushes events of the log of one entity that was prepared, before anything is stored, but for those that its state
     * holds because another process stored it.
     *
     * @param first the position of the row 0
     * @param rows event time, the instant from which it could be known, and values of each event, one after the other
     * @param indexes of the rows, of which those from {@code from} to before {@code to} are of the entity
     */
    void push(Changed entity, long first, long[] rows, int[] indexes, int from, int to) {
        long known = ahead.isEmpty() ? 0 : ahead.getOrDefault(entity.key, 0L);
        int width = 2 + plan.slotCount();
        synchronized (entity.state) {
            for (int i = from; i < to; i++) {
                if (first + indexes[i] > known) {
                    int at = indexes[i] * width;
                    entity.newest = Math.max(entity.newest, rows[at]);
                    entity.state.push(rows[at], rows[at + 1], rows, at + 2);
                }
            }
        }
        grew(entity, to - from);
    }

    private void grew(Changed entity, int events) {
        entity.events += events;
        if (entity.events > MANY_EVENTS) {
            large.add(entity.key);
        }
    }

    /** {@return how many states have changed since they were stored} */
    int changedCount() {
        return changed.size();
    }

    /** {@return the entities whose state has changed since it was stored, in the order of their texts} */
    List<EntityKey> changed() {
        return changed.keySet().stream()
                .sorted(Comparator.comparing(EntityKey::text))
                .toList();
    }

    /** {@return those of {@link #changed} with so many events since they were stored that they should be stored now} */
    List<EntityKey> large() {
        return List.copyOf(large);
    }

    /**
     * Stores states, those that have changed. They move on to their newest event before, so that what no window can ask
     * for any more is not stored.
     *
     * @param keys some of {@link #changed}
     * @param now no state moves on further
     */
    void store(List<EntityKey> keys, long now) {
        Map<EntityKey, EntityState> states = new LinkedHashMap<>();
        for (EntityKey key : keys) {
            Changed entity = changed.get(key);
            if (entity != null) {
                synchronized (entity.state) {
                    entity.state.advance(Math.min(entity.newest, now));
                }
                states.put(key, entity.state);
            }
        }
        stored.put(states, position, this::position);
        states.keySet().forEach(changed::remove);
        states.keySet().forEach(large::remove);
    }

    /** Says that every state is stored with all events up to there. */
    void storePosition(long through) {
        stored.putPosition(through);
        ahead.values().removeIf(at -> at <= position);
    }

    private void change(EntityKey key) {
        used.asMap().compute(key, (k, known) -> {
            EntityState before = known == null ? load(k) : known;
            EntityState state = before == none ? new EntityState(plan, back) : before;
            changed.putIfAbsent(k, new Changed(k, state));
            return state;
        });
    }

    private EntityState load(EntityKey key) {
        Changed entity = changed.get(key);
        if (entity != null) {
            return entity.state;
        }
        StoredStates.Stored state = stored.find(key, this::position);
        return state == null ? none : loaded(key, state);
    }

    private EntityState loaded(EntityKey key, StoredStates.Stored state) {
        if (state.position() > position) {
            ahead.put(key, state.position());
        }
        return state.state();
    }

    /** Positions in the stream, both ends included. */
    private record Positions(long from, long to) {}

    /** An entity that has changed since it was stored. */
    static final class Changed {

        private final EntityKey key;
        private final EntityState state;
        /** The newest event time; touched by the one thread that pushes or stores. */
        private long newest;
        /** How many were pushed since it was stored; touched by that thread as well. */
        private long events;

        private Changed(EntityKey key, EntityState state) {
            this.key = key;
            this.state = state;
            this.newest = state.time();
        }
    }
}
