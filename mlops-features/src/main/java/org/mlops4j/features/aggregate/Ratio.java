// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The sum of one value over that of another, both exact. */
final class Ratio implements Accumulator {

    private final ExactSum above = new ExactSum();
    private final ExactSum below = new ExactSum();

    @Override
    public void add(long eventTime, long availableAt, double value, double second) {
        above.add(value);
        below.add(second);
    }

    @Override
    public void remove(long eventTime, long availableAt, double value, double second) {
        above.remove(value);
        below.remove(second);
    }

    @Override
    public void merge(Accumulator other) {
        above.merge(((Ratio) other).above);
        below.merge(((Ratio) other).below);
    }

    @Override
    public void copyFrom(Accumulator other) {
        above.copyFrom(((Ratio) other).above);
        below.copyFrom(((Ratio) other).below);
    }

    @Override
    public void clear() {
        above.clear();
        below.clear();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        above.write(out);
        below.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        above.read(in);
        below.read(in);
    }

    @Override
    public double result(long time) {
        return above.dividedBy(below);
    }
}
