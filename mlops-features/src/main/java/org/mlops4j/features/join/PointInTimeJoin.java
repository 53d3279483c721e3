// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.join;

import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.aggregate.Accumulator;
import org.mlops4j.features.aggregate.EntityState;
import org.mlops4j.features.aggregate.Lags;
import org.mlops4j.features.aggregate.ViewPlan;

/**
 * The features of a view as they were known at the time of each label.
 *
 * <p>Events and labels are grouped by entity and ordered by time; then one {@link EntityState} after the other, the
 * very class that serves on line, is fed and read in one sweep. Costs O((n + m) log(n + m)) time at most, and memory
 * for the values of n events and the features of m labels.
 */
public final class PointInTimeJoin {

    private final ViewPlan plan;
    private final Lags lags;
    private final double[][] features;

    private PointInTimeJoin(ViewPlan plan, int labels) {
        this.plan = plan;
        this.lags = new Lags(plan.featureCount());
        this.features = new double[plan.outputCount()][labels];
    }

    /**
     * {@return the joined features}
     *
     * @param events rows of the source of the view, in any order
     * @param labels rows with the keys of the view, in any order
     * @param times the time of each label in nanoseconds since the epoch
     * @throws InvalidException if a key or a time is missing or has the wrong type
     */
    public static PointInTimeJoin of(ViewPlan plan, Table events, Table labels, long[] times) {
        PointInTimeJoin join = new PointInTimeJoin(plan, times.length);
        EntityIndex index = new EntityIndex(plan.view().keys());
        int[] labelEntities = index.add(labels);
        int[] eventEntities = index.find(events);
        int entities = times.length == 0 ? 0 : index.size();
        Events taken = Events.of(plan, events, eventEntities);
        join.sweep(
                Groups.of(labelEntities, entities, times),
                Groups.of(eventEntities, entities, taken.visibleFrom),
                times,
                taken,
                entities);
        return join;
    }

    /** {@return a number of a feature, by its index of all, in the order of the labels; NaN where missing} */
    public double[] output(int index) {
        return features[index].clone();
    }

    /** {@return how far before its label the newest event of each feature was known} */
    public Lags lags() {
        return lags;
    }

    private void sweep(Groups labels, Groups events, long[] times, Events taken, int entities) {
        EntityState state = new EntityState(plan, 0);
        Accumulator[] scratch = plan.accumulators();
        double[] vector = new double[plan.outputCount()];
        for (int entity = 0; entity < entities; entity++) {
            state.clear();
            int next = events.start(entity);
            for (int i = labels.start(entity); i < labels.end(entity); i++) {
                int label = labels.row(i);
                while (next < events.end(entity) && taken.visibleFrom[events.row(next)] <= times[label]) {
                    taken.push(events.row(next), state);
                    next++;
                }
                state.advance(times[label], lags);
                for (int feature = 0; feature < plan.featureCount(); feature++) {
                    state.read(feature, times[label], scratch, vector, plan.output(feature));
                }
                for (int output = 0; output < vector.length; output++) {
                    features[output][label] = vector[output];
                }
            }
        }
    }

    /** What is taken of the events, by row. */
    private static final class Events {

        private final long[] eventTime;
        private final long[] availableAt;
        private final long[] visibleFrom;
        private final long[] slots;
        private final int width;

        private Events(int rows, int width) {
            this.eventTime = new long[rows];
            this.availableAt = new long[rows];
            this.visibleFrom = new long[rows];
            this.slots = new long[Math.multiplyExact(rows, width)];
            this.width = width;
        }

        static Events of(ViewPlan plan, Table table, int[] entities) {
            Events events = new Events(table.rowCount(), plan.slotCount());
            for (int i = 0; i < entities.length; i++) {
                if (entities[i] >= 0) {
                    Row row = table.row(i);
                    events.eventTime[i] = plan.eventTime(row);
                    events.availableAt[i] = plan.availableAt(row);
                    events.visibleFrom[i] = plan.visibleFrom(events.eventTime[i], events.availableAt[i]);
                    plan.take(row, events.slots, i * events.width);
                }
            }
            return events;
        }

        void push(int row, EntityState state) {
            state.push(eventTime[row], availableAt[row], slots, row * width);
        }
    }
}
