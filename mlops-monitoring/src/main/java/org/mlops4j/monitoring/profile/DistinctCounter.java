// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.util.Arrays;

/**
 * Keeps the least hashes that it was given. Adding allocates only while the set grows, to 48 KB at most. Not
 * thread-safe.
 */
final class DistinctCounter {

    private static final int FIRST_SLOTS = 64;
    private static final int MOST_HELD = 2 * DistinctValues.KEPT;

    /** Open addressing; zero is an empty slot, and the hash zero is taken for one. */
    private long[] slots = new long[FIRST_SLOTS];

    /** Room for what is held; used again and again, so that a long stream makes no garbage. */
    private long[] room = new long[FIRST_SLOTS];

    private int held;

    /** Of greater hashes there are already enough less ones. */
    private long bound = Long.MAX_VALUE;

    void add(long hash) {
        if (hash <= bound) {
            hold(hash == 0 ? 1 : hash);
        }
    }

    DistinctValues snapshot() {
        collect();
        return DistinctValues.of(Arrays.copyOf(room, held));
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
            grow();
        }
    }

    private void keepTheLeast() {
        collect();
        Arrays.sort(room, 0, held);
        bound = room[DistinctValues.KEPT - 1];
        Arrays.fill(slots, 0);
        holdAgain(DistinctValues.KEPT);
    }

    private void grow() {
        collect();
        slots = new long[4 * slots.length];
        holdAgain(held);
    }

    private void holdAgain(int count) {
        held = 0;
        for (int i = 0; i < count; i++) {
            hold(room[i]);
        }
    }

    private void collect() {
        if (room.length < held) {
            room = new long[Math.min(slots.length, MOST_HELD)];
        }
        int count = 0;
        for (long hash : slots) {
            if (hash != 0) {
                room[count++] = hash;
            }
        }
    }

    private int slot(long hash) {
        // The upper bits of the least hashes are all the same.
        return (int) hash & (slots.length - 1);
    }
}
