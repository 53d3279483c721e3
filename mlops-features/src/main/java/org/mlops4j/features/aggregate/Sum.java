// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.mlops4j.features.Function;

/** Sum and mean, both from the exact sum. */
final class Sum implements Accumulator {

    private final Function function;
    private final ExactSum sum = new ExactSum();
    private long events;

    Sum(Function function) {
        this.function = function;
    }

    @Override
    public void add(long eventTime, long availableAt, double value, double second) {
        sum.add(value);
        events++;
    }

    @Override
    public void remove(long eventTime, long availableAt, double value, double second) {
        sum.remove(value);
        events--;
    }

    @Override
    public void merge(Accumulator other) {
        sum.merge(((Sum) other).sum);
        events += ((Sum) other).events;
    }

    @Override
    public void copyFrom(Accumulator other) {
        sum.copyFrom(((Sum) other).sum);
        events = ((Sum) other).events;
    }

    @Override
    public void clear() {
        sum.clear();
        events = 0;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(events);
        sum.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        events = Encoding.size(in.readLong());
        sum.read(in);
    }

    @Override
    public double result(long time) {
        if (events == 0) {
            return Double.NaN;
        }
        return function == Function.Statistic.MEAN ? sum.dividedBy((double) events) : sum.doubleValue();
    }
}
