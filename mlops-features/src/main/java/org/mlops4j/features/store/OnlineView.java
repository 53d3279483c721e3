// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.FeatureStatus;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.aggregate.Accumulator;
import org.mlops4j.features.aggregate.EntityState;
import org.mlops4j.features.aggregate.ViewPlan;
import org.mlops4j.spi.OnlineStore;

/**
 * The features of one definition of a view, entity by entity. Reads may come from any threads, pushes from one at a
 * time: reads and pushes of one entity wait for each other, those of different entities do not.
 */
final class OnlineView {

    /** How far a read may lie behind the newest read of the same entity: room for threads that overtake each other. */
    static final Duration BACK = Duration.ofMinutes(1);

    private final ViewPlan plan;
    private final Duration back;
    private final int[] keys;
    private final double[] unknown;
    private final FeatureStatus[] statusesOfUnknown;
    private final EntityStates states;

    OnlineView(FeatureView view, OnlineStore store, long most) {
        this(view, BACK, store, most);
    }

    OnlineView(FeatureView view, Duration back, OnlineStore store, long most) {
        this.back = back;
        plan = ViewPlan.of(view);
        keys = view.entity().keys().stream().mapToInt(view.source()::index).toArray();
        states = new EntityStates(plan, back.toNanos(), new StoredStates(store, plan, back.toNanos()), most);
        unknown = new double[plan.outputCount()];
        statusesOfUnknown = new FeatureStatus[unknown.length];
        EntityState none = states.none();
        fill(none, none.time(), unknown, statusesOfUnknown, FeatureStatus.MISSING, 0, plan.accumulators());
    }

    FeatureView view() {
        return plan.view();
    }

    /** {@return the states of the entities} */
    EntityStates states() {
        return states;
    }

    /** {@return what {@link #read} needs of the calling thread} */
    Accumulator[] scratch() {
        return plan.accumulators();
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

    /**
     * Fills in the features of an entity.
     *
     * @param at the index of the first
     * @return the index behind the last
     * @throws InvalidException if the entity has been read at a time that is too much later
     */
    int read(EntityKey key, long time, double[] vector, int at, Accumulator[] scratch) {
        EntityState state = states.find(key);
        if (state == states.none()) {
            System.arraycopy(unknown, 0, vector, at, unknown.length);
            return at + unknown.length;
        }
        synchronized (state) {
            advance(state, time);
            for (int feature = 0; feature < plan.featureCount(); feature++) {
                state.read(feature, time, scratch, vector, at + plan.output(feature));
            }
        }
        return at + unknown.length;
    }

    /** Fills in the features of an entity, and what there is of them. */
    int read(EntityKey key, long time, double[] vector, FeatureStatus[] statuses, int at, Accumulator[] scratch) {
        EntityState state = states.find(key);
        if (state == states.none()) {
            System.arraycopy(unknown, 0, vector, at, unknown.length);
            System.arraycopy(statusesOfUnknown, 0, statuses, at, unknown.length);
            return at + unknown.length;
        }
        synchronized (state) {
            advance(state, time);
            FeatureStatus absent = state.isExpired(time) ? FeatureStatus.EXPIRED : FeatureStatus.MISSING;
            fill(state, time, vector, statuses, absent, at, scratch);
        }
        return at + unknown.length;
    }

    /** @param absent what there is of features that have no value */
    private void fill(
            EntityState state,
            long time,
            double[] vector,
            FeatureStatus[] statuses,
            FeatureStatus absent,
            int at,
            Accumulator[] scratch) {
        for (int feature = 0; feature < plan.featureCount(); feature++) {
            int first = at + plan.output(feature);
            state.readGiven(feature, time, scratch, vector, first);
            for (int i = first; i < at + plan.output(feature + 1); i++) {
                statuses[i] = Double.isNaN(vector[i]) ? absent : FeatureStatus.PRESENT;
            }
            plan.replaceMissing(feature, vector, first);
        }
    }

    private void advance(EntityState state, long time) {
        if (time < state.earliest()) {
            throw new InvalidException("feature view '" + view().name() + "' was asked for " + Times.instant(time)
                    + ", but has moved on to " + Times.instant(state.time())
                    + " for this entity; on-line reads go back by " + back
                    + " at most. Use FeatureStore.trainingSet for the past");
        }
        state.advance(time);
    }
}
