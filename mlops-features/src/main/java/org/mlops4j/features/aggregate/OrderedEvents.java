// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.mlops4j.features.Function;
import org.mlops4j.features.Function.Selection;
import org.mlops4j.features.Function.Statistic;

/** The oldest or newest values, and how many of the newest are alike: events in their order. */
/*
 * A window holds all of its events, because each one may become the oldest. Of a lifetime only those are held that the
 * result can ever depend on: the oldest few, the newest few, or those since the last zero.
 */
final class OrderedEvents implements Accumulator {

    private final Function function;
    private final boolean sliding;
    private final EventRows events = EventRows.ofOne();

    private OrderedEvents(Function function, boolean sliding) {
        this.function = function;
        this.sliding = sliding;
    }

    static OrderedEvents sliding(Function function) {
        return new OrderedEvents(function, true);
    }

    static OrderedEvents lifetime(Function function) {
        return new OrderedEvents(function, false);
    }

    @Override
    public void add(long eventTime, long availableAt, double value, double second) {
        events.add(eventTime, availableAt, value, second);
        if (!sliding) {
            forget();
        }
    }

    @Override
    public void remove(long eventTime, long availableAt, double value, double second) {
        events.remove(eventTime, availableAt, value, second);
    }

    @Override
    public boolean takeBack(long eventTime, long availableAt, double value, double second) {
        return false;
    }

    @Override
    public boolean holdsEvents() {
        return sliding;
    }

    @Override
    public void merge(Accumulator other) {
        EventRows more = ((OrderedEvents) other).events;
        for (int row = 0; row < more.size(); row++) {
            add(more.time(row), more.availableAt(row), more.value(row), more.second(row));
        }
    }

    @Override
    public void copyFrom(Accumulator other) {
        events.copyFrom(((OrderedEvents) other).events);
    }

    @Override
    public void clear() {
        events.clear();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        events.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        events.read(in);
    }

    @Override
    public double result(long time) {
        if (function == Statistic.STREAK) {
            return events.size() - (newestZero() + 1);
        }
        return events.size() == 0 ? Double.NaN : events.value(newestFirst() ? events.size() - 1 : 0);
    }

    @Override
    public void results(long time, double[] out, int at) {
        if (!(function instanceof Selection selection)) {
            out[at] = result(time);
            return;
        }
        int size = Math.min(selection.size(), events.size());
        for (int i = 0; i < size; i++) {
            out[at + i] = events.value(newestFirst() ? events.size() - 1 - i : i);
        }
        Arrays.fill(out, at + size, at + selection.size(), Double.NaN);
    }

    private boolean newestFirst() {
        return function instanceof Selection selection && selection.order() == Selection.Order.LAST;
    }

    private void forget() {
        int keep = function.width();
        if (function == Statistic.STREAK) {
            events.removeFirst(Math.max(newestZero(), 0));
        } else if (events.size() > keep) {
            if (newestFirst()) {
                events.removeFirst(events.size() - keep);
            } else {
                events.truncate(keep);
            }
        }
    }

    /** {@return the index of the newest event with the value 0, or -1} */
    private int newestZero() {
        int row = events.size() - 1;
        while (row >= 0 && events.value(row) != 0) {
            row--;
        }
        return row;
    }
}
