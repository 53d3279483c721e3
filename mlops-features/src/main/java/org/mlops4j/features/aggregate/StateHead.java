// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.error.CorruptException;

/**
 * A state of which the head was read, and the tiles are to be: as it was written in parts. For one thread.
 *
 * <pre>{@code
 * StateHead head = StateHead.read(plan, back, in);
 * for (Tile tile : head.tiles()) {
 *     head.read(tile, stored(tile.name()));
 * }
 * EntityState state = head.state();
 * }</pre>
 */
public final class StateHead {

    private static final int CHUNK = 1 << 10;

    private final int width;
    private final EntityState state;
    private final List<Tile> tiles;
    private final List<long[][]> rows = new ArrayList<>();

    private StateHead(ViewPlan plan, EntityState state, List<Tile> tiles) {
        this.width = 2 + plan.slotCount();
        this.state = state;
        this.tiles = List.copyOf(tiles);
    }

    /**
     * {@return the head of a state that was written, as a whole or in parts}
     *
     * @param plan of the same definition
     * @param back as when it was written
     * @throws CorruptException if it is none
     */
    public static StateHead read(ViewPlan plan, long back, DataInput in) throws IOException {
        byte format = in.readByte();
        if (format != EntityState.HEAD) {
            return new StateHead(plan, EntityState.read(plan, back, format, in), List.of());
        }
        EntityState state = new EntityState(plan, back);
        return new StateHead(plan, state, state.readHead(in));
    }

    /** {@return the tiles that have to be read, in their order; none if the head is the whole state} */
    public List<Tile> tiles() {
        return tiles;
    }

    /**
     * Reads the next tile.
     *
     * @return whether these are its events; otherwise it was stored at another time than the head
     * @throws CorruptException if these are no events
     */
    public boolean read(Tile tile, DataInput in) throws IOException {
        long[][] read = readRows(in);
        long digest = 0;
        for (long[] row : read) {
            digest += Tiles.digest(row[0], row[1], row, 2, row.length - 2);
        }
        if (read.length != tile.events() || digest != tile.digest()) {
            return false;
        }
        rows.add(read);
        return true;
    }

    /** {@return the state, when all tiles have been read} */
    public EntityState state() {
        if (rows.size() < tiles.size()) {
            throw new IllegalStateException(rows.size() + " of " + tiles.size() + " tiles have been read");
        }
        if (!tiles.isEmpty()) {
            state.complete(tiles, rows);
        }
        return state;
    }

    static void writeTiles(List<Tile> tiles, DataOutput out) throws IOException {
        out.writeInt(tiles.size());
        for (Tile tile : tiles) {
            out.writeLong(tile.start());
            out.writeByte(tile.bits());
            out.writeInt(tile.events());
            out.writeLong(tile.digest());
        }
    }

    static List<Tile> readTiles(int rootBits, DataInput in) throws IOException {
        int size = (int) Encoding.size(in.readInt());
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Tile tile = new Tile(rootBits, in.readLong(), in.readByte(), in.readInt(), in.readLong());
            boolean behind = i == 0 || tile.start() > tiles.get(i - 1).start();
            if (!behind || tile.bits() < 0 || tile.bits() > rootBits || tile.events() <= 0) {
                throw new CorruptException("a stored feature state has a tile that cannot be: " + tile);
            }
            tiles.add(tile);
        }
        return tiles;
    }

    static void writeRows(long[][] rows, DataOutput out) throws IOException {
        out.writeInt(rows.length);
        for (long[] row : rows) {
            for (long cell : row) {
                out.writeLong(cell);
            }
        }
    }

    private long[][] readRows(DataInput in) throws IOException {
        int size = (int) Encoding.size(in.readInt());
        List<long[]> read = new ArrayList<>(Math.min(size, CHUNK));
        for (int i = 0; i < size; i++) {
            long[] row = new long[width];
            for (int cell = 0; cell < row.length; cell++) {
                row[cell] = in.readLong();
            }
            read.add(row);
        }
        return read.toArray(long[][]::new);
    }
}
