// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.mlops4j.data.Row;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.aggregate.Accumulator;
import org.mlops4j.features.aggregate.EntityState;
import org.mlops4j.features.aggregate.ViewPlan;

/**
 * The features of a view in memory, entity by entity. Thread-safe: reads and pushes of one entity wait for each other,
 * those of different entities do not.
 */
final class OnlineView {

    /** How far a read may lie behind the newest read of the same entity: room for threads that overtake each other. */
    static final Duration BACK = Duration.ofMinutes(1);

    private final ViewPlan plan;
    private final Duration back;
    private final long backNanos;
    private final int[] keys;
    private final double[] unknown;
    private final ConcurrentMap<EntityKey, EntityState> states = new ConcurrentHashMap<>();

    OnlineView(FeatureView view) {
        this(view, BACK);
    }

    OnlineView(FeatureView view, Duration back) {
        this.back = back;
        backNanos = back.toNanos();
        plan = ViewPlan.of(view);
        keys = view.entity().keys().stream().mapToInt(view.source()::index).toArray();
        unknown = new double[plan.outputCount()];
        EntityState none = new EntityState(plan, 0);
        for (int feature = 0; feature < plan.featureCount(); feature++) {
            none.read(feature, none.time(), plan.accumulators(), unknown, plan.output(feature));
        }
    }

    FeatureView view() {
        return plan.view();
    }

    /** {@return what {@link #read} needs of the calling thread} */
    Accumulator[] scratch() {
        return plan.accumulators();
    }

    /** Takes an event of the source of the view. */
    void push(Row event) {
        long[] slots = new long[plan.slotCount()];
        long eventTime = plan.eventTime(event);
        long availableAt = plan.availableAt(event);
        plan.take(event, slots, 0);
        EntityKey key = new EntityKey(keys.length);
        key.fill(event, keys);
        EntityState state = states.computeIfAbsent(key, k -> new EntityState(plan, backNanos));
        synchronized (state) {
            state.push(eventTime, availableAt, slots, 0);
        }
    }

    /**
     * Fills in the features of an entity.
     *
     * @param at the index of the first
     * @return the index behind the last
     * @throws InvalidException if the entity has been read at a time that is too much later
     */
    int read(EntityKey key, long time, double[] vector, int at, Accumulator[] scratch) {
        EntityState state = states.get(key);
        if (state == null) {
            System.arraycopy(unknown, 0, vector, at, unknown.length);
            return at + unknown.length;
        }
        synchronized (state) {
            if (time < state.earliest()) {
                throw new InvalidException("feature view '" + view().name() + "' was asked for "
                        + Times.instant(time) + ", but has moved on to " + Times.instant(state.time())
                        + " for this entity; on-line reads go back by "
                        + back + " at most. Use FeatureStore.trainingSet for the past");
            }
            state.advance(time);
            for (int feature = 0; feature < plan.featureCount(); feature++) {
                state.read(feature, time, scratch, vector, at + plan.output(feature));
            }
        }
        return at + unknown.length;
    }
}
