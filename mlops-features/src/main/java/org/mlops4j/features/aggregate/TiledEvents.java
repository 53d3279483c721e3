// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a state are in memory, and which are in stored tiles alone, of which it holds what they add up to.
 * Not thread-safe.
 */
final class TiledEvents {

    /** To give back the events of fewer is not worth the reads that bring them again. */
    private static final int FEW_TILES = 4;

    private static final Accumulator[] NO_AGGREGATES = {};

    private final ViewPlan plan;
    private final long back;
    private final KeptEvents kept;
    private final RecentEvents recent;
    private final AggregatedTiles aggregated;
    private final LiveWindows windows;
    /** Null while few events are kept, and until the state is written in parts. */
    private @Nullable Tiles tiles;

    /** @param windows over these events */
    TiledEvents(
            ViewPlan plan,
            long back,
            KeptEvents kept,
            RecentEvents recent,
            AggregatedTiles aggregated,
            LiveWindows windows) {
        this.plan = plan;
        this.back = back;
        this.kept = kept;
        this.recent = recent;
        this.aggregated = aggregated;
        this.windows = windows;
    }

    /** Says where the events of stored tiles are. */
    void from(TileSource source) {
        aggregated.from(source);
    }

    /** Forgets all tiles. */
    void clear() {
        aggregated.clear();
        tiles = null;
    }

    /** Takes note of an event that came. */
    void add(long eventTime, long availableAt, long[] slots, int at) {
        if (tiles != null) {
            tiles.add(eventTime, availableAt, slots, at);
            aggregated.came(eventTime, availableAt, slots, at);
        }
    }

    /** Forgets the tiles before an event time, and takes up those that come into use at a time. */
    void move(long from, long time) {
        if (tiles != null) {
            tiles.move(from, time);
            aggregated.forgetBefore(from);
        }
    }

    /**
     * {@return the tiles, as they are now}
     *
     * @param from before this event time nothing is kept
     * @param time of the state
     */
    Tiles tiles(long from, long time) {
        if (kept.size() + aggregated.events() <= plan.mostOfTile()) {
            keepAll();
            tiles = null;
            return noTiles(from, time);
        }
        if (tiles == null) {
            tiles = noTiles(from, time);
            tiles.cut();
        }
        return tiles;
    }

    private Tiles noTiles(long from, long time) {
        return new Tiles(plan, back, kept, recent, aggregated, this::keep, from, time);
    }

    /** Becomes what was stored, of which no tile has been read yet; as for {@link #tiles}. */
    void read(List<Tile> all, long from, long time) {
        tiles = noTiles(from, time);
        tiles.read(all);
    }

    /** Takes what a tile adds up to in place of its events, a tile behind all others. */
    void readAggregates(Tile tile, Accumulator[] aggregates) {
        aggregated.add(tile, aggregates);
    }

    /** Says that some tiles are stored as they are. */
    void isStoredAs(List<Tile> some) {
        if (tiles != null) {
            tiles.stored(some);
        }
    }

    /** Keeps all events in memory. */
    void keepAll() {
        keep(aggregated.all());
    }

    /** Keeps the events of tiles that are only aggregated; if they cannot be read, nothing changes. */
    void keep(Collection<Tile> some) {
        if (!some.isEmpty()) {
            // All of them are visible.
            aggregated.take(some).forEach(rows -> kept.insertAll(List.of(rows)));
            windows.read();
        }
    }

    /**
     * {@return those of some tiles whose events are needed at a time} The events of a tile may have partial aggregates
     * in their place when all of them could be seen at any time that can be read.
     */
    List<Tile> neededOf(List<Tile> all, long time) {
        Set<Tile> needed = needed(all, windows -> windows.needed(time));
        return all.stream().filter(needed::contains).toList();
    }

    private Set<Tile> needed(List<Tile> all, Function<LiveWindows, Set<Tile>> ofWindows) {
        AggregatedTiles tilesOfAll = new AggregatedTiles(plan);
        all.forEach(tile -> tilesOfAll.add(tile, NO_AGGREGATES));
        Set<Tile> needed = new HashSet<>(ofWindows.apply(windows.over(tilesOfAll)));
        Tile last = null;
        for (int row = 0; row < recent.size(); row++) {
            long eventTime = recent.eventTime(row);
            // Most lie in the tile of the one before.
            if (last == null || !last.holds(eventTime)) {
                last = tilesOfAll.at(eventTime);
                if (last != null) {
                    needed.add(last);
                }
            }
        }
        return needed;
    }

    /**
     * Gives back the events of tiles that are stored, all of which can be seen at any time that can be read, unless few
     * events are in memory.
     *
     * @param earliest the first time that can be read
     * @param time of the state, at which the windows stand
     */
    void release(long earliest, long time) {
        if (tiles == null || kept.size() <= FEW_TILES * plan.mostOfTile()) {
            return;
        }
        List<Tile> all = tiles.present();
        Set<Tile> needed = needed(all, windows -> windows.near(earliest, time));
        List<Tile> released = new ArrayList<>();
        for (Tile tile : all) {
            if (tiles.isStored(tile) && !aggregated.contains(tile) && !needed.contains(tile)) {
                aggregated.add(tile, TileAggregates.of(plan, tiles.events(tile)));
                released.add(tile);
            }
        }
        if (!released.isEmpty()) {
            kept.remove(released);
            windows.read();
        }
        recent.trim();
    }
}
