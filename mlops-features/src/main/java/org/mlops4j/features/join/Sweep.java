// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.join;

import org.mlops4j.features.aggregate.Accumulator;
import org.mlops4j.features.aggregate.EntityState;
import org.mlops4j.features.aggregate.Lags;
import org.mlops4j.features.aggregate.ViewPlan;

/**
 * The entities of one part, one after the other: the events of each enter an {@link EntityState} as time goes by, which
 * is read at each of its labels. Not thread-safe.
 */
final class Sweep {

    /** A label is its entity, its time and the row of its features. */
    static final int LABEL_TIME = 1;

    static final int LABEL_ROW = 2;
    static final int LABEL_WIDTH = 3;

    private final ViewPlan plan;
    private final EventCells layout;
    private final int entities;
    private final long[] labels;
    private final long[] times;
    private final Groups labelGroups;
    private final long[] events;
    private final long[] visibleFrom;
    private final Groups eventGroups;
    private final EntityState state;
    private final Lags lags;

    /** Takes the part out of both. */
    Sweep(EventCells layout, int part, Partitions labelParts, Partitions eventParts) {
        this.layout = layout;
        this.plan = layout.plan();
        this.entities = labelParts.entities(part);
        this.labels = labelParts.take(part);
        this.times = new long[labels.length / LABEL_WIDTH];
        for (int label = 0; label < times.length; label++) {
            times[label] = labels[label * LABEL_WIDTH + LABEL_TIME];
        }
        this.labelGroups = Groups.of(labelParts.localEntities(part, labels), entities, times);
        this.events = eventParts.take(part);
        this.visibleFrom = layout.visibleFrom(events);
        this.eventGroups = Groups.of(eventParts.localEntities(part, events), entities, visibleFrom);
        this.state = new EntityState(plan, 0);
        this.lags = new Lags(plan.featureCount());
    }

    /**
     * Fills in the features of all labels.
     *
     * @param outputs by feature, then by row
     * @return how far before their labels events were known
     */
    Lags run(double[][] outputs) {
        Accumulator[] scratch = plan.accumulators();
        double[] vector = new double[plan.outputCount()];
        for (int entity = 0; entity < entities; entity++) {
            state.clear();
            int next = eventGroups.start(entity);
            for (int i = labelGroups.start(entity); i < labelGroups.end(entity); i++) {
                int label = labelGroups.row(i);
                state.advance(times[label], lags);
                int visible = firstNotVisible(next, eventGroups.end(entity), times[label]);
                enter(next, visible);
                next = visible;
                state.read(times[label], scratch, vector, 0);
                plan.replaceMissing(vector, 0);
                int row = (int) labels[label * LABEL_WIDTH + LABEL_ROW];
                for (int output = 0; output < vector.length; output++) {
                    outputs[output][row] = vector[output];
                }
            }
        }
        return lags;
    }

    private int firstNotVisible(int from, int end, long time) {
        int event = from;
        while (event < end && visibleFrom[eventGroups.row(event)] <= time) {
            event++;
        }
        return event;
    }

    private void enter(int from, int to) {
        if (plan.needsNewestOnly()) {
            enterNewest(from, to);
            return;
        }
        for (int event = from; event < to; event++) {
            layout.push(state, events, eventGroups.row(event) * layout.width(), lags);
        }
    }

    /** From the newest event back to one that all features count, and those of the same time, which may beat it. */
    private void enterNewest(int from, int to) {
        long least = Long.MIN_VALUE;
        for (int event = to - 1; event >= from; event--) {
            int row = eventGroups.row(event);
            if (visibleFrom[row] < least) {
                return;
            }
            layout.push(state, events, row * layout.width(), lags);
            if (layout.countsForAll(events, row * layout.width())) {
                least = visibleFrom[row];
            }
        }
    }
}
