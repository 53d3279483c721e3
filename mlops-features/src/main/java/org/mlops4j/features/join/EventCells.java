// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.join;

import org.mlops4j.features.aggregate.EntityState;
import org.mlops4j.features.aggregate.EventColumns;
import org.mlops4j.features.aggregate.Lags;
import org.mlops4j.features.aggregate.ViewPlan;

/**
 * How an event lies in a row of longs: its entity, its time, when it could be known if a column says so, and its
 * values.
 *
 * @param plan of the view of the events
 */
record EventCells(ViewPlan plan) {

    private static final int EVENT_TIME = 1;
    private static final int AVAILABLE_AT = 2;

    /** {@return how many longs a row has} */
    int width() {
        return slots() + plan.slotCount();
    }

    /** Fills in an event behind its entity. */
    void fill(EventColumns columns, int event, long[] cells, int at) {
        cells[at + EVENT_TIME] = columns.eventTime(event);
        if (plan.times().hasAvailability()) {
            cells[at + AVAILABLE_AT] = columns.availableAt(event);
        }
        columns.take(event, cells, at + slots());
    }

    /** {@return the instant from which each event counts} */
    long[] visibleFrom(long[] cells) {
        int width = width();
        long[] visibleFrom = new long[cells.length / width];
        for (int event = 0; event < visibleFrom.length; event++) {
            int at = event * width;
            visibleFrom[event] = plan.times().visibleFrom(cells[at + EVENT_TIME], availableAt(cells, at));
        }
        return visibleFrom;
    }

    /** Lets an event enter a state. */
    void push(EntityState state, long[] cells, int at, Lags lags) {
        state.push(cells[at + EVENT_TIME], availableAt(cells, at), cells, at + slots(), lags);
    }

    /** {@return whether every feature of the view counts an event} */
    boolean countsForAll(long[] cells, int at) {
        return plan.countsForAll(cells, at + slots());
    }

    private long availableAt(long[] cells, int at) {
        return plan.times().hasAvailability()
                ? cells[at + AVAILABLE_AT]
                : plan.times().delayed(cells[at + EVENT_TIME]);
    }

    private int slots() {
        return plan.times().hasAvailability() ? AVAILABLE_AT + 1 : AVAILABLE_AT;
    }
}
