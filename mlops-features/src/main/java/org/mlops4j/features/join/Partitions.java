// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.join;

/**
 * Rows of longs, cut by entity into parts that fit a cache: rows of one entity are in one part, in their order. Without
 * the cut, each look at a row of the next entity would wait for memory.
 */
final class Partitions {

    private static final int ROWS = 1 << 14;

    private final int entities;
    private final int width;
    private final long[][] parts;
    private final int[] filled;

    /**
     * Makes room.
     *
     * @param numbers the entity of each row to come, from 0; negative ones belong nowhere
     * @param entities how many there are
     * @param count how many parts
     * @param width longs in a row; the first is the entity
     */
    Partitions(int[] numbers, int entities, int count, int width) {
        this.entities = entities;
        this.width = width;
        int[] sizes = new int[count];
        for (int entity : numbers) {
            if (entity >= 0) {
                sizes[part(entity, count)]++;
            }
        }
        parts = new long[count][];
        for (int part = 0; part < count; part++) {
            parts[part] = new long[Math.multiplyExact(sizes[part], width)];
        }
        filled = new int[count];
    }

    /** {@return into how many parts to cut so many rows of so many entities} */
    static int count(int rows, int entities) {
        return Math.max(1, Math.min(entities, rows / ROWS));
    }

    /** {@return where the next row of an entity is to be filled in, behind its first long} */
    int next(int entity) {
        int part = part(entity, parts.length);
        int at = filled[part];
        parts[part][at] = entity;
        filled[part] = at + width;
        return at + 1;
    }

    /** {@return the rows of the part that an entity is in} */
    long[] cellsOf(int entity) {
        return parts[part(entity, parts.length)];
    }

    long[] cells(int part) {
        return parts[part];
    }

    /** Lets go of a part. */
    void drop(int part) {
        parts[part] = new long[0];
    }

    int rows(int part) {
        return parts[part].length / width;
    }

    /** {@return the first entity that may be in a part, or behind the last one} */
    int firstEntity(int part) {
        // The least entity for which part(entity) is at least that part.
        return (int) (((long) part * entities + parts.length - 1) / parts.length);
    }

    /** {@return the entity of each row of a part, counted from the first one that may be in it} */
    int[] localEntities(int part) {
        int[] local = new int[rows(part)];
        int first = firstEntity(part);
        for (int row = 0; row < local.length; row++) {
            local[row] = (int) parts[part][row * width] - first;
        }
        return local;
    }

    private int part(int entity, int count) {
        return (int) ((long) entity * count / entities);
    }
}
