// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Events in their order: by event time, of one time by the instant at which they became available, of one such instant
 * by value, then by the second value if they have one. So the order of arrival says nothing. Not thread-safe.
 */
final class EventRows {

    private static final int AVAILABLE_AT = 1;
    private static final int VALUE = 2;

    private final int second;
    private final SortedRows rows;

    private EventRows(int values) {
        this.second = VALUE + values - 1;
        this.rows = new SortedRows(VALUE + values);
    }

    /** {@return no events, of the kind that has one value; it is its second value, too} */
    static EventRows ofOne() {
        return new EventRows(1);
    }

    /** {@return no events, of the kind that has two values} */
    static EventRows ofTwo() {
        return new EventRows(2);
    }

    int size() {
        return rows.size();
    }

    long time(int row) {
        return rows.get(row, 0);
    }

    long availableAt(int row) {
        return rows.get(row, AVAILABLE_AT);
    }

    double value(int row) {
        return Double.longBitsToDouble(rows.get(row, VALUE));
    }

    double second(int row) {
        return Double.longBitsToDouble(rows.get(row, second));
    }

    void add(long eventTime, long availableAt, double value, double other) {
        int row = rows.insert(eventTime);
        while (row > 0 && order(row - 1, eventTime, availableAt, value, other) > 0) {
            for (int cell = AVAILABLE_AT; cell <= second; cell++) {
                rows.set(row, cell, rows.get(row - 1, cell));
            }
            row--;
        }
        rows.set(row, AVAILABLE_AT, availableAt);
        rows.set(row, second, Double.doubleToLongBits(other));
        rows.set(row, VALUE, Double.doubleToLongBits(value));
    }

    void remove(long eventTime, long availableAt, double value, double other) {
        int row = rows.firstAtLeast(eventTime);
        while (row < rows.size() && order(row, eventTime, availableAt, value, other) != 0) {
            row++;
        }
        if (row == rows.size()) {
            throw new IllegalStateException("an event at " + eventTime + " is taken back that was not added");
        }
        rows.remove(row);
    }

    void removeFirst(int count) {
        rows.removeFirst(count);
    }

    /** Drops the events behind the first few. */
    void truncate(int size) {
        rows.truncate(size);
    }

    /** Becomes equal to others; allocates only while growing. */
    void copyFrom(EventRows other) {
        rows.copyFrom(other.rows);
    }

    void clear() {
        rows.clear();
    }

    void write(DataOutput out) throws IOException {
        rows.write(out);
    }

    void read(DataInput in) throws IOException {
        rows.read(in);
    }

    private int order(int row, long eventTime, long availableAt, double value, double other) {
        int order = Long.compare(time(row), eventTime);
        order = order != 0 ? order : Long.compare(availableAt(row), availableAt);
        order = order != 0 ? order : Double.compare(value(row), value);
        return order != 0 || second == VALUE ? order : Double.compare(second(row), other);
    }
}
