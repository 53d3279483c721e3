// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.mlops4j.features.Function;

/** The newest event: its value, or how long ago it was. Newest by event time, then availability, then value. */
final class Latest implements Accumulator {

    private static final double SECOND = 1e9;

    private final Function function;
    private boolean empty = true;
    private long eventTime;
    private long availableAt;
    private double value;

    Latest(Function function) {
        this.function = function;
    }

    @Override
    public void add(long eventTime, long availableAt, double value, double second) {
        if (empty || newer(eventTime, availableAt, value)) {
            this.empty = false;
            this.eventTime = eventTime;
            this.availableAt = availableAt;
            this.value = value;
        }
    }

    @Override
    public void remove(long eventTime, long availableAt, double value, double second) {
        // Whatever was older than the newest has left before it.
        empty = empty || this.eventTime <= eventTime;
    }

    @Override
    public boolean takeBack(long eventTime, long availableAt, double value, double second) {
        return false;
    }

    @Override
    public boolean isOfNewest() {
        return true;
    }

    @Override
    public void merge(Accumulator other) {
        Latest latest = (Latest) other;
        if (!latest.empty) {
            add(latest.eventTime, latest.availableAt, latest.value, latest.value);
        }
    }

    @Override
    public void copyFrom(Accumulator other) {
        Latest latest = (Latest) other;
        empty = latest.empty;
        eventTime = latest.eventTime;
        availableAt = latest.availableAt;
        value = latest.value;
    }

    @Override
    public void clear() {
        empty = true;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeBoolean(empty);
        out.writeLong(eventTime);
        out.writeLong(availableAt);
        out.writeDouble(value);
    }

    @Override
    public void read(DataInput in) throws IOException {
        empty = in.readBoolean();
        eventTime = in.readLong();
        availableAt = in.readLong();
        value = in.readDouble();
    }

    @Override
    public boolean dependsOnTime() {
        return function == Function.Statistic.TIME_SINCE_LAST;
    }

    @Override
    public double result(long time) {
        if (empty) {
            return Double.NaN;
        }
        return function == Function.Statistic.LAST ? value : seconds(eventTime, time);
    }

    private boolean newer(long thatTime, long thatAvailable, double thatValue) {
        if (thatTime != eventTime) {
            return thatTime > eventTime;
        } else if (thatAvailable != availableAt) {
            return thatAvailable > availableAt;
        }
        return Double.compare(thatValue, value) > 0;
    }

    private static double seconds(long from, long to) {
        long nanos = to - from;
        // More than 292 years overflow.
        return nanos >= 0 ? nanos / SECOND : ((double) to - (double) from) / SECOND;
    }
}
