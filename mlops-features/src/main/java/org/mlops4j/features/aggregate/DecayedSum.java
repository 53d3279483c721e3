// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import org.mlops4j.error.CorruptException;
import org.mlops4j.features.Function.Decayed;

/** Counts and sums in which events weigh less as they age. */
/*
 * Time is cut into half-lives. An event at f of half-life i weighs 2^f in its half-life, and half-life i weighs
 * 2^-(t - start of i) / half-life at t: so the sums of a half-life are exact and do not depend on t. A half-life that
 * lies MAX_HALF_LIVES before the newest one weighs nothing: 2^1024 times its weight is below every double.
 */
final class DecayedSum implements Accumulator {

    private static final int MAX_HALF_LIVES = 2_200;

    private final Decayed.Of of;
    private final long halfLife;
    private long[] indexes = new long[2];
    private ExactSum[] weights = {new ExactSum(), new ExactSum()};
    private ExactSum[] sums = {new ExactSum(), new ExactSum()};
    private long[] events = new long[2];
    private int size;

    DecayedSum(Decayed function) {
        this.of = function.of();
        this.halfLife = function.halfLife().toNanos();
    }

    @Override
    public void add(long eventTime, long availableAt, double value, double second) {
        change(eventTime, value, 1);
    }

    @Override
    public void remove(long eventTime, long availableAt, double value, double second) {
        change(eventTime, value, -1);
    }

    @Override
    public boolean takeBack(long eventTime, long availableAt, double value, double second) {
        return false;
    }

    @Override
    public void merge(Accumulator other) {
        DecayedSum decayed = (DecayedSum) other;
        for (int i = 0; i < decayed.size; i++) {
            int at = place(decayed.indexes[i]);
            if (at >= 0) {
                weights[at].merge(decayed.weights[i]);
                sums[at].merge(decayed.sums[i]);
                events[at] += decayed.events[i];
            }
        }
    }

    @Override
    public void copyFrom(Accumulator other) {
        DecayedSum decayed = (DecayedSum) other;
        while (indexes.length < decayed.size) {
            grow();
        }
        size = decayed.size;
        for (int i = 0; i < size; i++) {
            indexes[i] = decayed.indexes[i];
            events[i] = decayed.events[i];
            weights[i].copyFrom(decayed.weights[i]);
            sums[i].copyFrom(decayed.sums[i]);
        }
    }

    @Override
    public void clear() {
        for (int i = 0; i < size; i++) {
            weights[i].clear();
            sums[i].clear();
            events[i] = 0;
        }
        size = 0;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(indexes[i]);
            out.writeLong(events[i]);
            weights[i].write(out);
            sums[i].write(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        clear();
        long stored = Encoding.size(in.readInt());
        for (long i = 0; i < stored; i++) {
            int at = place(in.readLong());
            if (at != i) {
                throw new CorruptException("the half-lives of a stored feature state are not in order");
            }
            events[at] = Encoding.size(in.readLong());
            weights[at].read(in);
            sums[at].read(in);
        }
    }

    @Override
    public boolean dependsOnTime() {
        return true;
    }

    @Override
    public double result(long time) {
        double weight = 0;
        double sum = 0;
        long counted = 0;
        for (int i = 0; i < size; i++) {
            // A mean does not depend on t, and would be 0 / 0 long after the newest event.
            double halfLives =
                    of == Decayed.Of.MEAN ? indexes[size - 1] - indexes[i] : halfLivesSince(indexes[i], time);
            double factor = StrictMath.pow(2, -halfLives);
            weight += factor * weights[i].doubleValue();
            sum += factor * sums[i].doubleValue();
            counted += events[i];
        }
        return switch (of) {
            case COUNT -> weight;
            case SUM -> counted == 0 ? Double.NaN : sum;
            case MEAN -> counted == 0 ? Double.NaN : sum / weight;
        };
    }

    private double halfLivesSince(long index, long time) {
        long now = Math.floorDiv(time, halfLife);
        return (double) (now - index) + (double) Math.floorMod(time, halfLife) / halfLife;
    }

    private void change(long eventTime, double value, int sign) {
        int at = place(Math.floorDiv(eventTime, halfLife));
        if (at < 0) {
            return;
        }
        double weight = StrictMath.pow(2, (double) Math.floorMod(eventTime, halfLife) / halfLife);
        events[at] += sign;
        if (sign > 0) {
            weights[at].add(weight);
            sums[at].add(weight * value);
        } else {
            weights[at].remove(weight);
            sums[at].remove(weight * value);
            forget();
        }
    }

    /** {@return where a half-life is, made if need be; -1 if it is so old that it weighs nothing} */
    private int place(long index) {
        int found = Arrays.binarySearch(indexes, 0, size, index);
        if (found >= 0) {
            return found;
        }
        if (size > 0 && index < indexes[size - 1] - MAX_HALF_LIVES) {
            return -1;
        }
        int at = -found - 1;
        if (size == indexes.length) {
            grow();
        }
        // The unused pair behind the end is cleared and moves to the gap.
        ExactSum weight = weights[size];
        ExactSum sum = sums[size];
        weight.clear();
        sum.clear();
        System.arraycopy(indexes, at, indexes, at + 1, size - at);
        System.arraycopy(events, at, events, at + 1, size - at);
        System.arraycopy(weights, at, weights, at + 1, size - at);
        System.arraycopy(sums, at, sums, at + 1, size - at);
        indexes[at] = index;
        events[at] = 0;
        weights[at] = weight;
        sums[at] = sum;
        size++;
        // The new one has no event yet, but is no more than MAX_HALF_LIVES old and has older ones before it, if any.
        int gone = at == size - 1 ? forget() : 0;
        return at - gone;
    }

    /** {@return how many half-lives at the front were dropped, because they weigh nothing or have no event} */
    private int forget() {
        int gone = 0;
        while (gone < size - 1 && (events[gone] == 0 || indexes[gone] < indexes[size - 1] - MAX_HALF_LIVES)) {
            gone++;
        }
        if (gone > 0) {
            // The sums of what is dropped wait behind the end to be used again.
            Collections.rotate(Arrays.asList(weights).subList(0, size), -gone);
            Collections.rotate(Arrays.asList(sums).subList(0, size), -gone);
            size -= gone;
            System.arraycopy(indexes, gone, indexes, 0, size);
            System.arraycopy(events, gone, events, 0, size);
        }
        return gone;
    }

    private void grow() {
        int from = indexes.length;
        indexes = Arrays.copyOf(indexes, 2 * from);
        events = Arrays.copyOf(events, 2 * from);
        weights = Arrays.copyOf(weights, 2 * from);
        sums = Arrays.copyOf(sums, 2 * from);
        for (int i = from; i < indexes.length; i++) {
            weights[i] = new ExactSum();
            sums[i] = new ExactSum();
        }
    }
}
