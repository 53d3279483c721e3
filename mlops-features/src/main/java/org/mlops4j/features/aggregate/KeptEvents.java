// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** Visible events in order of event time. Not thread-safe. */
final class KeptEvents {

    private static final int AVAILABLE_AT = 1;
    private static final int SLOTS = 2;

    private final ViewPlan plan;
    private final SortedRows rows;

    KeptEvents(ViewPlan plan) {
        this.plan = plan;
        this.rows = new SortedRows(SLOTS + plan.slotCount());
    }

    int size() {
        return rows.size();
    }

    /** {@return the index of the first event of that time or later} */
    int firstAtLeast(long eventTime) {
        return rows.firstAtLeast(eventTime);
    }

    long eventTime(int row) {
        return rows.get(row, 0);
    }

    long availableAt(int row) {
        return rows.get(row, AVAILABLE_AT);
    }

    /** {@return the instant from which an event could be known} */
    long known(int row) {
        return Math.max(eventTime(row), availableAt(row));
    }

    void insert(long eventTime, long availableAt, long[] slots, int from) {
        int row = rows.insert(eventTime);
        rows.set(row, AVAILABLE_AT, availableAt);
        for (int slot = 0; slot < plan.slotCount(); slot++) {
            rows.set(row, SLOTS + slot, slots[from + slot]);
        }
    }

    /** @param more in order, as rows of a tile */
    void insertAll(List<long[]> more) {
        rows.insertAll(more);
    }

    boolean add(int feature, Accumulator to, int row) {
        return plan.add(feature, to, eventTime(row), availableAt(row), rows.cells(), rows.at(row) + SLOTS);
    }

    void remove(int feature, Accumulator from, int row) {
        plan.remove(feature, from, eventTime(row), availableAt(row), rows.cells(), rows.at(row) + SLOTS);
    }

    boolean takeBack(int feature, Accumulator from, int row) {
        return plan.takeBack(feature, from, eventTime(row), availableAt(row), rows.cells(), rows.at(row) + SLOTS);
    }

    boolean isVisible(int row, long time) {
        return plan.times().visibleFrom(eventTime(row), availableAt(row)) <= time;
    }

    /** {@return an event as a row of a tile} */
    long[] tileRow(int row) {
        long[] cells = new long[rows.width()];
        System.arraycopy(rows.cells(), rows.at(row), cells, 0, cells.length);
        return cells;
    }

    /** Takes out the events of tiles, which are in the order of time, and gives back their room. */
    void remove(List<Tile> tiles) {
        int[] ranges = new int[2 * tiles.size()];
        for (int i = 0; i < tiles.size(); i++) {
            long last = tiles.get(i).last();
            ranges[2 * i] = firstAtLeast(tiles.get(i).start());
            ranges[2 * i + 1] = last == Long.MAX_VALUE ? size() : firstAtLeast(last + 1);
        }
        rows.removeRanges(ranges);
    }

    void removeFirst(int count) {
        rows.removeFirst(count);
    }

    void clear() {
        rows.clear();
    }

    /** Writes the events from a row on. */
    void write(DataOutput out, int from) throws IOException {
        rows.write(out, from);
    }

    void read(DataInput in) throws IOException {
        rows.read(in);
    }
}
