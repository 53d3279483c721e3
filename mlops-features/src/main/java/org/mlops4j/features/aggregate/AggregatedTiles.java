// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tiles of a state of which only partial aggregates are in memory, and the events where they are stored. All events
 * of such a tile can be seen at any time that can be read. Not thread-safe.
 */
final class AggregatedTiles {

    private final ViewPlan plan;
    /** In the order of time; of most states there are none. */
    private final List<Part> parts = new ArrayList<>(0);

    private TileSource source = TileSource.NONE;
    private long events;

    AggregatedTiles(ViewPlan plan) {
        this.plan = plan;
    }

    /** Says where the events are. */
    void from(TileSource stored) {
        source = stored;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** {@return how many events they have, without late ones} */
    long events() {
        return events;
    }

    /** {@return the tiles in the order of time} */
    List<Tile> all() {
        return parts.stream().map(part -> part.tile).toList();
    }

    boolean contains(Tile tile) {
        int at = firstAtLeast(tile.start());
        return at < parts.size() && parts.get(at).tile.start() == tile.start();
    }

    /**
     * Adds a tile that is none of these.
     *
     * @param aggregates one of each partial aggregate of the plan
     */
    void add(Tile tile, Accumulator[] aggregates) {
        parts.add(firstAtLeast(tile.start()), new Part(tile, aggregates));
        events += tile.events();
    }

    private void remove(Tile tile) {
        parts.remove(firstAtLeast(tile.start()));
        events -= tile.events();
    }

    /** Takes note of an event that came after its tile was stored, if it is one of these. The event itself is kept. */
    void came(long eventTime, long availableAt, long[] slots, int from) {
        int at = firstAtLeast(eventTime + 1) - 1;
        if (at >= 0 && parts.get(at).tile.last() >= eventTime) {
            long[] row = new long[2 + plan.slotCount()];
            row[0] = eventTime;
            row[1] = availableAt;
            System.arraycopy(slots, from, row, 2, plan.slotCount());
            parts.get(at).late.add(row);
        }
    }

    /** {@return the tile to which an event time belongs, {@code null} if there is none} */
    @Nullable Tile at(long eventTime) {
        int behind = eventTime == Long.MAX_VALUE ? parts.size() : firstAtLeast(eventTime + 1);
        return behind > 0 && parts.get(behind - 1).tile.holds(eventTime) ? parts.get(behind - 1).tile : null;
    }

    /** {@return the first event time of the first tile that begins then or later, {@link Long#MAX_VALUE} for none} */
    long firstFrom(long eventTime) {
        int at = firstAtLeast(eventTime);
        return at < parts.size() ? parts.get(at).tile.start() : Long.MAX_VALUE;
    }

    /** Collects the tile that begins before an event time and goes on behind it, if there is one. */
    void across(long eventTime, Set<Tile> into) {
        int before = firstAtLeast(eventTime) - 1;
        if (before >= 0 && parts.get(before).tile.last() >= eventTime) {
            into.add(parts.get(before).tile);
        }
    }

    /** Collects the tiles that have a part in a range of event times, of which the end does not belong to it. */
    void within(long from, long to, Set<Tile> into) {
        if (from < to) {
            across(from, into);
            int end = firstAtLeast(to);
            for (int at = firstAtLeast(from); at < end; at++) {
                into.add(parts.get(at).tile);
            }
        }
    }

    /** Adds to an aggregation what the tiles add up to that lie in a range of event times as a whole. */
    void mergeWithin(int feature, long from, long to, Accumulator into) {
        int partial = plan.partial(feature);
        if (from < to && partial != ViewPlan.NO_PARTIAL) {
            int end = firstAtLeast(to);
            for (int at = firstAtLeast(from); at < end; at++) {
                Part part = parts.get(at);
                if (part.tile.last() < to) {
                    into.merge(part.aggregates[partial]);
                }
            }
        }
    }

    /** Forgets the tiles before an event time. */
    void forgetBefore(long eventTime) {
        while (!parts.isEmpty() && parts.get(0).tile.start() < eventTime) {
            remove(parts.get(0).tile);
        }
    }

    void clear() {
        parts.clear();
        events = 0;
    }

    /**
     * {@return the events of some tiles, without those that came after they were stored} They are no longer among these
     * tiles. If they cannot be read, nothing has changed.
     */
    List<long[][]> take(Collection<Tile> some) {
        List<Tile> tiles = List.copyOf(some);
        List<TileEvents> stored = source.read(tiles);
        List<long[][]> taken = new ArrayList<>();
        for (int i = 0; i < tiles.size(); i++) {
            long[][] rows = parts.get(firstAtLeast(tiles.get(i).start())).without(stored.get(i));
            if (rows == null) {
                throw source.unfit(tiles.get(i));
            }
            taken.add(rows);
        }
        tiles.forEach(this::remove);
        return taken;
    }

    /** {@return the index of the first tile that begins then or later} */
    private int firstAtLeast(long eventTime) {
        int low = 0;
        int high = parts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (parts.get(middle).tile.start() < eventTime) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** A tile, and what came after it was stored. */
    private static final class Part {

        private final Tile tile;
        private final Accumulator[] aggregates;
        private final List<long[]> late = new ArrayList<>();

        Part(Tile tile, Accumulator[] aggregates) {
            this.tile = tile;
            this.aggregates = aggregates;
        }

        /**
         * {@return the events as the tile names them, {@code null} if these are others} Another process may have stored
         * some of the late ones already: the first that came here, unless the two learned of them in another order.
         * Then those are looked for that are there, of which none may be equal to an event that is not late.
         */
        long @Nullable [][] without(TileEvents stored) {
            TreeMap<long[], Integer> first = new TreeMap<>(Arrays::compare);
            Tile grown = tile;
            for (long[] row : late) {
                if (stored.are(grown)) {
                    break;
                }
                grown = grown.with(row);
                first.merge(row, 1, Integer::sum);
            }
            TileEvents rest = stored.without(first);
            return rest.are(tile) ? rest.rows() : null;
        }
    }
}
