// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.time.Instant;
import org.mlops4j.error.InvalidException;

/** Instants as the nanoseconds since the epoch in which columns hold them. */
public final class Times {

    private static final long SECOND = 1_000_000_000L;

    private Times() {}

    /**
     * {@return nanoseconds since 1970-01-01T00:00:00Z}
     *
     * @throws InvalidException if the instant lies before 1677-09-21 or after 2262-04-11
     */
    public static long nanos(Instant instant) {
        try {
            long seconds = instant.getEpochSecond();
            // Towards zero first: the whole seconds of the earliest instant alone would not fit.
            return seconds < 0
                    ? Math.addExact(Math.multiplyExact(seconds + 1, SECOND), instant.getNano() - SECOND)
                    : Math.addExact(Math.multiplyExact(seconds, SECOND), instant.getNano());
        } catch (ArithmeticException e) {
            throw new InvalidException("instant " + instant + " is outside of 1677-09-21 to 2262-04-11", e);
        }
    }

    /** {@return the instant of these nanoseconds since the epoch} */
    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }
}
