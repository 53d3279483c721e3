// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.mlops4j.features.Function;
import org.mlops4j.features.Function.Selection;

/**
 * What follows from how often each value occurs: how many there are, the most frequent, entropy, the greatest and the
 * least. Exact, with memory for each different value.
 */
final class ValueCounts implements Accumulator {

    private static final double LOG_2 = StrictMath.log(2);

    private final Function function;
    private final LongCounts counts = new LongCounts();
    private final ExactSum sum = new ExactSum();

    ValueCounts(Function function) {
        this.function = function;
    }

    @Override
    public void add(long eventTime, long availableAt, double value, double second) {
        counts.add(Double.doubleToLongBits(value), 1);
    }

    @Override
    public void remove(long eventTime, long availableAt, double value, double second) {
        counts.add(Double.doubleToLongBits(value), -1);
    }

    @Override
    public void merge(Accumulator other) {
        counts.addAll(((ValueCounts) other).counts);
    }

    @Override
    public void copyFrom(Accumulator other) {
        counts.copyFrom(((ValueCounts) other).counts);
    }

    @Override
    public void clear() {
        counts.clear();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        counts.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        counts.read(in);
    }

    @Override
    public double result(long time) {
        if (function == Function.Statistic.DISTINCT) {
            return counts.size();
        } else if (function == Function.Statistic.MODE) {
            return mode();
        } else if (function == Function.Statistic.ENTROPY) {
            return entropy();
        }
        double[] first = new double[1];
        select(first, 0, 1);
        return first[0];
    }

    @Override
    public void results(long time, double[] out, int at) {
        if (function instanceof Selection selection) {
            select(out, at, selection.size());
        } else {
            out[at] = result(time);
        }
    }

    private double mode() {
        double mode = Double.NaN;
        long most = 0;
        for (int place = 0; place < counts.places(); place++) {
            double value = Double.longBitsToDouble(counts.key(place));
            long count = counts.count(place);
            if (count > most || (count == most && count > 0 && Double.compare(value, mode) < 0)) {
                mode = value;
                most = count;
            }
        }
        return mode;
    }

    private double entropy() {
        if (counts.size() == 0) {
            return Double.NaN;
        }
        sum.clear();
        for (int place = 0; place < counts.places(); place++) {
            if (counts.count(place) > 0) {
                double share = (double) counts.count(place) / counts.total();
                // Shares come in the order of the hash table, but the sum is exact.
                sum.add(-share * (StrictMath.log(share) / LOG_2));
            }
        }
        return sum.doubleValue();
    }

    private void select(double[] out, int at, int size) {
        boolean greatest = ((Selection) function).order() == Selection.Order.TOP;
        Arrays.fill(out, at, at + size, Double.NaN);
        int found = 0;
        for (int place = 0; place < counts.places(); place++) {
            double value = Double.longBitsToDouble(counts.key(place));
            for (long i = Math.min(counts.count(place), size); i > 0; i--) {
                int slot = found;
                while (slot > 0 && before(value, out[at + slot - 1], greatest)) {
                    slot--;
                }
                if (slot == size) {
                    break;
                }
                found = Math.min(found + 1, size);
                System.arraycopy(out, at + slot, out, at + slot + 1, found - slot - 1);
                out[at + slot] = value;
            }
        }
    }

    private static boolean before(double a, double b, boolean greatest) {
        return greatest ? Double.compare(a, b) > 0 : Double.compare(a, b) < 0;
    }
}
