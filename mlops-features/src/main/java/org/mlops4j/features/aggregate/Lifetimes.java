// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What features over a lifetime add up to: at the time of a state, and at the earliest time that can be read, from
 * which no event of theirs is kept any more. Not thread-safe.
 */
final class Lifetimes {

    private final ViewPlan plan;
    private final Accumulator[] live;
    private final int[] features;
    /** In the order of {@link #features}; those of the present where none can be read before. */
    private final Accumulator[] settled;

    private final boolean isPresentSettled;

    /** @param live of all features of the plan at the time of the state */
    Lifetimes(ViewPlan plan, long back, Accumulator[] live) {
        this.plan = plan;
        this.live = live;
        this.features = plan.lifetimeFeatures();
        this.isPresentSettled = back == 0;
        this.settled = new Accumulator[features.length];
        Arrays.setAll(settled, i -> isPresentSettled ? live[features[i]] : plan.accumulator(features[i]));
    }

    /** {@return what a feature adds up to at the earliest time} */
    Accumulator settled(int feature) {
        return settled[Arrays.binarySearch(features, feature)];
    }

    /** Lets an event count at the time of the state. */
    void enter(long eventTime, long availableAt, long[] slots, int from, long time, Lags lags) {
        long known = Math.max(eventTime, availableAt);
        for (int feature : features) {
            if (plan.add(feature, live[feature], eventTime, availableAt, slots, from)) {
                lags.record(feature, known, time);
            }
        }
    }

    /** Lets an event that counts at the time of the state count at the earliest time as well. */
    void settle(long eventTime, long availableAt, long[] slots, int from) {
        if (!isPresentSettled) {
            for (int i = 0; i < settled.length; i++) {
                plan.add(features[i], settled[i], eventTime, availableAt, slots, from);
            }
        }
    }

    /** Forgets all events at the earliest time. */
    void clear() {
        for (Accumulator accumulator : settled) {
            accumulator.clear();
        }
    }

    /** Writes what is settled. */
    void write(DataOutput out) throws IOException {
        for (Accumulator accumulator : settled) {
            accumulator.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        for (Accumulator accumulator : settled) {
            accumulator.read(in);
        }
    }

    /** Derives what counts at the time of the state from what is settled and the recent events that are visible. */
    void restore(RecentEvents recent) {
        if (!isPresentSettled) {
            for (int i = 0; i < settled.length; i++) {
                live[features[i]].copyFrom(settled[i]);
                for (int row = 0; row < recent.entered(); row++) {
                    recent.add(features[i], live[features[i]], row);
                }
            }
        }
    }
}
