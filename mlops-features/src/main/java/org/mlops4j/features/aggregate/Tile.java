// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

/**
 * A part of the events of a state, by event time: what is stored by itself.
 *
 * @param rootBits how long the roots of the state are, as a power of two of nanoseconds
 * @param start the first event time that belongs to it, a multiple of its length
 * @param bits how long it is, as a power of two of nanoseconds
 * @param events how many it has
 * @param digest tells its events from others, whatever their order
 */
public record Tile(int rootBits, long start, int bits, int events, long digest) {

    /** More roots than are in use at once. */
    private static final int NAMED_ROOTS = 16;

    /** {@return the tile with one more event, a row of it} */
    Tile with(long[] row) {
        return new Tile(rootBits, start, bits, events + 1, digest + Tiles.digest(row));
    }

    /** {@return whether an event time belongs to it} */
    boolean holds(long eventTime) {
        return eventTime >> bits == start >> bits;
    }

    /** {@return the last event time that belongs to it} */
    long last() {
        return start + (1L << bits) - 1;
    }

    /**
     * {@return what it is called among the tiles of its entity} Names are used again when a root is out of use, so that
     * there never are more of them than the windows need.
     */
    public String name() {
        long root = start >> rootBits;
        long inRoot = (start - (root << rootBits)) >> bits;
        return Math.floorMod(root, NAMED_ROOTS) + "." + (rootBits - bits) + "." + inRoot;
    }
}
