// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureView;
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

    OnlineView(FeatureView view, OnlineSettings settings) {
        this(view, BACK, settings);
    }

    OnlineView(FeatureView view, Duration back, OnlineSettings settings) {
        plan = ViewPlan.of(view, settings.functions());
        keys = view.entity().keys().stream().mapToInt(view.source()::index).toArray();
        StoredStates stored = new StoredStates(settings.store(), plan, back.toNanos());
        states = new EntityStates(plan, back.toNanos(), stored, settings.entitiesInMemory());
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
        EntityKey key = new EntityKey(keys.length);
        key.fill(event, keys);
        states.prepare(key);
    }

    /** Takes an event that is not in the log yet, after {@link #prepare}. */
    void push(Row event) {
        push(event, Long.MAX_VALUE, new EntityKey(keys.length));
    }

    /**
     * Takes events of the log, those behind the ones that were taken before.
     *
     * @param first the position of the first of them
     */
    void push(Table events, long first) {
        EntityKey probe = new EntityKey(keys.length);
        Set<EntityKey> entities = new HashSet<>();
        for (int row = 0; row < events.rowCount(); row++) {
            probe.fill(events.row(row), keys);
            if (!entities.contains(probe)) {
                entities.add(probe.copy());
            }
        }
        states.prepare(entities);
        for (int row = 0; row < events.rowCount(); row++) {
            push(events.row(row), first + row, probe);
        }
        states.reached(first + events.rowCount() - 1);
    }

    private void push(Row event, long position, EntityKey key) {
        long[] slots = new long[plan.slotCount()];
        long eventTime = plan.eventTime(event);
        long availableAt = plan.availableAt(event);
        plan.take(event, slots, 0);
        key.fill(event, keys);
        states.push(key, position, eventTime, availableAt, slots);
    }
}
