// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import org.mlops4j.error.CorruptException;
import org.mlops4j.features.Function.Distinct;

/** How many different values, counted up to a bound, in memory for no more than twice so many. */
/*
 * Of each value, the event time of its newest event is held; of the values, those that occurred last. A value that is
 * given up leaves a window before all that are held: as long as it would count, they alone reach the bound. So the
 * result is exact below the bound and at it, whatever was given up, and an event can be taken back.
 */
final class BoundedDistinct implements Accumulator {

    private final int most;
    /** The time of the newest event of each value, never 0. */
    private final LongCounts newest = new LongCounts();

    BoundedDistinct(Distinct function) {
        this.most = function.most();
    }

    @Override
    public void add(long eventTime, long availableAt, double value, double second) {
        put(Double.doubleToLongBits(value), stamp(eventTime));
    }

    @Override
    public void remove(long eventTime, long availableAt, double value, double second) {
        long key = Double.doubleToLongBits(value);
        long known = newest.countOf(key);
        if (known != 0 && known <= stamp(eventTime)) {
            newest.add(key, -known);
        }
    }

    @Override
    public boolean takeBack(long eventTime, long availableAt, double value, double second) {
        return false;
    }

    @Override
    public void merge(Accumulator other) {
        LongCounts more = ((BoundedDistinct) other).newest;
        for (int place = 0; place < more.places(); place++) {
            if (more.count(place) != 0) {
                put(more.key(place), more.count(place));
            }
        }
    }

    @Override
    public void copyFrom(Accumulator other) {
        newest.copyFrom(((BoundedDistinct) other).newest);
    }

    @Override
    public void clear() {
        newest.clear();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        giveUp();
        long[] values = newest.sorted(new long[0]);
        Encoding.writeLongs(out, values, 0, newest.size());
        for (int i = 0; i < newest.size(); i++) {
            out.writeLong(newest.countOf(values[i]));
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        clear();
        long[] values = Encoding.readLongs(in);
        if (values.length > most) {
            throw new CorruptException(
                    "a stored feature state has " + values.length + " different values, of " + most + " at most");
        }
        for (long value : values) {
            long stamp = in.readLong();
            if (stamp == 0) {
                throw new CorruptException("a stored feature state has a value without a time");
            }
            put(value, stamp);
        }
    }

    @Override
    public double result(long time) {
        return Math.min(newest.size(), most);
    }

    private void put(long value, long stamp) {
        long known = newest.countOf(value);
        if (known == 0 || known < stamp) {
            newest.add(value, stamp - known);
            if (newest.size() > 2L * most) {
                giveUp();
            }
        }
    }

    /** Lets go of the values that occurred longest ago, of one time of the least. */
    private void giveUp() {
        if (newest.size() <= most) {
            return;
        }
        long[][] all = new long[newest.size()][];
        int size = 0;
        for (int place = 0; place < newest.places(); place++) {
            if (newest.count(place) != 0) {
                all[size++] = new long[] {newest.count(place), newest.key(place)};
            }
        }
        Arrays.sort(all, Comparator.<long[]>comparingLong(entry -> entry[0]).thenComparingLong(entry -> entry[1]));
        for (int i = 0; i < size - most; i++) {
            newest.add(all[i][1], -all[i][0]);
        }
    }

    /** {@return a number in the order of time that is not 0} The last two instants of all are one. */
    private static long stamp(long eventTime) {
        return eventTime < 0 ? eventTime : Math.min(eventTime, Long.MAX_VALUE - 1) + 1;
    }
}
