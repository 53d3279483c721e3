// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.mlops4j.error.CorruptException;

/**
 * How often each of many longs occurs; those that do not occur take no room. Not thread-safe. The order of the entries
 * says nothing.
 */
final class LongCounts {

    private static final int LEAST = 8;

    private long[] keys = new long[LEAST];
    private long[] counts = new long[LEAST];
    private int size;
    private long total;

    /** {@return how many different keys occur} */
    int size() {
        return size;
    }

    /** {@return how often all keys occur together} */
    long total() {
        return total;
    }

    /** {@return the number of places to look at: a place holds an entry if its {@link #count} is not 0} */
    int places() {
        return keys.length;
    }

    long key(int place) {
        return keys[place];
    }

    long count(int place) {
        return counts[place];
    }

    /** Lets a key occur so many times more, or less if negative; never less than 0 times. */
    void add(long key, long times) {
        int place = place(key);
        if (counts[place] == 0) {
            keys[place] = key;
            size++;
        }
        counts[place] += times;
        total += times;
        if (counts[place] == 0) {
            close(place);
        } else if (2 * size > keys.length) {
            grow();
        }
    }

    void addAll(LongCounts other) {
        for (int place = 0; place < other.keys.length; place++) {
            if (other.counts[place] != 0) {
                add(other.keys[place], other.counts[place]);
            }
        }
    }

    void copyFrom(LongCounts other) {
        if (keys.length != other.keys.length) {
            keys = new long[other.keys.length];
            counts = new long[other.keys.length];
        }
        System.arraycopy(other.keys, 0, keys, 0, keys.length);
        System.arraycopy(other.counts, 0, counts, 0, keys.length);
        size = other.size;
        total = other.total;
    }

    void clear() {
        Arrays.fill(counts, 0);
        size = 0;
        total = 0;
    }

    /** {@return the keys in ascending order, in an array that may be longer} */
    long[] sorted(long[] into) {
        long[] sorted = into.length < size ? new long[keys.length] : into;
        int at = 0;
        for (int place = 0; place < keys.length; place++) {
            if (counts[place] != 0) {
                sorted[at++] = keys[place];
            }
        }
        Arrays.sort(sorted, 0, size);
        return sorted;
    }

    long countOf(long key) {
        return counts[place(key)];
    }

    void write(DataOutput out) throws IOException {
        // In ascending order: equal states are equal bytes.
        long[] sorted = sorted(new long[0]);
        Encoding.writeLongs(out, sorted, 0, size);
        for (int i = 0; i < size; i++) {
            out.writeLong(countOf(sorted[i]));
        }
    }

    void read(DataInput in) throws IOException {
        clear();
        for (long key : Encoding.readLongs(in)) {
            long count = in.readLong();
            if (count <= 0 || countOf(key) != 0) {
                throw new CorruptException("a stored feature state counts the value " + key + " " + count + " times");
            }
            add(key, count);
        }
    }

    /** Takes an entry out and moves those up that would no longer be found. */
    private void close(int gap) {
        size--;
        int mask = keys.length - 1;
        int free = gap;
        for (int place = (free + 1) & mask; counts[place] != 0; place = (place + 1) & mask) {
            int home = home(keys[place]);
            if (((place - home) & mask) >= ((place - free) & mask)) {
                keys[free] = keys[place];
                counts[free] = counts[place];
                counts[place] = 0;
                free = place;
            }
        }
    }

    private int place(long key) {
        int place = home(key);
        while (counts[place] != 0 && keys[place] != key) {
            place = (place + 1) & (keys.length - 1);
        }
        return place;
    }

    private int home(long key) {
        long mixed = (key ^ (key >>> 32)) * 0x9e37_79b9_7f4a_7c15L;
        return (int) (mixed >>> 33) & (keys.length - 1);
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldCounts = counts;
        keys = new long[2 * oldKeys.length];
        counts = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldCounts[i] != 0) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                counts[place] = oldCounts[i];
            }
        }
    }
}
