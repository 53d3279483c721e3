// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parts of one state as a store keeps them: of each, the one that holds the events up to the greatest position. */
final class StoredParts implements TileSource {

    private static final String HEAD = "head";

    /** By their name. */
    final Map<String, byte[]> parts = new TreeMap<>();

    private final ViewPlan plan;
    private final long back;
    private final Map<String, Long> positions = new TreeMap<>();
    private long newest;
    /** How many tiles were read for their events. */
    int tilesRead;

    StoredParts(ViewPlan plan, long back) {
        this.plan = plan;
        this.back = back;
    }

    /**
     * Stores the head and the tiles that changed.
     *
     * @param position up to where the state holds the events
     */
    void put(EntityState state, long position) {
        Tiles tiles = state.tiles();
        List<Tile> changed =
                tiles.all().stream().filter(tile -> !tiles.isStored(tile)).toList();
        // All or none.
        Map<String, byte[]> written = new TreeMap<>();
        for (Tile tile : changed) {
            TileEvents events = tiles.events(tile);
            written.put(events(tile), bytes(events::write));
            written.put(aggregates(tile), bytes(out -> events.writeAggregates(plan, out)));
        }
        written.put(HEAD, bytes(state::writeHead));
        written.keySet().removeIf(name -> position < positions.getOrDefault(name, 0L));
        parts.putAll(written);
        written.keySet().forEach(name -> positions.put(name, position));
        tiles.stored(changed);
    }

    /** {@return the name of the events of a tile} */
    static String events(Tile tile) {
        return "tile " + tile.name();
    }

    /** {@return the name of the partial aggregates of a tile} */
    static String aggregates(Tile tile) {
        return "sums " + tile.name();
    }

    /** {@return up to where the state that is stored holds the events} */
    long position() {
        return positions.getOrDefault(HEAD, 0L);
    }

    /** {@return the head, of which nothing else has been read} */
    StateHead head() {
        try {
            return StateHead.read(plan, back, in(HEAD));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the state as it is stored, {@code null} if its parts do not go together} */
    @Nullable EntityState state() {
        StateHead head = head();
        try {
            for (Tile tile : head.tiles()) {
                tilesRead++;
                if (!head.read(tile, in(events(tile)))) {
                    return null;
                }
            }
            for (Tile tile : head.aggregated()) {
                if (!head.readAggregates(tile, in(aggregates(tile)))) {
                    return null;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return head.state(this);
    }

    @Override
    public List<TileEvents> read(List<Tile> tiles) {
        tilesRead += tiles.size();
        newest = tiles.stream()
                .mapToLong(tile -> positions.getOrDefault(events(tile), 0L))
                .max()
                .orElse(0);
        return tiles.stream().map(this::read).toList();
    }

    private TileEvents read(Tile tile) {
        try {
            return TileEvents.read(plan, in(events(tile)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RuntimeException unfit(Tile tile) {
        return new Unfit(newest);
    }

    DataInputStream in(String name) {
        return new DataInputStream(new ByteArrayInputStream(requireNonNull(parts.get(name), name)));
    }

    static byte[] bytes(Writing part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            part.writeTo(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes a part. */
    interface Writing {

        void writeTo(DataOutput out) throws IOException;
    }

    /** A tile that was read is another one. */
    static final class Unfit extends RuntimeException {

        private static final long serialVersionUID = 1;

        /** Up to where what was read holds the events. */
        final long position;

        Unfit(long position) {
            super("other events, those up to " + position);
            this.position = position;
        }
    }
}
