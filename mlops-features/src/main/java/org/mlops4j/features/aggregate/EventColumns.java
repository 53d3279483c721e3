// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.expression.ColumnExpression;
import org.mlops4j.features.expression.RowExpression;

/**
 * What a view takes out of a table of events, chunk by chunk: the bits that {@link ViewPlan#take} gives row by row. Not
 * thread-safe.
 */
public final class EventColumns {

    /** How many rows a chunk has at most. */
    public static final int CHUNK = 4_096;

    private final ViewPlan plan;
    private final Table events;
    private final LongColumn eventTimes;
    private final LongColumn availableAts;
    private final List<ColumnExpression> inputs;
    private final List<@Nullable ColumnExpression> filters;
    private final long[][] slots;
    private final long[] counts = new long[CHUNK];
    private int first;

    private EventColumns(ViewPlan plan, Table events) {
        this.plan = plan;
        this.events = events;
        this.eventTimes = times(plan, events, plan.view().eventTime());
        this.availableAts = times(plan, events, plan.times().availabilityColumn());
        this.inputs = plan.taken().stream()
                .map(taken -> ColumnExpression.compile(taken.input(), events.schema(), plan.functions()))
                .toList();
        this.filters = Arrays.asList(plan.taken().stream()
                .map(taken -> taken.filter() == null
                        ? null
                        : ColumnExpression.compile(taken.filter(), events.schema(), plan.functions()))
                .toArray(ColumnExpression[]::new));
        this.slots = new long[inputs.size()][CHUNK];
    }

    /**
     * {@return the columns of events}
     *
     * @param events of the source of the view
     * @throws InvalidException if a time is null
     */
    public static EventColumns of(ViewPlan plan, Table events) {
        return new EventColumns(plan, events);
    }

    /** Makes the rows from one index to another ready, no more than {@link #CHUNK}. */
    public void move(int from, int to) {
        first = from;
        for (int slot = 0; slot < slots.length; slot++) {
            inputs.get(slot).bits(events, from, to, slots[slot], 0);
            ColumnExpression filter = filters.get(slot);
            if (filter != null) {
                filter.bits(events, from, to, counts, 0);
                for (int i = 0; i < to - from; i++) {
                    if (counts[i] != RowExpression.TRUE) {
                        slots[slot][i] = RowExpression.NULL;
                    }
                }
            }
        }
    }

    /** {@return when an event happened, in nanoseconds since the epoch} */
    public long eventTime(int row) {
        return eventTimes.get(row);
    }

    /** {@return when an event could be known} */
    public long availableAt(int row) {
        return plan.times().delayed(availableAts.get(row));
    }

    /** Copies the values of an event that was made ready into an array, from an index on. */
    public void take(int row, long[] into, int at) {
        for (int slot = 0; slot < slots.length; slot++) {
            into[at + slot] = slots[slot][row - first];
        }
    }

    private static LongColumn times(ViewPlan plan, Table events, String name) {
        LongColumn column = events.longs(name);
        int missing = column.nextNull(0);
        if (missing < column.size()) {
            throw new InvalidException("an event of feature view '"
                    + plan.view().name() + "' has no " + name + ": it is null in row " + missing);
        }
        return column;
    }
}
