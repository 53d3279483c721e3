// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.join;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of longs, cut by entity into parts that fit a cache: rows of one entity are in one part, in their order. Without
 * the cut, each look at a row of the next entity would wait for memory. One thread fills them, then several may take
 * them out, each part once.
 */
/*
 * A part grows by chunks, since nobody knows how many rows will come; what is known to come gets one chunk, which need
 * not be put together with others later. When the chunks take more memory than they may,
 * all of them go to the file: of each part what it has, one piece after the other.
 */
final class Partitions implements AutoCloseable {

    private static final int ROWS = 1 << 14;
    private static final int CHUNK_ROWS = 256;

    private final int entities;
    private final int bits;
    private final int width;
    private final List<Part> parts;
    private final @Nullable Spill spill;
    private @Nullable SpillFile file;
    private long held;
    private long[] cells = new long[0];

    /**
     * Begins without rows.
     *
     * @param entities how many there are
     * @param bits of {@link #bits}
     * @param width longs in a row; the first is the entity
     * @param spill where to go when memory is full, or {@code null} to stay there
     */
    Partitions(int entities, int bits, int width, @Nullable Spill spill) {
        this.entities = entities;
        this.bits = bits;
        this.width = width;
        this.parts = Stream.generate(Part::new).limit(count(entities, bits)).toList();
        this.spill = spill;
    }

    /** {@return how many entities to put into a part, as a power of 2, of about so many rows of so many entities} */
    static int bits(long rows, int entities) {
        long most = Math.max(1, rows / ROWS);
        int bits = 0;
        while (count(entities, bits) > most) {
            bits++;
        }
        return bits;
    }

    private static int count(int entities, int bits) {
        return entities == 0 ? 1 : ((entities - 1) >>> bits) + 1;
    }

    /** {@return how many parts there are} */
    int count() {
        return parts.size();
    }

    /**
     * Says that a row of each of these entities will follow.
     *
     * @param entities negative ones are not counted
     */
    void expect(int[] entities) {
        for (int entity : entities) {
            if (entity >= 0) {
                parts.get(entity >>> bits).expected++;
            }
        }
    }

    /**
     * {@return where the next row of an entity begins in {@link #cells}; all but its first long is to be filled in}
     *
     * @throws org.mlops4j.error.StorageException if memory is full and the file cannot be written
     */
    int next(int entity) {
        Part part = parts.get(entity >>> bits);
        if (part.filled == part.last.length) {
            grow(part);
        }
        int at = part.filled;
        part.last[at] = entity;
        part.filled = at + width;
        cells = part.last;
        return at;
    }

    /** {@return where the row is that was added last} */
    long[] cells() {
        return cells;
    }

    /** {@return all rows of a part, which is empty from now on} */
    long[] take(int part) {
        return parts.get(part).take(file);
    }

    /** {@return the entity of each row of a part, counted from the first one that may be in it} */
    int[] localEntities(int part, long[] cells) {
        int[] local = new int[cells.length / width];
        int first = part << bits;
        for (int row = 0; row < local.length; row++) {
            local[row] = (int) cells[row * width] - first;
        }
        return local;
    }

    /** {@return how many entities may be in a part} */
    int entities(int part) {
        return Math.min(entities, (part + 1) << bits) - (part << bits);
    }

    /** Removes the file, if there is one. */
    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }

    private void grow(Part part) {
        // What may spill comes in small pieces, so that it takes no more memory than it may.
        int rows = spill == null ? Math.max(CHUNK_ROWS, part.expected) : CHUNK_ROWS;
        long bytes = (long) rows * width * Long.BYTES;
        if (spill != null && held + bytes > spill.bytes()) {
            if (file == null) {
                file = SpillFile.in(spill.directory());
            }
            for (Part full : parts) {
                full.moveTo(file);
            }
            held = 0;
        }
        part.grow(new long[Math.multiplyExact(rows, width)]);
        part.expected = 0;
        held += bytes;
    }

    /** The rows of a few entities. */
    private static final class Part {

        private final List<long[]> full = new ArrayList<>();
        private final List<Piece> pieces = new ArrayList<>();
        private long[] last = new long[0];
        private int filled;
        /** How many rows will come, as far as it is known. */
        private int expected;

        void grow(long[] chunk) {
            if (filled > 0) {
                full.add(last);
            }
            last = chunk;
            filled = 0;
        }

        void moveTo(SpillFile file) {
            for (long[] chunk : full) {
                pieces.add(new Piece(file.write(chunk, chunk.length), chunk.length));
            }
            if (filled > 0) {
                pieces.add(new Piece(file.write(last, filled), filled));
            }
            clear();
        }

        long[] take(@Nullable SpillFile file) {
            if (full.isEmpty() && pieces.isEmpty() && filled == last.length) {
                long[] all = last;
                clear();
                return all;
            }
            long length = filled;
            for (long[] chunk : full) {
                length += chunk.length;
            }
            for (Piece piece : pieces) {
                length += piece.length;
            }
            long[] cells = new long[Math.toIntExact(length)];
            int at = 0;
            if (file != null) {
                for (Piece piece : pieces) {
                    file.read(piece.at, cells, at, piece.length);
                    at += piece.length;
                }
            }
            for (long[] chunk : full) {
                System.arraycopy(chunk, 0, cells, at, chunk.length);
                at += chunk.length;
            }
            System.arraycopy(last, 0, cells, at, filled);
            pieces.clear();
            clear();
            return cells;
        }

        private void clear() {
            full.clear();
            last = new long[0];
            filled = 0;
        }
    }

    /** Where some longs are in the file. */
    private record Piece(long at, int length) {}
}
