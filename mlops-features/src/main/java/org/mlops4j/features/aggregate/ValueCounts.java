// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
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
    /** For the result of a selection. */
    private final @Nullable BestValues selected;

    ValueCounts(Function function) {
        this.function = function;
        this.selected = function instanceof Selection selection ? new BestValues(selection) : null;
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
        double[] all = new double[function.width()];
        results(time, all, 0);
        return all[0];
    }

    @Override
    public void results(long time, double[] out, int at) {
        if (selected != null) {
            selected.clear();
            selected.offerAll(counts);
            selected.results(time, out, at);
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
}
