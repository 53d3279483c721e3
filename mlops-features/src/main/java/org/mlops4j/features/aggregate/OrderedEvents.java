// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.mlops4j.error.CorruptException;
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
    private long[] eventTimes = new long[4];
    private long[] availableAts = new long[4];
    private double[] values = new double[4];
    private int head;
    private int tail;

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
    public void add(long eventTime, long availableAt, double value) {
        makeRoom();
        int at = tail;
        while (at > head && order(at - 1, eventTime, availableAt, value) > 0) {
            at--;
        }
        int moved = tail - at;
        System.arraycopy(eventTimes, at, eventTimes, at + 1, moved);
        System.arraycopy(availableAts, at, availableAts, at + 1, moved);
        System.arraycopy(values, at, values, at + 1, moved);
        eventTimes[at] = eventTime;
        availableAts[at] = availableAt;
        values[at] = value;
        tail++;
        if (!sliding) {
            forget();
        }
    }

    @Override
    public void remove(long eventTime, long availableAt, double value) {
        int at = head;
        while (at < tail && order(at, eventTime, availableAt, value) != 0) {
            at++;
        }
        if (at == tail) {
            throw new IllegalStateException("an event at " + eventTime + " is taken back that was not added");
        }
        System.arraycopy(eventTimes, head, eventTimes, head + 1, at - head);
        System.arraycopy(availableAts, head, availableAts, head + 1, at - head);
        System.arraycopy(values, head, values, head + 1, at - head);
        head++;
    }

    @Override
    public void merge(Accumulator other) {
        OrderedEvents events = (OrderedEvents) other;
        for (int i = events.head; i < events.tail; i++) {
            add(events.eventTimes[i], events.availableAts[i], events.values[i]);
        }
    }

    @Override
    public void copyFrom(Accumulator other) {
        OrderedEvents events = (OrderedEvents) other;
        int size = events.tail - events.head;
        if (eventTimes.length < size) {
            eventTimes = new long[events.eventTimes.length];
            availableAts = new long[eventTimes.length];
            values = new double[eventTimes.length];
        }
        System.arraycopy(events.eventTimes, events.head, eventTimes, 0, size);
        System.arraycopy(events.availableAts, events.head, availableAts, 0, size);
        System.arraycopy(events.values, events.head, values, 0, size);
        head = 0;
        tail = size;
    }

    @Override
    public void clear() {
        head = 0;
        tail = 0;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        Encoding.writeLongs(out, eventTimes, head, tail);
        Encoding.writeLongs(out, availableAts, head, tail);
        for (int i = head; i < tail; i++) {
            out.writeDouble(values[i]);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        clear();
        long[] times = Encoding.readLongs(in);
        long[] available = Encoding.readLongs(in);
        if (times.length != available.length) {
            throw new CorruptException("a stored feature state has " + times.length + " events and " + available.length
                    + " instants at which they became available");
        }
        for (int i = 0; i < times.length; i++) {
            add(times[i], available[i], in.readDouble());
        }
    }

    @Override
    public double result(long time) {
        if (function == Statistic.STREAK) {
            int at = tail;
            while (at > head && values[at - 1] != 0) {
                at--;
            }
            return tail - at;
        }
        return head == tail ? Double.NaN : values[newestFirst() ? tail - 1 : head];
    }

    @Override
    public void results(long time, double[] out, int at) {
        if (!(function instanceof Selection selection)) {
            out[at] = result(time);
            return;
        }
        int size = Math.min(selection.size(), tail - head);
        for (int i = 0; i < size; i++) {
            out[at + i] = values[newestFirst() ? tail - 1 - i : head + i];
        }
        Arrays.fill(out, at + size, at + selection.size(), Double.NaN);
    }

    private boolean newestFirst() {
        return function instanceof Selection selection && selection.order() == Selection.Order.LAST;
    }

    private void forget() {
        if (function == Statistic.STREAK) {
            for (int at = tail - 1; at > head; at--) {
                if (values[at] == 0) {
                    head = at;
                }
            }
            return;
        }
        int keep = function.width();
        if (tail - head > keep) {
            if (newestFirst()) {
                head = tail - keep;
            } else {
                tail = head + keep;
            }
        }
    }

    private int order(int at, long eventTime, long availableAt, double value) {
        int order = Long.compare(eventTimes[at], eventTime);
        order = order != 0 ? order : Long.compare(availableAts[at], availableAt);
        return order != 0 ? order : Double.compare(values[at], value);
    }

    private void makeRoom() {
        if (tail < eventTimes.length) {
            return;
        }
        int size = tail - head;
        if (head > size) {
            System.arraycopy(eventTimes, head, eventTimes, 0, size);
            System.arraycopy(availableAts, head, availableAts, 0, size);
            System.arraycopy(values, head, values, 0, size);
            head = 0;
            tail = size;
        } else {
            eventTimes = Arrays.copyOf(eventTimes, 2 * tail);
            availableAts = Arrays.copyOf(availableAts, 2 * tail);
            values = Arrays.copyOf(values, 2 * tail);
        }
    }
}
