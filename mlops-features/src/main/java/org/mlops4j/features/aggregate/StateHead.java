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
 * A state of which the head was read, and what it was written without is to be: as it was written in parts. For one
 * thread.
 *
 * <pre>{@code
 * StateHead head = StateHead.read(plan, back, in);
 * for (Tile tile : head.tiles()) {
 *     head.read(tile, stored(tile));
 * }
 * for (Tile tile : head.aggregated()) {
 *     head.readAggregates(tile, storedAggregates(tile));
 * }
 * EntityState state = head.state(source);
 * }</pre>
 */
public final class StateHead {

    private final ViewPlan plan;
    private final EntityState state;
    private final List<Tile> all;
    private final List<Tile> tiles;
    private final List<TileEvents> events = new ArrayList<>();
    private final List<Accumulator[]> aggregates = new ArrayList<>();
    private final List<Tile> aggregated;
    private final List<Tile> stored;

    private StateHead(ViewPlan plan, EntityState state, List<Tile> all, List<Tile> tiles, List<Tile> stored) {
        this.plan = plan;
        this.state = state;
        this.all = all;
        this.stored = stored;
        this.tiles = tiles;
        this.aggregated = all.stream().filter(tile -> !tiles.contains(tile)).toList();
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
        if (format != EntityState.HEAD && format != EntityState.HEAD_OF_EVENTS) {
            return new StateHead(plan, EntityState.read(plan, back, format, in), List.of(), List.of(), List.of());
        }
        EntityState state = new EntityState(plan, back);
        List<Tile> all = state.readHead(in);
        // What has no partial aggregates yet is stored anew.
        return format == EntityState.HEAD
                ? new StateHead(plan, state, all, state.neededOf(all), all)
                : new StateHead(plan, state, all, all, List.of());
    }

    /** {@return the tiles of which the events have to be read, in their order; none if the head is the whole state} */
    public List<Tile> tiles() {
        return tiles;
    }

    /** {@return the tiles of which the partial aggregates have to be read, in their order} */
    public List<Tile> aggregated() {
        return aggregated;
    }

    /**
     * Reads the next of {@link #tiles}.
     *
     * @return whether these are its events; otherwise it was stored at another time than the head
     * @throws CorruptException if these are no events
     */
    public boolean read(Tile tile, DataInput in) throws IOException {
        TileEvents read = TileEvents.read(plan, in);
        return read.are(tile) && events.add(read);
    }

    /**
     * Reads the partial aggregates of the next of {@link #aggregated}.
     *
     * @return whether these are its own; otherwise they were stored at another time than the head
     * @throws CorruptException if these are no partial aggregates
     */
    public boolean readAggregates(Tile tile, DataInput in) throws IOException {
        Accumulator[] read = TileAggregates.read(plan, tile, in);
        return read != null && aggregates.add(read);
    }

    /**
     * {@return the state, when all has been read}
     *
     * @param source where the state finds the events of the aggregated tiles as time goes on
     */
    public EntityState state(TileSource source) {
        if (events.size() < tiles.size() || aggregates.size() < aggregated.size()) {
            throw new IllegalStateException(
                    events.size() + " of " + tiles.size() + " tiles and the partial aggregates of " + aggregates.size()
                            + " of " + aggregated.size() + " have been read");
        }
        if (!all.isEmpty()) {
            state.complete(all, events, aggregated, aggregates, source);
            state.isStoredAs(stored);
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
}
