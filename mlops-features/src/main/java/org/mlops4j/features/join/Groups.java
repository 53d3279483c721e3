// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.join;

/** Row numbers grouped by entity, in each group in order of time; of equal times in order of row. */
final class Groups {

    /** So many rows are sorted faster one by one than by merging. */
    private static final int FEW = 24;

    private final int[] starts;
    private final int[] rows;

    private Groups(int[] starts, int[] rows) {
        this.starts = starts;
        this.rows = rows;
    }

    /**
     * {@return the groups; costs O(n) if the rows are in order of time, O(n log n) if not}
     *
     * @param entities by row; rows with a negative one are in no group
     * @param count how many entities there are
     * @param times by row
     */
    static Groups of(int[] entities, int count, long[] times) {
        int[] starts = new int[count + 1];
        for (int entity : entities) {
            if (entity >= 0) {
                starts[entity + 1]++;
            }
        }
        for (int entity = 0; entity < count; entity++) {
            starts[entity + 1] += starts[entity];
        }
        int[] next = starts.clone();
        int[] rows = new int[starts[count]];
        for (int row = 0; row < entities.length; row++) {
            if (entities[row] >= 0) {
                rows[next[entities[row]]++] = row;
            }
        }
        int[] spare = new int[rows.length];
        for (int entity = 0; entity < count; entity++) {
            if (!isInOrder(rows, starts[entity], starts[entity + 1], times)) {
                sort(rows, starts[entity], starts[entity + 1], times, spare);
            }
        }
        return new Groups(starts, rows);
    }

    int start(int entity) {
        return starts[entity];
    }

    int end(int entity) {
        return starts[entity + 1];
    }

    int row(int index) {
        return rows[index];
    }

    private static void insert(int[] rows, int from, int to, long[] times) {
        for (int i = from + 1; i < to; i++) {
            int row = rows[i];
            int at = i;
            while (at > from && times[rows[at - 1]] > times[row]) {
                rows[at] = rows[at - 1];
                at--;
            }
            rows[at] = row;
        }
    }

    private static boolean isInOrder(int[] rows, int from, int to, long[] times) {
        for (int i = from + 1; i < to; i++) {
            if (times[rows[i - 1]] > times[rows[i]]) {
                return false;
            }
        }
        return true;
    }

    /** Sorts row numbers by time, stable: merges from the bottom, but leaves what is in order as it is. */
    private static void sort(int[] rows, int from, int to, long[] times, int[] spare) {
        if (to - from <= FEW) {
            insert(rows, from, to, times);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(rows, from, middle, times, spare);
        sort(rows, middle, to, times, spare);
        if (times[rows[middle - 1]] <= times[rows[middle]]) {
            return;
        }
        System.arraycopy(rows, from, spare, from, middle - from);
        int left = from;
        int right = middle;
        int at = from;
        while (left < middle) {
            boolean takeRight = right < to && times[rows[right]] < times[spare[left]];
            rows[at++] = takeRight ? rows[right++] : spare[left++];
        }
    }
}
