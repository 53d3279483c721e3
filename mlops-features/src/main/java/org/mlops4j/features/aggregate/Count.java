// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How many, or how many a second. */
final class Count implements Accumulator {

    private final double seconds;
    private long events;

    /** Creates a count that is divided by a number of seconds. */
    Count(double seconds) {
        this.seconds = seconds;
    }

    @Override
    public void add(long eventTime, long availableAt, double value, double second) {
        events++;
    }

    @Override
    public void remove(long eventTime, long availableAt, double value, double second) {
        events--;
    }

    @Override
    public void merge(Accumulator other) {
        events += ((Count) other).events;
    }

    @Override
    public void copyFrom(Accumulator other) {
        events = ((Count) other).events;
    }

    @Override
    public void clear() {
        events = 0;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(events);
    }

    @Override
    public void read(DataInput in) throws IOException {
        events = Encoding.size(in.readLong());
    }

    @Override
    public double result(long time) {
        return events / seconds;
    }
}
