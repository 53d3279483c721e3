// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.util.Arrays;

/**
 * Keeps the least hashes that it was given. Adding allocates only while the set grows, to 32 KB at most. Not
 * thread-safe.
 */
final class DistinctCounter {

    private static final int FIRST_SLOTS = 64;
    private static final int MOST_HELD = 2 * DistinctValues.KEPT;

    /** Open addressing; zero is an empty slot, and the hash zero is taken for one. */
    private long[] slots = new long[FIRST_SLOTS];

    private int held;

    /** Of greater hashes there are already enough less ones. */
    private long bound = Long.MAX_VALUE;

    void add(long hash) {
        if (hash <= bound) {
            hold(hash == 0 ? 1 : hash);
        }
    }

    DistinctValues snapshot() {
        return DistinctValues.of(hashes());
    }

    private void hold(long hash) {
        int slot = slot(hash);
        while (slots[slot] != 0) {
            if (slots[slot] == hash) {
                return;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = hash;
        held++;
        if (held == MOST_HELD) {
            keepTheLeast();
        } else if (2 * held > slots.length) {
            rehash(hashes(), 2 * slots.length);
        }
    }

    private void keepTheLeast() {
        long[] least = hashes();
        Arrays.sort(least);
        bound = least[DistinctValues.KEPT - 1];
        rehash(Arrays.copyOf(least, DistinctValues.KEPT), slots.length);
    }

    private void rehash(long[] hashes, int size) {
        slots = new long[size];
        held = 0;
        for (long hash : hashes) {
            hold(hash);
        }
    }

    private long[] hashes() {
        return Arrays.stream(slots).filter(hash -> hash != 0).toArray();
    }

    private int slot(long hash) {
        // The upper bits of the least hashes are all the same.
        return (int) hash & (slots.length - 1);
    }
}
