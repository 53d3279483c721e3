// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

/** What the aggregations of a state were at an instant before its time. Not thread-safe. */
/*
 * From a copy of a window what came into it since is taken back, and what left it is added: so a read that was overtaken
 * by another one costs what happened in between, not all events of the window. Where a function cannot take back what it
 * would have to, it is filled anew from the kept events and the tiles that are only aggregated, all of whose events could
 * be seen then. A lifetime, of which no events are kept, is filled from the state as of the earliest possible read and
 * the recent events.
 */
final class WayBack {

    private final ViewPlan plan;
    private final Accumulator[] live;
    private final Lifetimes lifetimes;
    private final KeptEvents kept;
    private final RecentEvents recent;
    private final AggregatedTiles aggregated;

    WayBack(
            ViewPlan plan,
            Accumulator[] live,
            Lifetimes lifetimes,
            KeptEvents kept,
            RecentEvents recent,
            AggregatedTiles aggregated) {
        this.plan = plan;
        this.live = live;
        this.lifetimes = lifetimes;
        this.kept = kept;
        this.recent = recent;
        this.aggregated = aggregated;
    }

    /** Lets an accumulator become what a feature over a lifetime was. */
    void lifetime(int feature, long at, Accumulator then) {
        then.copyFrom(lifetimes.settled(feature));
        for (int row = 0; row < recent.entered() && recent.visibleFrom(row) <= at; row++) {
            recent.add(feature, then, row);
        }
    }

    /**
     * Lets an accumulator become what a feature over a window was, when the tiles that {@link LiveWindows#needed} for
     * it have been read.
     *
     * @param time of the state
     * @param left the first of the kept events that the window holds at that time
     * @param right the first behind them
     */
    void window(int feature, long at, long time, int left, int right, Accumulator then) {
        Bounds bounds = plan.bounds(plan.window(feature));
        int first = kept.firstAtLeast(bounds.lower(at));
        int end = kept.firstAtLeast(bounds.upper(at));
        then.copyFrom(live[feature]);
        boolean isBack = takeBackEntered(feature, then, Math.max(left, end), right)
                && takeBackRecent(feature, then, at, bounds.lower(time), bounds.upper(at));
        if (isBack) {
            addVisible(feature, then, at, first, Math.min(left, end));
            return;
        }
        then.clear();
        aggregated.mergeWithin(feature, bounds.lower(at), bounds.upper(at), then);
        if (then.isOfNewest()) {
            addNewest(feature, then, at, first, end);
        } else {
            addVisible(feature, then, at, first, end);
        }
    }

    private boolean takeBackEntered(int feature, Accumulator then, int from, int to) {
        boolean could = true;
        for (int row = from; row < to && could; row++) {
            could = kept.takeBack(feature, then, row);
        }
        return could;
    }

    /** Takes back what became visible since, of those event times. */
    private boolean takeBackRecent(int feature, Accumulator then, long at, long lower, long upper) {
        boolean could = true;
        for (int row = recent.entered() - 1; row >= 0 && recent.visibleFrom(row) > at && could; row--) {
            long eventTime = recent.eventTime(row);
            could = eventTime < lower || eventTime >= upper || recent.takeBack(feature, then, row);
        }
        return could;
    }

    private void addVisible(int feature, Accumulator then, long at, int from, int to) {
        for (int row = from; row < to; row++) {
            if (kept.isVisible(row, at)) {
                kept.add(feature, then, row);
            }
        }
    }

    private void addNewest(int feature, Accumulator then, long at, int from, int to) {
        long newest = Long.MIN_VALUE;
        for (int row = to - 1; row >= from && kept.eventTime(row) >= newest; row--) {
            if (kept.isVisible(row, at) && kept.add(feature, then, row)) {
                newest = kept.eventTime(row);
            }
        }
    }
}
