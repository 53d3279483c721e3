// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.util.Arrays;

/**
 * By feature, the greatest (instant an event could be known - instant it was used), in nanoseconds: positive would be a
 * look into the future. Not thread-safe.
 */
public final class Lags {

    /** Of a feature that used no event at all. */
    public static final long NONE = Long.MIN_VALUE;

    /** Records nothing. */
    static final Lags IGNORED = new Lags(0);

    private final long[] greatest;

    /** Creates lags of that many features, which have used nothing yet. */
    public Lags(int features) {
        greatest = new long[features];
        Arrays.fill(greatest, NONE);
    }

    /** {@return the greatest lag of a feature, or {@link #NONE}} */
    public long greatest(int feature) {
        return greatest[feature];
    }

    /** Takes over what another one recorded of the same features. */
    public void merge(Lags other) {
        for (int feature = 0; feature < greatest.length; feature++) {
            greatest[feature] = Math.max(greatest[feature], other.greatest[feature]);
        }
    }

    void record(int feature, long known, long used) {
        if (greatest.length > 0) {
            long lag = known - used;
            // Apart by more than 292 years, the difference overflows.
            boolean overflow = ((known ^ used) & (known ^ lag)) < 0;
            long sound = overflow ? (known < used ? Long.MIN_VALUE + 1 : Long.MAX_VALUE) : lag;
            greatest[feature] = Math.max(greatest[feature], sound);
        }
    }
}
