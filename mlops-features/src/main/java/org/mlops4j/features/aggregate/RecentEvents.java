// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Events in the order in which they become visible, of which the first few are visible already. Not thread-safe. */
final class RecentEvents {

    private static final int EVENT_TIME = 1;
    private static final int AVAILABLE_AT = 2;
    private static final int SLOTS = 3;

    private final ViewPlan plan;
    private final SortedRows rows;
    private int entered;

    RecentEvents(ViewPlan plan) {
        this.plan = plan;
        this.rows = new SortedRows(SLOTS + plan.slotCount());
    }

    int size() {
        return rows.size();
    }

    /** {@return how many of them are visible} */
    int entered() {
        return entered;
    }

    /** {@return whether one more is visible at a time} */
    boolean isNextVisible(long time) {
        return entered < rows.size() && visibleFrom(entered) <= time;
    }

    /** Says that one more is visible. */
    void enter() {
        entered++;
    }

    long visibleFrom(int row) {
        return rows.get(row, 0);
    }

    long eventTime(int row) {
        return rows.get(row, EVENT_TIME);
    }

    long availableAt(int row) {
        return rows.get(row, AVAILABLE_AT);
    }

    /** {@return an array that holds the values of all events; valid until the next insertion} */
    long[] cells() {
        return rows.cells();
    }

    /** {@return where in {@link #cells} the values of an event begin} */
    int slots(int row) {
        return rows.at(row) + SLOTS;
    }

    void insert(long visibleFrom, long eventTime, long availableAt, long[] slots, int at) {
        int row = rows.insert(visibleFrom);
        rows.set(row, EVENT_TIME, eventTime);
        rows.set(row, AVAILABLE_AT, availableAt);
        for (int slot = 0; slot < plan.slotCount(); slot++) {
            rows.set(row, SLOTS + slot, slots[at + slot]);
        }
    }

    void add(int feature, Accumulator to, int row) {
        plan.add(feature, to, eventTime(row), availableAt(row), cells(), slots(row));
    }

    boolean takeBack(int feature, Accumulator from, int row) {
        return plan.takeBack(feature, from, eventTime(row), availableAt(row), cells(), slots(row));
    }

    /** {@return an event as a row of a tile} */
    long[] tileRow(int row) {
        long[] cells = new long[rows.width() - EVENT_TIME];
        System.arraycopy(rows.cells(), rows.at(row) + EVENT_TIME, cells, 0, cells.length);
        return cells;
    }

    /** Takes out the first few, which are visible. */
    void removeFirst(int count) {
        rows.removeFirst(count);
        entered -= count;
    }

    /** Gives back room that is not needed. */
    void trim() {
        rows.trim();
    }

    void clear() {
        rows.clear();
        entered = 0;
    }

    void write(DataOutput out) throws IOException {
        rows.write(out);
    }

    /** Becomes what was written, of which none is visible. */
    void read(DataInput in) throws IOException {
        rows.read(in);
        entered = 0;
    }
}
