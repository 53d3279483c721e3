// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.mlops4j.features.Function.Selection;

/**
 * The greatest or the least few values of a lifetime, the best first: what is not among them never will be, so nothing
 * else is held.
 */
final class BestValues implements Accumulator {

    private final boolean greatest;
    private final double[] best;
    private int size;

    /** @param selection of {@link Selection.Order#TOP} or {@link Selection.Order#BOTTOM} */
    BestValues(Selection selection) {
        greatest = selection.order() == Selection.Order.TOP;
        best = new double[selection.size()];
    }

    @Override
    public void add(long eventTime, long availableAt, double value, double second) {
        offer(value);
    }

    /** Nothing leaves a lifetime. */
    @Override
    public void remove(long eventTime, long availableAt, double value, double second) {
        throw new IllegalStateException("a value cannot be taken back, because those behind the best are not held");
    }

    @Override
    public boolean takeBack(long eventTime, long availableAt, double value, double second) {
        return false;
    }

    @Override
    public void merge(Accumulator other) {
        BestValues more = (BestValues) other;
        for (int i = 0; i < more.size && offer(more.best[i]); i++) {}
    }

    @Override
    public void copyFrom(Accumulator other) {
        BestValues values = (BestValues) other;
        System.arraycopy(values.best, 0, best, 0, values.size);
        size = values.size;
    }

    @Override
    public void clear() {
        size = 0;
    }

    /** Writes them as {@link ValueCounts} does, which holds more of them. */
    @Override
    public void write(DataOutput out) throws IOException {
        LongCounts counts = new LongCounts();
        for (int i = 0; i < size; i++) {
            counts.add(Double.doubleToLongBits(best[i]), 1);
        }
        counts.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        LongCounts counts = new LongCounts();
        counts.read(in);
        clear();
        offerAll(counts);
    }

    /** Offers all values that occur, as often as they do. */
    void offerAll(LongCounts counts) {
        for (int place = 0; place < counts.places(); place++) {
            double value = Double.longBitsToDouble(counts.key(place));
            long times = Math.min(counts.count(place), best.length);
            while (times > 0 && offer(value)) {
                times--;
            }
        }
    }

    @Override
    public double result(long time) {
        return size == 0 ? Double.NaN : best[0];
    }

    @Override
    public void results(long time, double[] out, int at) {
        System.arraycopy(best, 0, out, at, size);
        Arrays.fill(out, at + size, at + best.length, Double.NaN);
    }

    /** {@return whether a value is among the best so far; if it is not, none that is no better is} */
    private boolean offer(double value) {
        int place = size;
        while (place > 0 && isBefore(value, best[place - 1])) {
            place--;
        }
        if (place == best.length) {
            return false;
        }
        size = Math.min(size + 1, best.length);
        System.arraycopy(best, place, best, place + 1, size - place - 1);
        best[place] = value;
        return true;
    }

    private boolean isBefore(double one, double other) {
        return greatest ? Double.compare(one, other) > 0 : Double.compare(one, other) < 0;
    }
}
