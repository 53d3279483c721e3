// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the windows of a state hold, and what that adds up to. Not thread-safe. */
/*
 * Each window remembers the range of kept events that it holds. Of a tile that is only aggregated, a window holds all
 * events or none: those at an end of a window, and all of a window with a function that holds events, are read before.
 */
final class LiveWindows {

    private final ViewPlan plan;
    private final Accumulator[] live;
    private final KeptEvents kept;
    private final AggregatedTiles aggregated;
    private final int[] left;
    private final int[] right;
    private final long[] lower;
    private final long[] upper;

    /** @param live of all features; those of windows are kept up to date */
    LiveWindows(ViewPlan plan, Accumulator[] live, KeptEvents kept, AggregatedTiles aggregated) {
        this.plan = plan;
        this.live = live;
        this.kept = kept;
        this.aggregated = aggregated;
        this.left = new int[plan.windowCount()];
        this.right = new int[plan.windowCount()];
        this.lower = new long[plan.windowCount()];
        this.upper = new long[plan.windowCount()];
    }

    /** {@return the same windows over other tiles, to tell which of them are needed} */
    LiveWindows over(AggregatedTiles others) {
        return new LiveWindows(plan, live, kept, others);
    }

    /** {@return whether there is no window} */
    boolean areNone() {
        return left.length == 0;
    }

    /** {@return the first of the kept events that a window holds} */
    int left(int window) {
        return left[window];
    }

    /** {@return the first of the kept events behind a window} */
    int right(int window) {
        return right[window];
    }

    /** Says that no event is kept. */
    void clear() {
        Arrays.fill(left, 0);
        Arrays.fill(right, 0);
    }

    /** Sets the bounds to those of a time at which the windows hold what they hold now. */
    void setBounds(long time) {
        for (int window = 0; window < left.length; window++) {
            lower[window] = plan.bounds(window).lower(time);
            upper[window] = plan.bounds(window).upper(time);
        }
    }

    /** Lets windows hold what their bounds hold at a time, for which all {@link #needed} tiles have been read. */
    void move(long time, Lags lags) {
        for (int window = 0; window < left.length; window++) {
            long fromLower = lower[window];
            long fromUpper = upper[window];
            lower[window] = plan.bounds(window).lower(time);
            upper[window] = plan.bounds(window).upper(time);
            if (aggregated.firstFrom(fromLower) < lower[window] || aggregated.firstFrom(fromUpper) < upper[window]) {
                fill(window);
            } else {
                move(window, time, lags);
            }
        }
    }

    private void move(int window, long time, Lags lags) {
        int newLeft = kept.firstAtLeast(lower[window]);
        int newRight = kept.firstAtLeast(upper[window]);
        for (int feature : plan.featuresOfWindow(window)) {
            for (int row = left[window]; row < Math.min(newLeft, right[window]); row++) {
                kept.remove(feature, live[feature], row);
            }
            for (int row = Math.max(right[window], newLeft); row < newRight; row++) {
                if (kept.add(feature, live[feature], row)) {
                    lags.record(feature, kept.known(row), time);
                }
            }
        }
        left[window] = newLeft;
        right[window] = newRight;
    }

    /** Adds up all that windows hold at a time, for which all {@link #needed} tiles have been read. */
    void fill(long time) {
        setBounds(time);
        for (int window = 0; window < left.length; window++) {
            fill(window);
        }
    }

    private void fill(int window) {
        find(window);
        for (int feature : plan.featuresOfWindow(window)) {
            live[feature].clear();
            aggregated.mergeWithin(feature, lower[window], upper[window], live[feature]);
            for (int row = left[window]; row < right[window]; row++) {
                kept.add(feature, live[feature], row);
            }
        }
    }

    /** Lets an event that has just been kept count where it does. */
    void enter(long eventTime, long availableAt, long[] slots, int from, long time, Lags lags) {
        long known = Math.max(eventTime, availableAt);
        for (int window = 0; window < left.length; window++) {
            if (eventTime < lower[window]) {
                left[window]++;
                right[window]++;
            } else if (eventTime < upper[window]) {
                right[window]++;
                for (int feature : plan.featuresOfWindow(window)) {
                    if (plan.add(feature, live[feature], eventTime, availableAt, slots, from)) {
                        lags.record(feature, known, time);
                    }
                }
            }
        }
    }

    /** Says that so many of the first kept events, which no window holds, are gone. */
    void forgot(int events) {
        for (int window = 0; window < left.length; window++) {
            left[window] -= events;
            right[window] -= events;
        }
    }

    /** Says that events of tiles that had been aggregated are kept now. */
    void read() {
        for (int window = 0; window < left.length; window++) {
            find(window);
        }
    }

    private void find(int window) {
        left[window] = kept.firstAtLeast(lower[window]);
        right[window] = kept.firstAtLeast(upper[window]);
    }

    /** {@return the first instant at which an event may enter or leave a window} */
    long nextChange() {
        long next = Long.MAX_VALUE;
        for (int window = 0; window < left.length; window++) {
            Bounds bounds = plan.bounds(window);
            if (left[window] < kept.size()) {
                next = Math.min(next, bounds.leaves(kept.eventTime(left[window])));
            }
            // Where the time to live is over before the window ends, right is left of left, and may be of those gone.
            if (right[window] < kept.size()) {
                next = Math.min(next, bounds.enters(kept.eventTime(Math.max(0, right[window]))));
            }
            if (!aggregated.isEmpty()) {
                next = Math.min(next, bounds.leaves(aggregated.firstFrom(lower[window])));
                next = Math.min(next, bounds.enters(aggregated.firstFrom(upper[window])));
            }
        }
        return next;
    }

    /** {@return the aggregated tiles whose events have to be read before windows move to a time} */
    Set<Tile> needed(long time) {
        if (aggregated.isEmpty()) {
            return Set.of();
        }
        Set<Tile> needed = new LinkedHashSet<>();
        for (int window = 0; window < left.length; window++) {
            long from = plan.bounds(window).lower(time);
            long to = plan.bounds(window).upper(time);
            if (plan.holdsEvents(window)) {
                aggregated.within(from, to, needed);
            }
            aggregated.across(from, needed);
            aggregated.across(to, needed);
        }
        return needed;
    }

    /**
     * {@return the aggregated tiles whose events have to be read before a read goes back}
     *
     * @param at the time to which it goes back
     * @param time of the state
     */
    Set<Tile> needed(long at, long time) {
        if (aggregated.isEmpty()) {
            return Set.of();
        }
        Set<Tile> needed = new LinkedHashSet<>();
        for (int window = 0; window < left.length; window++) {
            Bounds bounds = plan.bounds(window);
            aggregated.within(bounds.lower(at), bounds.lower(time), needed);
            aggregated.within(bounds.upper(at), bounds.upper(time), needed);
        }
        return needed;
    }

    /**
     * {@return the aggregated tiles whose events would have to be read soon: for reads back to an earlier time, or when
     * time goes on until an end of a window comes to the tile behind it}
     *
     * @param earliest the first time that can be read
     * @param time of the state
     */
    Set<Tile> near(long earliest, long time) {
        Set<Tile> near = new LinkedHashSet<>();
        for (int window = 0; window < left.length; window++) {
            Bounds bounds = plan.bounds(window);
            if (plan.holdsEvents(window)) {
                aggregated.within(bounds.lower(earliest), Long.MAX_VALUE, near);
            }
            near(bounds.lower(earliest), bounds.lower(time), near);
            near(bounds.upper(earliest), bounds.upper(time), near);
        }
        return near;
    }

    /** Collects the tiles from one event time to another, that one and the first behind it. */
    private void near(long from, long to, Set<Tile> into) {
        long next = aggregated.firstFrom(to);
        aggregated.within(from, next == Long.MAX_VALUE ? next : next + 1, into);
    }
}
