// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.mlops4j.error.CorruptException;

/**
 * Rows of longs in order of their first one, with cheap removal at the front and cheap insertion near the end. Not
 * thread-safe. Insertion costs a binary search and as many moves as there are later rows; equal ones keep the order of
 * insertion.
 */
final class SortedRows {

    /** So many rows have room in any case. */
    private static final int TRIMMED = 64;

    private final int width;
    private long[] cells = new long[0];
    private int first;
    private int end;

    SortedRows(int width) {
        this.width = width;
    }

    /** {@return how many cells a row has} */
    int width() {
        return width;
    }

    int size() {
        return end - first;
    }

    /** {@return the index of the first row whose first cell is at least that} */
    int firstAtLeast(long key) {
        int low = first;
        int high = end;
        // Most look-ups are near the front or behind the end.
        if (low == high || cells[(high - 1) * width] < key) {
            return high - first;
        } else if (cells[low * width] >= key) {
            return 0;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cells[middle * width] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - first;
    }

    /** {@return a cell of a row, both counted from 0} */
    long get(int row, int column) {
        return cells[(first + row) * width + column];
    }

    /** {@return where the cells of a row begin in {@link #cells}} */
    int at(int row) {
        return (first + row) * width;
    }

    /** {@return all cells; valid until the next insertion} */
    long[] cells() {
        return cells;
    }

    /** {@return the index of the row that was inserted; its cells are 0 but for the first} */
    int insert(long key) {
        makeRoom(1);
        // Most rows come in order.
        int at = first == end || cells[(end - 1) * width] <= key ? end : behind(key);
        System.arraycopy(cells, at * width, cells, (at + 1) * width, (end - at) * width);
        end++;
        cells[at * width] = key;
        return at - first;
    }

    /** {@return where the first row stands whose first cell is greater, which is there} */
    private int behind(long key) {
        int low = first;
        int high = end - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cells[middle * width] <= key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Inserts rows that are in order themselves; costs as many moves as there are later rows. */
    void insertAll(List<long[]> rows) {
        makeRoom(rows.size());
        int from = end;
        end += rows.size();
        int to = end;
        for (int next = rows.size() - 1; next >= 0; to--) {
            if (from > first && cells[(from - 1) * width] > rows.get(next)[0]) {
                from--;
                System.arraycopy(cells, from * width, cells, (to - 1) * width, width);
            } else {
                System.arraycopy(rows.get(next), 0, cells, (to - 1) * width, width);
                next--;
            }
        }
    }

    void set(int row, int column, long cell) {
        cells[(first + row) * width + column] = cell;
    }

    void removeFirst(int rows) {
        first += rows;
        if (first == end) {
            first = 0;
            end = 0;
        }
    }

    /** Takes a row out; costs as many moves as there are earlier rows. */
    void remove(int row) {
        System.arraycopy(cells, first * width, cells, (first + 1) * width, row * width);
        removeFirst(1);
    }

    /**
     * Takes out some ranges of rows and gives back their room; costs as many moves as there are rows.
     *
     * @param ranges the first row of each and the first behind it, in order
     */
    void removeRanges(int[] ranges) {
        int to = 0;
        int from = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            to = move(from, ranges[i], to);
            from = ranges[i + 1];
        }
        end = first + move(from, size(), to);
        trim();
    }

    /** {@return the row behind those that were moved to a row} */
    private int move(int from, int end, int to) {
        System.arraycopy(cells, at(from), cells, at(to), (end - from) * width);
        return to + end - from;
    }

    /** Gives back room, where more than half of it is free. */
    void trim() {
        int needed = size() * width;
        if (cells.length > 2 * needed + TRIMMED * width) {
            cells = Arrays.copyOfRange(cells, first * width, first * width + needed + needed / 4);
            end -= first;
            first = 0;
        }
    }

    /** Drops the rows behind the first few. */
    void truncate(int size) {
        end = first + size;
    }

    /** Becomes equal to other rows of the same width; allocates only while growing. */
    void copyFrom(SortedRows other) {
        int length = other.size() * width;
        if (cells.length < length) {
            cells = new long[length];
        }
        System.arraycopy(other.cells, other.first * width, cells, 0, length);
        first = 0;
        end = other.size();
    }

    void clear() {
        first = 0;
        end = 0;
    }

    void write(DataOutput out) throws IOException {
        write(out, 0);
    }

    /** Writes the rows from one on. */
    void write(DataOutput out, int from) throws IOException {
        Encoding.writeLongs(out, cells, (first + from) * width, end * width);
    }

    /** Becomes what was written of rows of the same width. */
    void read(DataInput in) throws IOException {
        cells = Encoding.readLongs(in);
        first = 0;
        end = cells.length / width;
        for (int row = 1; row < end; row++) {
            if (cells[(row - 1) * width] > cells[row * width]) {
                throw new CorruptException("the events of a stored feature state are not in order");
            }
        }
        if (end * width != cells.length) {
            throw new CorruptException("the events of a stored feature state have another number of values");
        }
    }

    private void makeRoom(int rows) {
        if ((end + rows) * width <= cells.length) {
            return;
        }
        int size = size();
        // Moving is worth it only if it frees at least as many rows as it moves.
        if (first <= size || (size + rows) * width > cells.length) {
            cells = Arrays.copyOf(cells, Math.multiplyExact(Math.max(4, end + (end >> 1) + rows), width));
        } else {
            System.arraycopy(cells, first * width, cells, 0, size * width);
            first = 0;
            end = size;
        }
    }
}
