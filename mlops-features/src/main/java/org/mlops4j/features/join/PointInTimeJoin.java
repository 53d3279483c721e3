// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.join;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.aggregate.EventColumns;
import org.mlops4j.features.aggregate.Lags;
import org.mlops4j.features.aggregate.ViewPlan;

/**
 * The features of a view as they were known at the time of each label.
 *
 * <p>Events and labels are cut by entity into parts that fit a cache; in each part they are grouped by entity and
 * ordered by time; then one {@link Sweep} over them feeds and reads the states that serve on line. Parts are worked on
 * by the threads of the common pool, each by itself, so the bits do not depend on their number. Costs O((n + m) log(n +
 * m)) time at most, O(n + m) if rows come in the order of time, and memory for the values of n events, unless they may
 * spill, and for the features of m labels.
 *
 * <p>For one thread. Events are added, in any order, then the join is finished; closing it ends it in any case.
 */
public final class PointInTimeJoin implements AutoCloseable {

    private final ViewPlan plan;
    private final EventCells layout;
    private final Lags lags;
    private final double[][] outputs;
    private final EntityIndex index;
    private final Partitions labelParts;
    private final Partitions eventParts;

    private PointInTimeJoin(ViewPlan plan, Table labels, long[] times, long events, @Nullable Spill spill) {
        this.plan = plan;
        this.layout = new EventCells(plan);
        this.lags = new Lags(plan.featureCount());
        this.outputs = new double[plan.outputCount()][times.length];
        this.index = new EntityIndex(plan.view().keys());
        int[] entities = index.add(labels);
        int bits = Partitions.bits(Math.max(events, times.length), index.size());
        this.labelParts = new Partitions(index.size(), bits, Sweep.LABEL_WIDTH, null);
        this.eventParts = new Partitions(index.size(), bits, layout.width(), spill);
        labelParts.expect(entities);
        for (int label = 0; label < times.length; label++) {
            int at = labelParts.next(entities[label]);
            long[] cells = labelParts.cells();
            cells[at + Sweep.LABEL_TIME] = times[label];
            cells[at + Sweep.LABEL_ROW] = label;
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
                    int at = eventParts.next(entities[row]);
                    layout.fill(columns, row, eventParts.cells(), at);
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
        Lags partLags = new Sweep(layout, part, labelParts, eventParts).run(outputs);
        synchronized (lags) {
            lags.merge(partLags);
        }
    }
}
