// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.util.Arrays;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * How many different values there are: exact below {@value #KEPT}, and about so beyond, with a standard error of 3.1 %.
 * Immutable. Adds up in any order to the bits of the whole.
 */
/*
 * The least k hashes of the values. If k of them fill the share s of all possible hashes, there are about (k - 1) / s
 * different values, with a relative standard error of 1 / sqrt(k - 2). The least k hashes of a whole are among the least k
 * of its parts, so parts add up exactly.
 *
 * Z. Bar-Yossef, T. Jayram, R. Kumar, D. Sivakumar, L. Trevisan, Counting distinct elements in a data stream, RANDOM 2002;
 * K. Beyer, P. Haas, B. Reinwald, Y. Sismanis, R. Gemulla, On synopses for distinct-value estimation, SIGMOD 2007.
 *
 * HyperLogLog would need a quarter of the memory for the same error, but is nowhere exact, and most columns that are asked
 * for their number of values have few.
 */
public final class DistinctValues {

    /** 8 KB, and as many values as a column of categories has at most. */
    public static final int KEPT = 1_024;

    /** No values. */
    public static final DistinctValues NONE = new DistinctValues(new long[0]);

    /** Ascending, each once. */
    private final long[] hashes;

    private DistinctValues(long[] hashes) {
        this.hashes = hashes;
    }

    /** {@return the values of these hashes, in any order; the array is sorted} */
    static DistinctValues of(long... hashes) {
        Arrays.sort(hashes);
        int count = 0;
        for (int i = 0; i < hashes.length && count < KEPT; i++) {
            if (i == 0 || hashes[i] != hashes[i - 1]) {
                hashes[count++] = hashes[i];
            }
        }
        return new DistinctValues(Arrays.copyOf(hashes, count));
    }

    /**
     * {@return the values whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is none
     */
    public static DistinctValues from(Document document) {
        return of(StoredLongs.from(document.get("hashes")));
    }

    /** {@return the number of different values, from 0; rounded where it is an estimate} */
    public long count() {
        if (exact()) {
            return hashes.length;
        }
        double share = (hashes[KEPT - 1] - (double) Long.MIN_VALUE) / 0x1p64;
        return Math.round((KEPT - 1) / share);
    }

    /** {@return whether the number is exact, but for values whose hashes of 64 bits happen to be equal} */
    public boolean exact() {
        return hashes.length < KEPT;
    }

    /** {@return the values of both} */
    public DistinctValues plus(DistinctValues other) {
        long[] least = new long[Math.min(KEPT, hashes.length + other.hashes.length)];
        int count = 0;
        int mine = 0;
        int theirs = 0;
        while (count < least.length && (mine < hashes.length || theirs < other.hashes.length)) {
            boolean first =
                    theirs == other.hashes.length || (mine < hashes.length && hashes[mine] <= other.hashes[theirs]);
            long next = first ? hashes[mine] : other.hashes[theirs];
            least[count++] = next;
            mine += mine < hashes.length && hashes[mine] == next ? 1 : 0;
            theirs += theirs < other.hashes.length && other.hashes[theirs] == next ? 1 : 0;
        }
        return new DistinctValues(Arrays.copyOf(least, count));
    }

    /** {@return the hashes as a fresh array, ascending} */
    long[] toArray() {
        return hashes.clone();
    }

    /** {@return the form in which values are stored; the number is there for readers only} */
    public Document toDocument() {
        return Document.object().with("count", count()).with("hashes", StoredLongs.toDocument(hashes));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DistinctValues values && Arrays.equals(values.hashes, hashes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hashes);
    }

    @Override
    public String toString() {
        return (exact() ? "" : "about ") + count() + " different values";
    }
}
