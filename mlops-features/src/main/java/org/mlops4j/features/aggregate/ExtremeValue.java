// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.mlops4j.error.CorruptException;
import org.mlops4j.features.Function;

/** Minimum and maximum, sliding. */
/*
 * Holds the events that can still become the extreme: those without another one that is at least as new and at least as
 * extreme. By event time, their values go from the most extreme to the least, so the front is the answer; an event that
 * arrives late is put into its place. Amortised O(1) an event in order of time, O(events held) for a late one.
 *
 * Values are compared as whole numbers, called ranks, in the order of Double.compare, reversed for the minimum, with NaN
 * above all others: a NaN in the window is the answer of both.
 */
final class ExtremeValue implements Accumulator {

    private final Function function;
    private final boolean sliding;
    private long[] times = new long[4];
    private long[] ranks = new long[4];
    private int head;
    private int tail;

    private ExtremeValue(Function function, boolean sliding) {
        this.function = function;
        this.sliding = sliding;
    }

    static ExtremeValue sliding(Function function) {
        return new ExtremeValue(function, true);
    }

    /** {@return one that holds a single event, because none ever leaves} */
    static ExtremeValue lifetime(Function function) {
        return new ExtremeValue(function, false);
    }

    @Override
    public void add(long eventTime, long availableAt, double value, double second) {
        insert(sliding ? eventTime : 0, rank(value));
    }

    @Override
    public void remove(long eventTime, long availableAt, double value, double second) {
        while (head < tail && times[head] <= eventTime) {
            head++;
        }
    }

    /**
     * Those that an event kept from being held are as far from being the extreme as it is, unless it is the extreme.
     */
    @Override
    public boolean takeBack(long eventTime, long availableAt, double value, double second) {
        return head == tail || times[head] != eventTime || ranks[head] != rank(value);
    }

    @Override
    public void merge(Accumulator other) {
        ExtremeValue extreme = (ExtremeValue) other;
        for (int i = extreme.head; i < extreme.tail; i++) {
            insert(extreme.times[i], extreme.ranks[i]);
        }
    }

    @Override
    public void copyFrom(Accumulator other) {
        ExtremeValue extreme = (ExtremeValue) other;
        int size = extreme.tail - extreme.head;
        if (times.length < size) {
            times = new long[extreme.times.length];
            ranks = new long[extreme.ranks.length];
        }
        System.arraycopy(extreme.times, extreme.head, times, 0, size);
        System.arraycopy(extreme.ranks, extreme.head, ranks, 0, size);
        head = 0;
        tail = size;
    }

    @Override
    public void clear() {
        head = 0;
        tail = 0;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        Encoding.writeLongs(out, times, head, tail);
        Encoding.writeLongs(out, ranks, head, tail);
    }

    @Override
    public void read(DataInput in) throws IOException {
        clear();
        long[] readTimes = Encoding.readLongs(in);
        long[] readRanks = Encoding.readLongs(in);
        if (readTimes.length != readRanks.length) {
            throw new CorruptException(
                    "a stored feature state has " + readTimes.length + " times and " + readRanks.length + " values");
        }
        for (int i = 0; i < readTimes.length; i++) {
            insert(readTimes[i], readRanks[i]);
        }
    }

    @Override
    public double result(long time) {
        return head == tail ? Double.NaN : value(ranks[head]);
    }

    private void insert(long time, long rank) {
        compact();
        int newer = tail;
        while (newer > head && times[newer - 1] > time) {
            newer--;
        }
        boolean beaten = (newer < tail && ranks[newer] >= rank)
                || (newer > head && times[newer - 1] == time && ranks[newer - 1] >= rank);
        if (beaten) {
            return;
        }
        int keep = newer;
        while (keep > head && ranks[keep - 1] <= rank) {
            keep--;
        }
        place(keep, newer, time, rank);
    }

    /** Puts an entry in place of those from {@code keep} to {@code newer}. */
    private void place(int keep, int newer, long time, long rank) {
        int shift = 1 - (newer - keep);
        if (tail + shift > times.length) {
            times = Arrays.copyOf(times, times.length * 2);
            ranks = Arrays.copyOf(ranks, ranks.length * 2);
        }
        System.arraycopy(times, newer, times, newer + shift, tail - newer);
        System.arraycopy(ranks, newer, ranks, newer + shift, tail - newer);
        times[keep] = time;
        ranks[keep] = rank;
        tail += shift;
    }

    /** Uses the room of those that were removed before growing. */
    private void compact() {
        if (head > 0 && tail == times.length) {
            System.arraycopy(times, head, times, 0, tail - head);
            System.arraycopy(ranks, head, ranks, 0, tail - head);
            tail -= head;
            head = 0;
        }
    }

    private long rank(double value) {
        if (Double.isNaN(value)) {
            return Long.MAX_VALUE;
        }
        long bits = Double.doubleToRawLongBits(value);
        long ordered = bits >= 0 ? bits : bits ^ Long.MAX_VALUE;
        return function == Function.Statistic.MAX ? ordered : ~ordered;
    }

    private double value(long rank) {
        if (rank == Long.MAX_VALUE) {
            return Double.NaN;
        }
        long ordered = function == Function.Statistic.MAX ? rank : ~rank;
        return Double.longBitsToDouble(ordered >= 0 ? ordered : ordered ^ Long.MAX_VALUE);
    }
}
