// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.time.Duration;
import java.util.function.Function;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.FeatureStatus;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.aggregate.Accumulator;
import org.mlops4j.features.aggregate.EntityState;
import org.mlops4j.features.aggregate.ViewPlan;

/**
 * Reads the features of one view out of the states of its entities, wherever they come from. Any threads may read;
 * reads of one state wait for each other.
 */
final class ViewVectors {

    private final ViewPlan plan;
    private final Duration back;
    private final Function<EntityKey, EntityState> states;
    private final EntityState none;
    private final double[] unknown;
    private final FeatureStatus[] statusesOfUnknown;

    /**
     * Creates the reader.
     *
     * @param back how far the states can go back
     * @param states gives the state of an entity, {@code none} if it has no events; must not keep its argument
     * @param none the state of an entity without events
     */
    ViewVectors(ViewPlan plan, Duration back, Function<EntityKey, EntityState> states, EntityState none) {
        this.plan = plan;
        this.back = back;
        this.states = states;
        this.none = none;
        unknown = new double[plan.outputCount()];
        statusesOfUnknown = new FeatureStatus[unknown.length];
        fill(none, none.time(), unknown, statusesOfUnknown, FeatureStatus.MISSING, 0, plan.accumulators());
    }

    FeatureView view() {
        return plan.view();
    }

    /** {@return what {@link #read} needs of the calling thread} */
    Accumulator[] scratch() {
        return plan.accumulators();
    }

    /**
     * Fills in the features of an entity.
     *
     * @param at the index of the first
     * @return the index behind the last
     * @throws InvalidException if the entity has been read at a time that is too much later
     */
    int read(EntityKey key, long time, double[] vector, int at, Accumulator[] scratch) {
        EntityState state = states.apply(key);
        if (state == none) {
            System.arraycopy(unknown, 0, vector, at, unknown.length);
            return at + unknown.length;
        }
        synchronized (state) {
            advance(state, time);
            state.read(time, scratch, vector, at);
        }
        plan.replaceMissing(vector, at);
        return at + unknown.length;
    }

    /** Fills in the features of an entity, and what there is of them. */
    int read(EntityKey key, long time, double[] vector, FeatureStatus[] statuses, int at, Accumulator[] scratch) {
        EntityState state = states.apply(key);
        if (state == none) {
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
        state.read(time, scratch, vector, at);
        for (int i = at; i < at + plan.outputCount(); i++) {
            statuses[i] = Double.isNaN(vector[i]) ? absent : FeatureStatus.PRESENT;
        }
        plan.replaceMissing(vector, at);
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
