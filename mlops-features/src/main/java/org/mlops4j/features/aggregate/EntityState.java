// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.mlops4j.error.CorruptException;

/**
 * The features of one view for one entity: what training sweeps over labels and what serving reads. Not thread-safe.
 *
 * <p>An event counts at t if its event time lies in the window and it was available at t. Time moves forward by
 * {@link #advance}; a read goes to that time, or back by as much as the state was made for.
 *
 * <p>A state is written as a whole, by {@link #write}, or in parts: a head, by {@link #writeHead}, and if it has more
 * than a thousand events those by themselves, in {@link #tiles}, of which few change as events come. One that was read
 * from parts, or that gave events back by {@link #release}, holds what most of its tiles add up to in place of their
 * events. Where it needs those, {@link #advance}, {@link #read(long, Accumulator[], double[], int)} and whatever writes
 * ask the {@link TileSource}, and fail as it does; the state is as before then. A push does not ask.
 */
/*
 * An event becomes visible at max(event time + 1 ns, available at). Until then, and until nobody can go back before
 * that, it is recent, in order of that instant. Once visible it is kept in order of event time for as long as a window
 * may ask for it, and it is in the accumulators of the windows whose bounds hold its event time. So being late and
 * being old are two orders, and an event that becomes available after its window has passed never enters it.
 *
 * Between two instants at which an event becomes visible, or enters or leaves a window, nothing changes but the time:
 * so a read forward mostly copies what the last one computed, and does not look at the accumulators, which lie all over
 * the memory. Only what depends on the time itself, such as the seconds since the last event, is computed each time.
 */
public final class EntityState {

    /** The form of a head of which the tiles have partial aggregates beside their events. */
    static final byte HEAD = 3;

    /** The form of a head of which the tiles have events alone. */
    static final byte HEAD_OF_EVENTS = 2;

    private static final byte WHOLE = 1;
    private static final double[] NO_RESULTS = {};

    private final ViewPlan plan;
    private final long back;
    private final Accumulator[] live;
    private final Lifetimes lifetimes;
    private final RecentEvents recent;
    private final KeptEvents kept;
    private final LiveWindows windows;
    private final TiledEvents tiled;
    private final int rootBits;
    private final WayBack wayBack;
    private long keptFrom = Long.MIN_VALUE;

    private long time = Long.MIN_VALUE;
    /** The newest event time that ever was visible, by which an entity without events is told from a silent one. */
    private long newest = Long.MIN_VALUE;
    /** Until then nothing changes but the time, and the bounds may be those of an earlier time. */
    private long quietUntil = Long.MIN_VALUE;
    /** What all features gave last, without defaults; empty before the first read. */
    private double[] results = NO_RESULTS;

    private boolean resultsAreCurrent;
    private long boundsAt;

    /**
     * Creates the state of an entity without events, before all time.
     *
     * @param back how far a read may go back, in nanoseconds; 0 costs least
     */
    public EntityState(ViewPlan plan, long back) {
        this.plan = plan;
        this.back = back;
        this.live = plan.accumulators();
        this.lifetimes = new Lifetimes(plan, back, live);
        this.recent = new RecentEvents(plan);
        this.kept = new KeptEvents(plan);
        AggregatedTiles aggregated = new AggregatedTiles(plan);
        this.windows = new LiveWindows(plan, live, kept, aggregated);
        this.tiled = new TiledEvents(plan, back, kept, recent, aggregated, windows);
        this.rootBits = Tiles.rootBits(plan, back);
        this.wayBack = new WayBack(plan, live, lifetimes, kept, recent, aggregated);
        setBounds();
    }

    /** {@return the time up to which the state has advanced} */
    public long time() {
        return time;
    }

    /** {@return the earliest time that can be read} */
    public long earliest() {
        long earliest = time - back;
        return earliest > time ? Long.MIN_VALUE : earliest;
    }

    /** Forgets all events and goes back before all time. */
    public void clear() {
        for (Accumulator accumulator : live) {
            accumulator.clear();
        }
        lifetimes.clear();
        recent.clear();
        kept.clear();
        tiled.clear();
        windows.clear();
        time = Long.MIN_VALUE;
        newest = Long.MIN_VALUE;
        resultsAreCurrent = false;
        quietUntil = Long.MIN_VALUE;
        setBounds();
    }

    /**
     * Takes an event, in whatever order events come.
     *
     * @param slots its values, as {@link ViewPlan#take} gives them
     * @param at the index of the first of them
     */
    public void push(long eventTime, long availableAt, long[] slots, int at) {
        push(eventTime, availableAt, slots, at, Lags.IGNORED);
    }

    /** Takes an event and, if it counts already, records how far before the present time it could be known. */
    public void push(long eventTime, long availableAt, long[] slots, int at, Lags lags) {
        long from = plan.times().visibleFrom(eventTime, availableAt);
        quietUntil = Math.min(quietUntil, from);
        if (from <= time) {
            catchUp();
        }
        tiled.add(eventTime, availableAt, slots, at);
        if (from <= earliest()) {
            enter(eventTime, availableAt, slots, at, lags);
            lifetimes.settle(eventTime, availableAt, slots, at);
            return;
        }
        recent.insert(from, eventTime, availableAt, slots, at);
        if (from <= time) {
            enter(eventTime, availableAt, slots, at, lags);
            recent.enter();
        }
    }

    /** Moves time forward; does nothing if it is there already. */
    public void advance(long to) {
        advance(to, Lags.IGNORED);
    }

    /** Moves time forward and records how far before that time the events that enter could be known. */
    public void advance(long to, Lags lags) {
        if (to <= time) {
            return;
        }
        if (to < quietUntil) {
            time = to;
            return;
        }
        Set<Tile> needed = windows.needed(to);
        tiled.keep(needed);
        time = to;
        resultsAreCurrent = false;
        boundsAt = to;
        windows.move(to, lags);
        setKeptFrom();
        while (recent.isNextVisible(time)) {
            int row = recent.entered();
            enter(recent.eventTime(row), recent.availableAt(row), recent.cells(), recent.slots(row), lags);
            recent.enter();
        }
        forget();
        if (!needed.isEmpty()) {
            // An end of a window has left other tiles behind.
            tiled.release(earliest(), time);
        }
        quietUntil = nextChange();
    }

    private long nextChange() {
        long next = recent.entered() < recent.size() ? recent.visibleFrom(recent.entered()) : Long.MAX_VALUE;
        return Math.min(next, windows.nextChange());
    }

    /**
     * Puts the numbers of all aggregations at a time into an array, NaN where they have none, whatever their defaults.
     *
     * @param at {@link #time()}, or earlier by no more than the state was made for
     * @param scratch {@link ViewPlan#accumulators()} for the use of the calling thread
     * @param index of the first number
     */
    public void read(long at, Accumulator[] scratch, double[] out, int index) {
        if (at < time) {
            tiled.keep(windows.needed(at, time));
            for (int feature = 0; feature < live.length; feature++) {
                int window = plan.window(feature);
                if (window == ViewPlan.LIFETIME) {
                    wayBack.lifetime(feature, at, scratch[feature]);
                } else {
                    wayBack.window(feature, at, time, windows.left(window), windows.right(window), scratch[feature]);
                }
                scratch[feature].results(at, out, index + plan.output(feature));
            }
            return;
        }
        if (!resultsAreCurrent) {
            compute();
        }
        System.arraycopy(results, 0, out, index, results.length);
        for (int feature : plan.featuresOfTime()) {
            live[feature].results(at, out, index + plan.output(feature));
        }
    }

    private void compute() {
        if (results.length < plan.outputCount()) {
            results = new double[plan.outputCount()];
        }
        for (int feature = 0; feature < live.length; feature++) {
            live[feature].results(time, results, plan.output(feature));
        }
        resultsAreCurrent = true;
    }

    /**
     * {@return whether all events that were ever visible are too old to count at a time, by the time to live of the
     * view}
     */
    public boolean isExpired(long at) {
        return newest != Long.MIN_VALUE && newest < plan.times().leastAlive(at);
    }

    /**
     * {@return the first instant at which none of its events counts any more, by the time to live of the view;
     * {@link Long#MAX_VALUE} if there is none} Without events it is the first instant of all.
     */
    public long expires() {
        long last = newest;
        for (int row = recent.entered(); row < recent.size(); row++) {
            last = Math.max(last, recent.eventTime(row));
        }
        return last == Long.MIN_VALUE ? last : plan.times().firstNotAlive(last);
    }

    /** Writes the whole state, to be read with the same plan and the same way back. */
    public void write(DataOutput out) throws IOException {
        tiled.keepAll();
        writeBeginning(WHOLE, out);
        kept.write(out, kept.firstAtLeast(plan.leastOfAll(earliest())));
        lifetimes.write(out);
    }

    /** Writes the state but for the events of its {@link #tiles}. */
    public void writeHead(DataOutput out) throws IOException {
        writeBeginning(HEAD, out);
        List<Tile> all = tiles().all();
        StateHead.writeTiles(all, out);
        if (all.isEmpty()) {
            kept.write(out, 0);
        }
        lifetimes.write(out);
    }

    private void writeBeginning(byte format, DataOutput out) throws IOException {
        // What is written must not depend on when somebody read.
        catchUp();
        forget();
        out.writeByte(format);
        out.writeLong(time);
        out.writeLong(newest);
        recent.write(out);
    }

    /**
     * {@return the parts into which its events are cut, as they are now} To ask for all of them costs a look at all
     * events the first time, and at those of tiles that have become too large later.
     */
    public Tiles tiles() {
        catchUp();
        forget();
        return tiled.tiles(keptFrom, time);
    }

    /**
     * Gives back the events of tiles that are stored, but for those that an end of a window will reach next, or that a
     * read may go back to. What they add up to takes their place; it costs a look at each of them. Reads give the same
     * bits as before. Does nothing if few thousand events are in memory.
     *
     * @param source where the state finds the events as time goes on
     */
    public void release(TileSource source) {
        catchUp();
        forget();
        tiled.from(source);
        // The events that come or go next stay, so what is known of the time until then stays true.
        tiled.release(earliest(), time);
    }

    /** {@return how many events are in memory} Some of them twice, for a while. */
    int eventsInMemory() {
        return kept.size() + recent.size();
    }

    /**
     * {@return the state that was written as a whole}
     *
     * @param plan of the same definition
     * @param back as when it was written
     * @throws CorruptException if it is none
     */
    public static EntityState read(ViewPlan plan, long back, DataInput in) throws IOException {
        return read(plan, back, in.readByte(), in);
    }

    static EntityState read(ViewPlan plan, long back, byte format, DataInput in) throws IOException {
        if (format != WHOLE) {
            throw new CorruptException("a stored feature state has the unknown format " + format);
        }
        EntityState state = new EntityState(plan, back);
        state.readBeginning(in);
        state.kept.read(in);
        state.lifetimes.read(in);
        state.restore();
        return state;
    }

    /** {@return the tiles that are still to be read} */
    List<Tile> readHead(DataInput in) throws IOException {
        readBeginning(in);
        List<Tile> all = StateHead.readTiles(rootBits, in);
        if (all.isEmpty()) {
            kept.read(in);
        }
        lifetimes.read(in);
        if (all.isEmpty()) {
            restore();
        }
        return all;
    }

    /** {@return those of the tiles that were read whose events are needed} */
    List<Tile> neededOf(List<Tile> all) {
        return tiled.neededOf(all, time);
    }

    /**
     * Completes what was read of a head.
     *
     * @param events of those tiles that are not aggregated
     * @param aggregates of each aggregated tile
     */
    void complete(
            List<Tile> all,
            List<TileEvents> events,
            List<Tile> aggregatedTiles,
            List<Accumulator[]> aggregates,
            TileSource source) {
        setBounds();
        tiled.from(source);
        tiled.read(all, keptFrom, time);
        for (int i = 0; i < aggregatedTiles.size(); i++) {
            tiled.readAggregates(aggregatedTiles.get(i), aggregates.get(i));
        }
        // Those that are not visible yet are among the recent ones.
        for (TileEvents ofTile : events) {
            kept.insertAll(Arrays.stream(ofTile.rows())
                    .filter(row -> plan.times().visibleFrom(row[0], row[1]) <= time)
                    .toList());
        }
        restore();
    }

    /** Says that all tiles that were read are stored as they are, with their partial aggregates. */
    void isStoredAs(List<Tile> all) {
        tiled.isStoredAs(all);
    }

    private void readBeginning(DataInput in) throws IOException {
        time = in.readLong();
        newest = in.readLong();
        recent.read(in);
    }

    /** Derives from the events what was not written. */
    private void restore() {
        setBounds();
        while (recent.isNextVisible(time)) {
            recent.enter();
        }
        windows.fill(time);
        lifetimes.restore(recent);
    }

    private void catchUp() {
        if (boundsAt != time) {
            setBounds();
        }
    }

    private void setBounds() {
        boundsAt = time;
        windows.setBounds(time);
        setKeptFrom();
    }

    private void setKeptFrom() {
        long least = plan.leastOfAll(earliest());
        keptFrom = back == 0 ? least : least >> rootBits << rootBits;
        tiled.move(keptFrom, time);
    }

    /** Makes an event visible. */
    private void enter(long eventTime, long availableAt, long[] slots, int from, Lags lags) {
        resultsAreCurrent = false;
        newest = Math.max(newest, eventTime);
        lifetimes.enter(eventTime, availableAt, slots, from, time, lags);
        if (!windows.areNone() && eventTime >= keptFrom) {
            kept.insert(eventTime, availableAt, slots, from);
            windows.enter(eventTime, availableAt, slots, from, time, lags);
        }
    }

    /** Lets go of what nobody can ask for any more. */
    private void forget() {
        long earliest = earliest();
        int gone = 0;
        while (gone < recent.entered() && recent.visibleFrom(gone) <= earliest) {
            lifetimes.settle(recent.eventTime(gone), recent.availableAt(gone), recent.cells(), recent.slots(gone));
            gone++;
        }
        recent.removeFirst(gone);
        if (!windows.areNone()) {
            int old = kept.firstAtLeast(keptFrom);
            kept.removeFirst(old);
            windows.forgot(old);
        }
    }
}
