// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.features.expression.SplitMix64;

/**
 * The parts into which the events of a state are cut, and which of those are stored as they are: so an event that comes
 * costs the tile into which it falls, not all events of the longest window. Not thread-safe.
 */
/*
 * Time is cut into roots, about an eighth of what the windows may ask for. A root of too many events is halved, its
 * halves likewise, and so on: so the tiles follow from the events alone, whatever the order in which they came, and
 * wherever events lie close together tiles are short. Events are forgotten by whole roots. Those of roots far ahead of
 * the time of the state are left to its recent events, so that few roots are in use at once.
 *
 * An event belongs to its tile from when it is pushed, though it may become visible much later: when it is visible
 * depends on how far reads have moved a state on, and two processes that share a store do not read the same.
 *
 * A state of few events has no tiles, so that most states do without the look-up of one at each event.
 */
public final class Tiles {

    /** A tile of more events is halved; a state of no more has no tiles. What is stored goes by it. */
    static final int MOST = 1_024;

    /** Roots are an eighth of the reach, and 8 ns at least. */
    private static final int REACH_BITS = 3;

    private static final int AHEAD = 4;

    private final ViewPlan plan;
    private final long back;
    private final int rootBits;
    private final KeptEvents kept;
    private final RecentEvents recent;
    private final AggregatedTiles aggregated;
    private final Consumer<List<Tile>> reading;
    private final TreeMap<Long, Part> parts = new TreeMap<>();
    private long first;
    private long last;

    /**
     * Creates no tiles.
     *
     * @param recent of which those that are not visible yet belong to the tiles
     * @param aggregated those whose events are not kept
     * @param reading keeps the events of such tiles
     * @param from before this event time nothing is kept
     * @param time of the state
     */
    Tiles(
            ViewPlan plan,
            long back,
            KeptEvents kept,
            RecentEvents recent,
            AggregatedTiles aggregated,
            Consumer<List<Tile>> reading,
            long from,
            long time) {
        this.plan = plan;
        this.back = back;
        this.kept = kept;
        this.recent = recent;
        this.aggregated = aggregated;
        this.reading = reading;
        this.rootBits = rootBits(plan, back);
        this.first = from >> rootBits;
        this.last = last(time);
    }

    /** {@return the length of roots, as a power of two of nanoseconds} */
    static int rootBits(ViewPlan plan, long back) {
        // A reach of all time has the greatest number of bits as well.
        long reach = Math.max(plan.reach(), plan.reach() + back);
        return Math.max(REACH_BITS, Long.SIZE - Long.numberOfLeadingZeros(reach) - REACH_BITS);
    }

    /** {@return all tiles, in the order of time; none if there are few events} */
    public List<Tile> all() {
        for (Part part : new ArrayList<>(parts.values())) {
            if (part.events > plan.mostOfTile() && part.bits > 0) {
                require(tile(part));
                parts.remove(part.start);
                cut(part.start, part.bits);
            }
        }
        return present();
    }

    /** {@return all tiles, of which none is cut though it may be too large} */
    List<Tile> present() {
        return parts.values().stream().map(this::tile).toList();
    }

    /** {@return the events of a tile, to be written} */
    public TileEvents events(Tile tile) {
        require(tile);
        return TileEvents.of(rows(tile.start(), tile.bits()).toList());
    }

    /** Keeps the events of a tile that is only aggregated. */
    private void require(Tile tile) {
        if (aggregated.contains(tile)) {
            reading.accept(List.of(tile));
        }
    }

    /** {@return whether a tile is stored as it is, as {@link #stored} was told} */
    public boolean isStored(Tile tile) {
        Part part = parts.get(tile.start());
        return part != null && tile.equals(part.stored);
    }

    /** Says that some tiles are stored as they were when {@link #all} gave them. */
    public void stored(List<Tile> some) {
        for (Tile tile : some) {
            Part part = parts.get(tile.start());
            if (part != null && part.bits == tile.bits()) {
                part.stored = tile;
            }
        }
    }

    /**
     * {@return from when on nobody asks for a tile, {@link Long#MAX_VALUE} if there is no such instant} It is no
     * earlier than that of the state itself, {@link EntityState#expires}, unless the state has an event in the future.
     */
    public long expires(Tile tile) {
        long lives = plan.times().timeToLive();
        long expires = tile.start();
        for (long later : new long[] {1L << tile.bits(), 1L << rootBits, lives, lives, back, 1}) {
            expires = expires > Long.MAX_VALUE - later ? Long.MAX_VALUE : expires + later;
        }
        return lives == Long.MAX_VALUE ? lives : expires;
    }

    /** {@return what the digest of a tile adds up of its events} */
    static long digest(long eventTime, long availableAt, long[] slots, int from, int count) {
        long digest = SplitMix64.mix(SplitMix64.mix(eventTime) ^ availableAt);
        for (int slot = 0; slot < count; slot++) {
            digest = SplitMix64.mix(digest ^ slots[from + slot]);
        }
        return digest;
    }

    /** {@return the same of a row of a tile: event time, the instant from which it could be known, and values} */
    static long digest(long[] row) {
        return digest(row[0], row[1], row, 2, row.length - 2);
    }

    /** Forgets the roots before an event time, and takes up those that come into use at a time. */
    void move(long from, long time) {
        long gone = first;
        long taken = last;
        first = from >> rootBits;
        last = last(time);
        if (first > gone || last > taken) {
            parts.headMap(first << rootBits).clear();
            for (int row = recent.entered(); row < recent.size(); row++) {
                if (recent.eventTime(row) >> rootBits > taken) {
                    add(recent.eventTime(row), recent.availableAt(row), recent.cells(), recent.slots(row));
                }
            }
        }
    }

    private long last(long time) {
        return Math.min((time >> rootBits) + AHEAD, Long.MAX_VALUE >> rootBits);
    }

    /** Takes an event, if its root is in use. */
    void add(long eventTime, long availableAt, long[] slots, int at) {
        long root = eventTime >> rootBits;
        if (root >= first && root <= last) {
            Part part = partOf(eventTime);
            part.events++;
            part.digest += digest(eventTime, availableAt, slots, at, plan.slotCount());
        }
    }

    /** Cuts the events. */
    void cut() {
        for (long root = first; root <= last; root++) {
            cut(root << rootBits, rootBits);
        }
    }

    /** Becomes what was stored, as it is unless {@link #stored} says so. */
    void read(List<Tile> tiles) {
        for (Tile tile : tiles) {
            Part part = new Part(tile.start(), tile.bits());
            part.events = tile.events();
            part.digest = tile.digest();
            parts.put(tile.start(), part);
        }
    }

    /** {@return the events of a tile, those in memory} */
    private Stream<long[]> rows(long start, int bits) {
        Stream.Builder<long[]> rows = Stream.builder();
        long tile = start >> bits;
        for (int row = kept.firstAtLeast(start); row < kept.size() && kept.eventTime(row) >> bits == tile; row++) {
            rows.add(kept.tileRow(row));
        }
        for (int row = recent.entered(); row < recent.size(); row++) {
            if (recent.eventTime(row) >> bits == tile) {
                rows.add(recent.tileRow(row));
            }
        }
        return rows.build();
    }

    private void cut(long start, int bits) {
        long[][] rows = rows(start, bits)
                .sorted(Comparator.comparingLong(row -> row[0]))
                .toArray(long[][]::new);
        cut(rows, 0, rows.length, start, bits);
    }

    private void cut(long[][] rows, int from, int to, long start, int bits) {
        if (to - from > plan.mostOfTile() && bits > 0) {
            long middle = start + (1L << (bits - 1));
            int half = firstAtLeast(rows, from, to, middle);
            cut(rows, from, half, start, bits - 1);
            cut(rows, half, to, middle, bits - 1);
        } else if (to > from) {
            Part part = new Part(start, bits);
            part.events = to - from;
            for (int row = from; row < to; row++) {
                part.digest += digest(rows[row]);
            }
            parts.put(start, part);
        }
    }

    private static int firstAtLeast(long[][] rows, int from, int to, long time) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows[middle][0] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Tiles without events are not held: where there is none, it is the longest one that has no other in it. */
    private Part partOf(long eventTime) {
        Map.Entry<Long, Part> before = parts.floorEntry(eventTime);
        if (before != null && eventTime >> before.getValue().bits == before.getKey() >> before.getValue().bits) {
            return before.getValue();
        }
        int bits = rootBits;
        while (true) {
            long start = eventTime >> bits << bits;
            Long next = parts.ceilingKey(start);
            if (next == null || next >> bits != start >> bits) {
                Part part = new Part(start, bits);
                parts.put(start, part);
                return part;
            }
            bits--;
        }
    }

    private Tile tile(Part part) {
        return new Tile(rootBits, part.start, part.bits, part.events, part.digest);
    }

    /** A tile to which events come. */
    private static final class Part {

        private final long start;
        private final int bits;
        private int events;
        private long digest;
        private @Nullable Tile stored;

        Part(long start, int bits) {
            this.start = start;
            this.bits = bits;
        }
    }
}
