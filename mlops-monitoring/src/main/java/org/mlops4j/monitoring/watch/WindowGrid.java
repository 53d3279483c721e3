// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Duration;
import java.time.Instant;
import org.mlops4j.data.Times;

/**
 * Windows of one length, one behind the other, counted from an instant. A local day that lasts 23 hours is none of its
 * business.
 */
record WindowGrid(Duration length, Instant origin) {

    WindowGrid {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a window must be longer than nothing, was " + length);
        }
    }

    /** {@return the beginning of the window that an instant lies in} */
    Instant floor(Instant instant) {
        long offset = Math.subtractExact(Times.nanos(instant), Times.nanos(origin));
        return instant.minusNanos(Math.floorMod(offset, length.toNanos()));
    }

    /** {@return the end of the window that begins there} */
    Instant end(Instant from) {
        return from.plus(length);
    }
}
