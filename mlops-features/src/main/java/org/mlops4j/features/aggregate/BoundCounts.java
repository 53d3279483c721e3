// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.mlops4j.features.Function.Histogram;

/** How many values lie between bounds. */
final class BoundCounts implements Accumulator {

    private final double[] bounds;
    private final long[] counts;

    BoundCounts(Histogram histogram) {
        bounds = histogram.bounds().stream().mapToDouble(Double::doubleValue).toArray();
        counts = new long[histogram.width()];
    }

    @Override
    public void add(long eventTime, long availableAt, double value, double second) {
        change(value, 1);
    }

    @Override
    public void remove(long eventTime, long availableAt, double value, double second) {
        change(value, -1);
    }

    @Override
    public void merge(Accumulator other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += ((BoundCounts) other).counts[i];
        }
    }

    @Override
    public void copyFrom(Accumulator other) {
        System.arraycopy(((BoundCounts) other).counts, 0, counts, 0, counts.length);
    }

    @Override
    public void clear() {
        Arrays.fill(counts, 0);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        for (long count : counts) {
            out.writeLong(count);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Encoding.size(in.readLong());
        }
    }

    @Override
    public double result(long time) {
        return counts[0];
    }

    @Override
    public void results(long time, double[] out, int at) {
        for (int i = 0; i < counts.length; i++) {
            out[at + i] = counts[i];
        }
    }

    private void change(double value, int times) {
        if (!Double.isNaN(value)) {
            int found = Arrays.binarySearch(bounds, value == 0 ? 0.0 : value);
            counts[found >= 0 ? found + 1 : -found - 1] += times;
        }
    }
}
