// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.join;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.aggregate.Accumulator;
import org.mlops4j.features.aggregate.EntityState;
import org.mlops4j.features.aggregate.EventColumns;
import org.mlops4j.features.aggregate.Lags;
import org.mlops4j.features.aggregate.ViewPlan;

/**
 * The features of a view as they were known at the time of each label.
 *
 * <p>Events and labels are cut by entity into parts that fit a cache; in each part they are grouped by entity and
 * ordered by time; then one {@link EntityState} after the other, the very class that serves on line, is fed and read in
 * one sweep. Parts are worked on by the threads of the common pool, each by itself, so the bits do not depend on their
 * number. Costs O((n + m) log(n + m)) time at most, O(n + m) if rows come in the order of time, and memory for the
 * values of n events, unless they may spill, and for the features of m labels.
 *
 * <p>For one thread. Events are added, in any order, then the join is finished; closing it ends it in any case.
 */
public final class PointInTimeJoin implements AutoCloseable {

    private static final int EVENT_TIME = 1;
    private static final int AVAILABLE_AT = 2;
    private static final int SLOTS = 3;
    private static final int LABEL_TIME = 1;
    private static final int LABEL_ROW = 2;
    private static final int LABEL_WIDTH = 3;

    private final ViewPlan plan;
    private final Lags lags;
    private final double[][] outputs;
    private final EntityIndex index;
    private final Partitions labelParts;
    private final Partitions eventParts;

    private PointInTimeJoin(ViewPlan plan, Table labels, long[] times, long events, @Nullable Spill spill) {
        this.plan = plan;
        this.lags = new Lags(plan.featureCount());
        this.outputs = new double[plan.outputCount()][times.length];
        this.index = new EntityIndex(plan.view().keys());
        int[] entities = index.add(labels);
        int bits = Partitions.bits(Math.max(events, times.length), index.size());
        this.labelParts = new Partitions(index.size(), bits, LABEL_WIDTH, null);
        this.eventParts = new Partitions(index.size(), bits, SLOTS + plan.slotCount(), spill);
        labelParts.expect(entities);
        for (int label = 0; label < times.length; label++) {
            int at = labelParts.next(entities[label]) - 1;
            long[] cells = labelParts.cells();
            cells[at + LABEL_TIME] = times[label];
            cells[at + LABEL_ROW] = label;
        }
    }

    /**
     * {@return a join without events yet}
     *
     * @param labels rows with the keys of the view, in any order
     * @param times the time of each label in nanoseconds since the epoch
     * @param events about how many will come; another number costs speed, not correctness
     * @param spill where events go when memory is full, or {@code null} to keep them in memory
     * @throws InvalidException if a key is missing or has the wrong type
     */
    public static PointInTimeJoin of(ViewPlan plan, Table labels, long[] times, long events, @Nullable Spill spill) {
        return new PointInTimeJoin(plan, labels, times, events, spill);
    }

    /**
     * Takes the values out of the events of entities that have a label.
     *
     * @param events rows of the source of the view
     * @throws InvalidException if a key or a time is missing or has the wrong type
     * @throws org.mlops4j.error.StorageException if events have to spill and the file cannot be written
     */
    public void add(Table events) {
        int[] entities = index.find(events);
        eventParts.expect(entities);
        EventColumns columns = EventColumns.of(plan, events);
        for (int from = 0; from < entities.length; from += EventColumns.CHUNK) {
            int to = Math.min(from + EventColumns.CHUNK, entities.length);
            columns.move(from, to);
            for (int row = from; row < to; row++) {
                if (entities[row] >= 0) {
                    int at = eventParts.next(entities[row]) - 1;
                    long[] cells = eventParts.cells();
                    cells[at + EVENT_TIME] = columns.eventTime(row);
                    cells[at + AVAILABLE_AT] = columns.availableAt(row);
                    columns.take(row, cells, at + SLOTS);
                }
            }
        }
    }

    /** Computes the features; no event can be added any more. */
    public void finish() {
        IntStream.range(0, labelParts.count()).parallel().forEach(this::sweep);
    }

    /** {@return a number of a feature, by its index of all, in the order of the labels; NaN where missing} */
    public double[] output(int index) {
        return outputs[index].clone();
    }

    /** {@return how far before its label the newest event of each feature was known} */
    public Lags lags() {
        return lags;
    }

    /** Removes what was spilled; idempotent. */
    @Override
    public void close() {
        eventParts.close();
    }

    private void sweep(int part) {
        long[] labels = labelParts.take(part);
        long[] events = eventParts.take(part);
        int width = SLOTS + plan.slotCount();
        long[] times = new long[labels.length / LABEL_WIDTH];
        for (int i = 0; i < times.length; i++) {
            times[i] = labels[i * LABEL_WIDTH + LABEL_TIME];
        }
        long[] visibleFrom = new long[events.length / width];
        for (int i = 0; i < visibleFrom.length; i++) {
            visibleFrom[i] = plan.visibleFrom(events[i * width + EVENT_TIME], events[i * width + AVAILABLE_AT]);
        }
        int entities = Math.min(index.size(), labelParts.firstEntity(part + 1)) - labelParts.firstEntity(part);
        Groups labelGroups = Groups.of(labelParts.localEntities(part, labels), entities, times);
        Groups eventGroups = Groups.of(eventParts.localEntities(part, events), entities, visibleFrom);
        EntityState state = new EntityState(plan, 0);
        Accumulator[] scratch = plan.accumulators();
        double[] vector = new double[plan.outputCount()];
        Lags partLags = new Lags(plan.featureCount());
        for (int entity = 0; entity < entities; entity++) {
            state.clear();
            int next = eventGroups.start(entity);
            for (int i = labelGroups.start(entity); i < labelGroups.end(entity); i++) {
                int label = labelGroups.row(i);
                state.advance(times[label], partLags);
                while (next < eventGroups.end(entity) && visibleFrom[eventGroups.row(next)] <= times[label]) {
                    int at = eventGroups.row(next) * width;
                    state.push(events[at + EVENT_TIME], events[at + AVAILABLE_AT], events, at + SLOTS, partLags);
                    next++;
                }
                state.read(times[label], scratch, vector, 0);
                plan.replaceMissing(vector, 0);
                int row = (int) labels[label * LABEL_WIDTH + LABEL_ROW];
                for (int output = 0; output < vector.length; output++) {
                    outputs[output][row] = vector[output];
                }
            }
        }
        synchronized (lags) {
            lags.merge(partLags);
        }
    }
}
