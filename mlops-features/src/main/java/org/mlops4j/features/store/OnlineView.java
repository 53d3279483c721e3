// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.aggregate.EventColumns;
import org.mlops4j.features.aggregate.ViewPlan;

/**
 * The features of one definition of a view, entity by entity. Reads may come from any threads, pushes from one at a
 * time: reads and pushes of one entity wait for each other, those of different entities do not.
 */
final class OnlineView {

    /** How far a read may lie behind the newest read of the same entity: room for threads that overtake each other. */
    static final Duration BACK = Duration.ofMinutes(1);

    private final ViewPlan plan;
    private final int[] keys;
    private final EntityStates states;
    private final ViewVectors vectors;
    /** For the one thread that pushes. */
    private final EntityKey probe;

    private final long[] slots;
    /** The entity of the event that comes next. */
    private EntityStates.@Nullable Changed prepared;

    OnlineView(FeatureView view, OnlineSettings settings) {
        this(view, BACK, settings);
    }

    OnlineView(FeatureView view, Duration back, OnlineSettings settings) {
        plan = ViewPlan.of(view, settings.functions());
        keys = view.entity().keys().stream().mapToInt(view.source()::index).toArray();
        StoredStates stored = new StoredStates(settings.store(), plan, back.toNanos());
        states = new EntityStates(plan, back.toNanos(), stored, settings.entitiesInMemory());
        probe = new EntityKey(keys.length);
        slots = new long[plan.slotCount()];
        vectors = new ViewVectors(plan, back, states::find, states.none());
    }

    FeatureView view() {
        return plan.view();
    }

    /** {@return the states of the entities} */
    EntityStates states() {
        return states;
    }

    /** {@return what reads the features} */
    ViewVectors vectors() {
        return vectors;
    }

    /** Gets ready for an event; what can fail does so here. */
    void prepare(Row event) {
        probe.fill(event, keys);
        prepared = states.prepare(probe);
    }

    /** Takes an event that is not in the log yet, after {@link #prepare}. */
    void push(Row event) {
        plan.take(event, slots, 0);
        EntityStates.Changed entity = requireNonNull(prepared, "prepared");
        states.push(entity, plan.times().eventTime(event), plan.times().availableAt(event), slots);
    }

    /**
     * Takes events of the log, those behind the ones that were taken before.
     *
     * @param first the position of the first of them
     */
    void push(Table events, long first) {
        List<EntityKey> entities = new ArrayList<>();
        int[] entityOfRow = entities(events, entities);
        List<EntityStates.Changed> changed = states.prepare(entities);
        long[] rows = rows(events);
        // Entity by entity: to find a state in memory costs more than to push an event.
        int[] byEntity = byEntity(entityOfRow, entities.size());
        for (int from = 0; from < byEntity.length; ) {
            int entity = entityOfRow[byEntity[from]];
            int to = from;
            while (to < byEntity.length && entityOfRow[byEntity[to]] == entity) {
                to++;
            }
            states.push(changed.get(entity), first, rows, byEntity, from, to);
            from = to;
        }
        states.reached(first + events.rowCount() - 1);
    }

    /** {@return event time, the instant from which it could be known, and values of each event, one after the other} */
    private long[] rows(Table events) {
        EventColumns columns = EventColumns.of(plan, events);
        int width = 2 + plan.slotCount();
        long[] rows = new long[Math.multiplyExact(width, events.rowCount())];
        for (int from = 0; from < events.rowCount(); from += EventColumns.CHUNK) {
            int to = Math.min(events.rowCount(), from + EventColumns.CHUNK);
            columns.move(from, to);
            for (int row = from; row < to; row++) {
                rows[row * width] = columns.eventTime(row);
                rows[row * width + 1] = columns.availableAt(row);
                columns.take(row, rows, row * width + 2);
            }
        }
        return rows;
    }

    /** {@return the rows in the order of their entities, those of one in their own order} */
    private static int[] byEntity(int[] entityOfRow, int entities) {
        int[] next = new int[entities + 1];
        for (int entity : entityOfRow) {
            next[entity + 1]++;
        }
        for (int entity = 0; entity < entities; entity++) {
            next[entity + 1] += next[entity];
        }
        int[] rows = new int[entityOfRow.length];
        for (int row = 0; row < rows.length; row++) {
            rows[next[entityOfRow[row]]++] = row;
        }
        return rows;
    }

    /** {@return the index of the entity of each row, among those that are added to a list} */
    private int[] entities(Table events, List<EntityKey> entities) {
        Map<EntityKey, Integer> indexes = new HashMap<>();
        int[] entityOfRow = new int[events.rowCount()];
        for (int row = 0; row < entityOfRow.length; row++) {
            probe.fill(events.row(row), keys);
            Integer index = indexes.get(probe);
            if (index == null) {
                EntityKey key = probe.copy();
                index = entities.size();
                indexes.put(key, index);
                entities.add(key);
            }
            entityOfRow[row] = index;
        }
        return entityOfRow;
    }
}
