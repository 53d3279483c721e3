// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.mlops4j.error.CorruptException;

/** The events of a tile as they are stored: in the order of all their values, in which they did not come. Immutable. */
public final class TileEvents {

    private static final int CHUNK = 1 << 10;

    private final long[][] rows;
    private final long digest;

    /** @param rows event time, the instant from which it could be known, and values */
    private TileEvents(long[][] rows) {
        this.rows = rows;
        this.digest = Arrays.stream(rows).mapToLong(Tiles::digest).sum();
    }

    /** @param rows in any order */
    static TileEvents of(List<long[]> rows) {
        long[][] ordered = rows.toArray(long[][]::new);
        Arrays.sort(ordered, Arrays::compare);
        return new TileEvents(ordered);
    }

    /**
     * {@return the events that were written}
     *
     * @param plan of the same definition
     * @throws CorruptException if there are none
     */
    public static TileEvents read(ViewPlan plan, DataInput in) throws IOException {
        int size = (int) Encoding.size(in.readInt());
        List<long[]> read = new ArrayList<>(Math.min(size, CHUNK));
        for (int i = 0; i < size; i++) {
            long[] row = new long[2 + plan.slotCount()];
            for (int cell = 0; cell < row.length; cell++) {
                row[cell] = in.readLong();
            }
            if (i > 0 && Arrays.compare(read.get(i - 1), row) > 0) {
                throw new CorruptException("the events of a stored tile are not in order");
            }
            read.add(row);
        }
        return new TileEvents(read.toArray(long[][]::new));
    }

    /** Writes them, in an order that does not depend on the one in which they came. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(rows.length);
        for (long[] row : rows) {
            for (long cell : row) {
                out.writeLong(cell);
            }
        }
    }

    /**
     * Writes what they add up to, to be read by {@link StateHead#readAggregates}.
     *
     * @param plan of the same definition
     */
    public void writeAggregates(ViewPlan plan, DataOutput out) throws IOException {
        TileAggregates.write(plan, this, out);
    }

    long digest() {
        return digest;
    }

    long[][] rows() {
        return rows;
    }

    /** {@return whether a tile names these events} */
    boolean are(Tile tile) {
        return rows.length == tile.events() && digest == tile.digest();
    }

    /** {@return these events but for others, as often as they are among those; none is left of them} */
    TileEvents without(SortedMap<long[], Integer> others) {
        List<long[]> rest = new ArrayList<>();
        for (long[] row : rows) {
            int times = others.getOrDefault(row, 0);
            if (times == 0) {
                rest.add(row);
            } else {
                others.put(row, times - 1);
            }
        }
        return new TileEvents(rest.toArray(long[][]::new));
    }
}
