// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.util.Arrays;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.expression.RowExpression;

/**
 * The features of one view for one entity: what training sweeps over labels and what serving reads. Not thread-safe.
 *
 * <p>An event counts at t if its event time lies in [t - window, t) and it was available at t. Time moves forward by
 * {@link #advance}; a read looks at any time from there on and moves nothing.
 */
/*
 * An event becomes visible at max(event time + 1 ns, available at). Until then it is pending, in order of that instant.
 * Once visible it enters the accumulators of the windows that its event time is in, and the visible rows, in order of
 * event time; each window remembers how many of these have left it. So being late and being old are two orders, and an
 * event that becomes available after its window has passed never enters it.
 *
 * A read ahead of the state copies an accumulator, takes out what leaves and adds what enters until then.
 */
public final class EntityState {

    private static final int EVENT_TIME = 0;
    private static final int VISIBLE_SLOTS = 1;
    private static final int PENDING_EVENT_TIME = 1;
    private static final int PENDING_AVAILABLE_AT = 2;
    private static final int PENDING_SLOTS = 3;

    private final ViewPlan plan;
    private final Accumulator[] accumulators;
    private final SortedRows pending;
    private final SortedRows visible;
    private final int[] left;
    private long time = Long.MIN_VALUE;

    /** Creates the state of an entity without events, before all time. */
    public EntityState(ViewPlan plan) {
        this.plan = plan;
        this.accumulators = plan.accumulators();
        this.pending = new SortedRows(PENDING_SLOTS + plan.slotCount());
        this.visible = new SortedRows(VISIBLE_SLOTS + plan.slotCount());
        this.left = new int[plan.windowCount()];
    }

    /** {@return the instant from which an event counts, if its window lets it} */
    public static long visibleFrom(long eventTime, long availableAt) {
        if (eventTime == Long.MAX_VALUE) {
            throw new InvalidException("an event at the last instant of all, 2262-04-11, can never be seen");
        }
        return Math.max(eventTime + 1, availableAt);
    }

    /** {@return the time up to which the state has advanced; reads go from here on} */
    public long time() {
        return time;
    }

    /** {@return how many events it holds} */
    public int size() {
        return pending.size() + visible.size();
    }

    /** Forgets all events and goes back before all time. */
    public void clear() {
        for (Accumulator accumulator : accumulators) {
            accumulator.clear();
        }
        pending.clear();
        visible.clear();
        Arrays.fill(left, 0);
        time = Long.MIN_VALUE;
    }

    /**
     * Takes an event, in whatever order events come.
     *
     * @param slots its values, as {@link ViewPlan#take} gives them
     * @param at the index of the first of them
     */
    public void push(long eventTime, long availableAt, long[] slots, int at) {
        long from = visibleFrom(eventTime, availableAt);
        int row = pending.insert(from);
        pending.set(row, PENDING_EVENT_TIME, eventTime);
        pending.set(row, PENDING_AVAILABLE_AT, availableAt);
        for (int slot = 0; slot < plan.slotCount(); slot++) {
            pending.set(row, PENDING_SLOTS + slot, slots[at + slot]);
        }
        if (from <= time) {
            enterPending(Lags.IGNORED);
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
        for (int window = 0; window < left.length; window++) {
            leave(window);
        }
        forget();
        enterPending(lags);
    }

    /**
     * {@return a feature at a time, NaN if it is missing}
     *
     * @param at {@link #time()} or later
     * @param scratch {@link ViewPlan#accumulators()} for the use of the calling thread
     */
    public double read(int feature, long at, Accumulator[] scratch) {
        Accumulator now = accumulators[feature];
        if (at == time) {
            return now.result(at);
        }
        int window = plan.window(feature);
        int leaving = window == ViewPlan.LIFETIME ? 0 : leaving(window, plan.lowerBound(window, at));
        int entering = 0;
        while (entering < pending.size() && pending.get(entering, 0) <= at) {
            entering++;
        }
        if (leaving == 0 && entering == 0) {
            return now.result(at);
        }
        Accumulator then = scratch[feature];
        then.copyFrom(now);
        for (int i = 0; i < leaving; i++) {
            remove(then, left[window] + i, plan.slot(feature));
        }
        for (int row = 0; row < entering; row++) {
            long eventTime = pending.get(row, PENDING_EVENT_TIME);
            long bits = pending.get(row, PENDING_SLOTS + plan.slot(feature));
            if (bits != RowExpression.NULL
                    && (window == ViewPlan.LIFETIME || eventTime >= plan.lowerBound(window, at))) {
                then.add(eventTime, pending.get(row, PENDING_AVAILABLE_AT), Double.longBitsToDouble(bits));
            }
        }
        return then.result(at);
    }

    private int leaving(int window, long lower) {
        int leaving = 0;
        while (left[window] + leaving < visible.size() && visible.get(left[window] + leaving, EVENT_TIME) < lower) {
            leaving++;
        }
        return leaving;
    }

    private void leave(int window) {
        int leaving = leaving(window, plan.lowerBound(window, time));
        for (int feature = 0; feature < accumulators.length; feature++) {
            if (plan.window(feature) == window) {
                for (int i = 0; i < leaving; i++) {
                    remove(accumulators[feature], left[window] + i, plan.slot(feature));
                }
            }
        }
        left[window] += leaving;
    }

    private void remove(Accumulator from, int row, int slot) {
        long bits = visible.get(row, VISIBLE_SLOTS + slot);
        if (bits != RowExpression.NULL) {
            from.remove(visible.get(row, EVENT_TIME), Double.longBitsToDouble(bits));
        }
    }

    /** Drops the events that have left the longest window. */
    private void forget() {
        if (left.length > 0) {
            int gone = left[left.length - 1];
            visible.removeFirst(gone);
            for (int window = 0; window < left.length; window++) {
                left[window] -= gone;
            }
        }
    }

    private void enterPending(Lags lags) {
        int entering = 0;
        while (entering < pending.size() && pending.get(entering, 0) <= time) {
            enter(entering, lags);
            entering++;
        }
        pending.removeFirst(entering);
    }

    private void enter(int row, Lags lags) {
        long eventTime = pending.get(row, PENDING_EVENT_TIME);
        long availableAt = pending.get(row, PENDING_AVAILABLE_AT);
        for (int feature = 0; feature < accumulators.length; feature++) {
            int window = plan.window(feature);
            long bits = pending.get(row, PENDING_SLOTS + plan.slot(feature));
            if (bits != RowExpression.NULL
                    && (window == ViewPlan.LIFETIME || eventTime >= plan.lowerBound(window, time))) {
                accumulators[feature].add(eventTime, availableAt, Double.longBitsToDouble(bits));
                lags.record(feature, Math.max(eventTime, availableAt), time);
            }
        }
        keep(row, eventTime);
    }

    private void keep(int row, long eventTime) {
        if (left.length == 0 || eventTime < plan.lowerBound(left.length - 1, time)) {
            return;
        }
        int at = visible.insert(eventTime);
        for (int slot = 0; slot < plan.slotCount(); slot++) {
            visible.set(at, VISIBLE_SLOTS + slot, pending.get(row, PENDING_SLOTS + slot));
        }
        for (int window = 0; window < left.length; window++) {
            if (eventTime < plan.lowerBound(window, time)) {
                left[window]++;
            }
        }
    }
}
