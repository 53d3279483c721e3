// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.mlops4j.features.Function.Quantile;

/** A quantile from the counts of buckets that grow by a constant factor; see {@link Quantile} for the source. */
/*
 * Bucket i holds the magnitudes in (g^(i-1), g^i] with g = (1 + accuracy) / (1 - accuracy). Its key is i + OFFSET for
 * positive values and the negative of that for negative ones, so that keys are in the order of values; 0 is zero.
 */
final class QuantileSketch implements Accumulator {

    private static final long OFFSET = 1L << 24;
    private static final long INFINITE = 1L << 40;
    private static final double LEAST = 1e-300;

    private final Quantile quantile;
    private final double factor;
    private final double logOfFactor;
    private final LongCounts buckets = new LongCounts();
    private long nans;
    private long[] sorted = new long[0];

    QuantileSketch(Quantile quantile) {
        this.quantile = quantile;
        this.factor = (1 + quantile.accuracy()) / (1 - quantile.accuracy());
        this.logOfFactor = StrictMath.log(factor);
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
        buckets.addAll(((QuantileSketch) other).buckets);
        nans += ((QuantileSketch) other).nans;
    }

    @Override
    public void copyFrom(Accumulator other) {
        buckets.copyFrom(((QuantileSketch) other).buckets);
        nans = ((QuantileSketch) other).nans;
    }

    @Override
    public void clear() {
        buckets.clear();
        nans = 0;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(nans);
        buckets.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        nans = Encoding.size(in.readLong());
        buckets.read(in);
    }

    @Override
    public double result(long time) {
        if (nans > 0 || buckets.size() == 0) {
            return Double.NaN;
        }
        sorted = buckets.sorted(sorted);
        double rank = Math.floor(quantile.share() * (buckets.total() - 1));
        long seen = 0;
        int at = 0;
        while (at < buckets.size() - 1) {
            seen += buckets.countOf(sorted[at]);
            if (seen > rank) {
                break;
            }
            at++;
        }
        return value(sorted[at]);
    }

    private void change(double value, int times) {
        if (Double.isNaN(value)) {
            nans += times;
        } else {
            buckets.add(key(value), times);
        }
    }

    private long key(double value) {
        double magnitude = Math.abs(value);
        if (magnitude < LEAST) {
            return 0;
        }
        long key = Double.isInfinite(magnitude)
                ? INFINITE
                : OFFSET + (long) Math.ceil(StrictMath.log(magnitude) / logOfFactor);
        return value > 0 ? key : -key;
    }

    private double value(long key) {
        if (key == 0) {
            return 0;
        }
        long index = Math.abs(key) - OFFSET;
        double magnitude = Math.abs(key) == INFINITE
                ? Double.POSITIVE_INFINITY
                : 2 / (factor + 1) * StrictMath.pow(factor, (double) index);
        return key > 0 ? magnitude : -magnitude;
    }
}
