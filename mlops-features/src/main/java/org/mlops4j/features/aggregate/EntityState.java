// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.mlops4j.error.CorruptException;
import org.mlops4j.features.expression.RowExpression;

/**
 * The features of one view for one entity: what training sweeps over labels and what serving reads. Not thread-safe.
 *
 * <p>An event counts at t if its event time lies in the window and it was available at t. Time moves forward by
 * {@link #advance}; a read goes to that time, or back by as much as the state was made for.
 */
/*
 * An event becomes visible at max(event time + 1 ns, available at). Until then, and until nobody can go back before
 * that, it is recent, in order of that instant. Once visible it is kept in order of event time for as long as a window
 * may ask for it, and it is in the accumulators of the windows whose bounds hold its event time; each window remembers
 * the range of kept events that it holds. So being late and being old are two orders, and an event that becomes
 * available after its window has passed never enters it.
 *
 * Between two instants at which an event becomes visible, or enters or leaves a window, nothing changes but the time:
 * so a read forward mostly copies what the last one computed, and does not look at the accumulators, which lie all over
 * the memory. Only what depends on the time itself, such as the seconds since the last event, is computed each time.
 *
 * A read back in time fills an accumulator anew: a window from the kept events; a lifetime, of which no events are kept,
 * from the state as of the earliest possible read and the recent events.
 */
public final class EntityState {

    private static final byte FORMAT = 1;

    private static final int RECENT_EVENT_TIME = 1;
    private static final int RECENT_AVAILABLE_AT = 2;
    private static final int RECENT_SLOTS = 3;
    private static final int KEPT_AVAILABLE_AT = 1;
    private static final int KEPT_SLOTS = 2;
    private static final double[] NO_RESULTS = {};

    private final ViewPlan plan;
    private final long back;
    private final Accumulator[] live;
    /** Of the lifetimes alone, in the order of the plan. */
    private final Accumulator[] settled;

    private final SortedRows recent;
    private final SortedRows kept;
    private final int[] left;
    private final int[] right;
    private final long[] lower;
    private final long[] upper;
    private long keptFrom = Long.MIN_VALUE;
    private int entered;
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
        this.settled = new Accumulator[plan.lifetimeFeatures().length];
        Arrays.setAll(settled, i -> settled(plan.lifetimeFeatures()[i]));
        this.recent = new SortedRows(RECENT_SLOTS + plan.slotCount());
        this.kept = new SortedRows(KEPT_SLOTS + plan.slotCount());
        this.left = new int[plan.windowCount()];
        this.right = new int[plan.windowCount()];
        this.lower = new long[plan.windowCount()];
        this.upper = new long[plan.windowCount()];
        setBounds();
    }

    /** {@return where a lifetime is added up to the earliest time that can be read} */
    private Accumulator settled(int feature) {
        return back == 0 ? live[feature] : plan.accumulator(feature);
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

    /** {@return how many events it holds} */
    public int size() {
        return recent.size() - entered + kept.size();
    }

    /** Forgets all events and goes back before all time. */
    public void clear() {
        for (Accumulator accumulator : live) {
            accumulator.clear();
        }
        for (Accumulator accumulator : settled) {
            accumulator.clear();
        }
        recent.clear();
        kept.clear();
        Arrays.fill(left, 0);
        Arrays.fill(right, 0);
        entered = 0;
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
        long from = plan.visibleFrom(eventTime, availableAt);
        quietUntil = Math.min(quietUntil, from);
        if (from <= time) {
            catchUp();
            enter(eventTime, availableAt, slots, at, lags);
            if (from <= earliest()) {
                settle(eventTime, availableAt, slots, at);
                return;
            }
            entered++;
        }
        int row = recent.insert(from);
        recent.set(row, RECENT_EVENT_TIME, eventTime);
        recent.set(row, RECENT_AVAILABLE_AT, availableAt);
        for (int slot = 0; slot < plan.slotCount(); slot++) {
            recent.set(row, RECENT_SLOTS + slot, slots[at + slot]);
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
        time = to;
        if (to < quietUntil) {
            return;
        }
        resultsAreCurrent = false;
        setBounds();
        for (int window = 0; window < left.length; window++) {
            move(window, lags);
        }
        while (entered < recent.size() && recent.get(entered, 0) <= time) {
            int row = recent.at(entered);
            long[] cells = recent.cells();
            enter(cells[row + RECENT_EVENT_TIME], cells[row + RECENT_AVAILABLE_AT], cells, row + RECENT_SLOTS, lags);
            entered++;
        }
        forget();
        quietUntil = nextChange();
    }

    private long nextChange() {
        long next = entered < recent.size() ? recent.get(entered, 0) : Long.MAX_VALUE;
        for (int window = 0; window < left.length; window++) {
            if (left[window] < kept.size()) {
                next = Math.min(next, plan.bounds(window).leaves(kept.get(left[window], 0)));
            }
            // Where the time to live is over before the window ends, right is left of left, and may be of those gone.
            if (right[window] < kept.size()) {
                next = Math.min(next, plan.bounds(window).enters(kept.get(Math.max(0, right[window]), 0)));
            }
        }
        return next;
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
            for (int feature = 0; feature < live.length; feature++) {
                asOf(feature, at, scratch[feature]).results(at, out, index + plan.output(feature));
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
        return newest != Long.MIN_VALUE && newest < plan.leastAlive(at);
    }

    /**
     * {@return the first instant at which none of its events counts any more, by the time to live of the view;
     * {@link Long#MAX_VALUE} if there is none} Without events it is the first instant of all.
     */
    public long expires() {
        long last = newest;
        for (int row = entered; row < recent.size(); row++) {
            last = Math.max(last, recent.get(row, RECENT_EVENT_TIME));
        }
        return last == Long.MIN_VALUE ? last : plan.firstNotAlive(last);
    }

    /** Writes the state, to be read with the same plan and the same way back. */
    public void write(DataOutput out) throws IOException {
        // What is written must not depend on when somebody read.
        catchUp();
        forget();
        out.writeByte(FORMAT);
        out.writeLong(time);
        out.writeLong(newest);
        recent.write(out);
        kept.write(out);
        for (Accumulator accumulator : settled) {
            accumulator.write(out);
        }
    }

    /**
     * {@return the state that was written}
     *
     * @param plan of the same definition
     * @param back as when it was written
     * @throws CorruptException if it is none
     */
    public static EntityState read(ViewPlan plan, long back, DataInput in) throws IOException {
        byte format = in.readByte();
        if (format != FORMAT) {
            throw new CorruptException("a stored feature state has the unknown format " + format);
        }
        EntityState state = new EntityState(plan, back);
        state.time = in.readLong();
        state.newest = in.readLong();
        state.recent.read(in);
        state.kept.read(in);
        for (Accumulator accumulator : state.settled) {
            accumulator.read(in);
        }
        state.restore();
        return state;
    }

    /** Derives from the events what was not written. */
    private void restore() {
        setBounds();
        while (entered < recent.size() && recent.get(entered, 0) <= time) {
            entered++;
        }
        for (int window = 0; window < left.length; window++) {
            move(window, Lags.IGNORED);
        }
        if (back == 0) {
            return;
        }
        for (int i = 0; i < settled.length; i++) {
            int feature = plan.lifetimeFeatures()[i];
            live[feature].copyFrom(settled[i]);
            for (int row = 0; row < entered; row++) {
                addRecent(feature, live[feature], row);
            }
        }
    }

    private Accumulator asOf(int feature, long at, Accumulator then) {
        int window = plan.window(feature);
        if (window == ViewPlan.LIFETIME) {
            then.copyFrom(settled[Arrays.binarySearch(plan.lifetimeFeatures(), feature)]);
            for (int row = 0; row < entered && recent.get(row, 0) <= at; row++) {
                addRecent(feature, then, row);
            }
            return then;
        }
        then.clear();
        Bounds bounds = plan.bounds(window);
        int end = kept.firstAtLeast(bounds.upper(at));
        for (int row = kept.firstAtLeast(bounds.lower(at)); row < end; row++) {
            if (plan.visibleFrom(kept.get(row, 0), kept.get(row, KEPT_AVAILABLE_AT)) <= at) {
                addKept(feature, then, row);
            }
        }
        return then;
    }

    private void catchUp() {
        if (boundsAt != time) {
            setBounds();
        }
    }

    private void setBounds() {
        boundsAt = time;
        for (int window = 0; window < left.length; window++) {
            lower[window] = plan.bounds(window).lower(time);
            upper[window] = plan.bounds(window).upper(time);
        }
        keptFrom = plan.leastOfAll(earliest());
    }

    /** Lets a window hold what its bounds hold now. */
    private void move(int window, Lags lags) {
        int newLeft = kept.firstAtLeast(lower[window]);
        int newRight = kept.firstAtLeast(upper[window]);
        for (int feature : plan.featuresOfWindow(window)) {
            for (int row = left[window]; row < Math.min(newLeft, right[window]); row++) {
                removeKept(feature, row);
            }
            for (int row = Math.max(right[window], newLeft); row < newRight; row++) {
                if (addKept(feature, live[feature], row)) {
                    lags.record(feature, Math.max(kept.get(row, 0), kept.get(row, KEPT_AVAILABLE_AT)), time);
                }
            }
        }
        left[window] = newLeft;
        right[window] = newRight;
    }

    /** Makes an event visible. */
    private void enter(long eventTime, long availableAt, long[] slots, int from, Lags lags) {
        long known = Math.max(eventTime, availableAt);
        resultsAreCurrent = false;
        newest = Math.max(newest, eventTime);
        for (int feature : plan.lifetimeFeatures()) {
            if (add(feature, live[feature], eventTime, availableAt, slots, from)) {
                lags.record(feature, known, time);
            }
        }
        if (left.length == 0 || eventTime < keptFrom) {
            return;
        }
        int at = kept.insert(eventTime);
        kept.set(at, KEPT_AVAILABLE_AT, availableAt);
        for (int slot = 0; slot < plan.slotCount(); slot++) {
            kept.set(at, KEPT_SLOTS + slot, slots[from + slot]);
        }
        for (int window = 0; window < left.length; window++) {
            if (eventTime < lower[window]) {
                left[window]++;
                right[window]++;
            } else if (eventTime < upper[window]) {
                right[window]++;
                for (int feature : plan.featuresOfWindow(window)) {
                    if (add(feature, live[feature], eventTime, availableAt, slots, from)) {
                        lags.record(feature, known, time);
                    }
                }
            }
        }
    }

    /** Lets an event count for the earliest time that can be read. */
    private void settle(long eventTime, long availableAt, long[] slots, int from) {
        if (back > 0) {
            for (int i = 0; i < settled.length; i++) {
                add(plan.lifetimeFeatures()[i], settled[i], eventTime, availableAt, slots, from);
            }
        }
    }

    /** Lets go of what nobody can ask for any more. */
    private void forget() {
        long earliest = earliest();
        int gone = 0;
        while (gone < entered && recent.get(gone, 0) <= earliest) {
            int row = recent.at(gone);
            long[] cells = recent.cells();
            settle(cells[row + RECENT_EVENT_TIME], cells[row + RECENT_AVAILABLE_AT], cells, row + RECENT_SLOTS);
            gone++;
        }
        recent.removeFirst(gone);
        entered -= gone;
        if (left.length > 0) {
            int old = kept.firstAtLeast(keptFrom);
            kept.removeFirst(old);
            for (int window = 0; window < left.length; window++) {
                left[window] -= old;
                right[window] -= old;
            }
        }
    }

    private boolean addRecent(int feature, Accumulator to, int row) {
        return add(
                feature,
                to,
                recent.get(row, RECENT_EVENT_TIME),
                recent.get(row, RECENT_AVAILABLE_AT),
                recent.cells(),
                recent.at(row) + RECENT_SLOTS);
    }

    private boolean addKept(int feature, Accumulator to, int row) {
        return add(
                feature,
                to,
                kept.get(row, 0),
                kept.get(row, KEPT_AVAILABLE_AT),
                kept.cells(),
                kept.at(row) + KEPT_SLOTS);
    }

    private void removeKept(int feature, int row) {
        long value = kept.get(row, KEPT_SLOTS + plan.slot(feature));
        long second = kept.get(row, KEPT_SLOTS + plan.second(feature));
        if (value != RowExpression.NULL && second != RowExpression.NULL) {
            live[feature].remove(
                    kept.get(row, 0),
                    kept.get(row, KEPT_AVAILABLE_AT),
                    Double.longBitsToDouble(value),
                    Double.longBitsToDouble(second));
        }
    }

    private boolean add(int feature, Accumulator to, long eventTime, long availableAt, long[] slots, int from) {
        long value = slots[from + plan.slot(feature)];
        long second = slots[from + plan.second(feature)];
        if (value == RowExpression.NULL || second == RowExpression.NULL) {
            return false;
        }
        to.add(eventTime, availableAt, Double.longBitsToDouble(value), Double.longBitsToDouble(second));
        return true;
    }
}
