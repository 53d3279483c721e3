// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.mlops4j.monitoring.profile.ColumnProfile;

/**
 * A way to measure how far current data are from a reference. Implementations have no state and are safe to share. They
 * answer for every pair of profiles that they apply to, empty and constant ones included: what cannot be computed is a
 * measurement with a reason, never an exception.
 */
public interface DriftTest {

    /** {@return a short name, the same in every locale} */
    String name();

    /** {@return what it measures; {@link Aspect#DISTRIBUTION} unless an implementation says otherwise} */
    default Aspect aspect() {
        return Aspect.DISTRIBUTION;
    }

    /** {@return whether it can compare two profiles of one column} */
    boolean appliesTo(ColumnProfile reference, ColumnProfile current);

    /** {@return the measurement; both profiles are of one column and in the same bins} */
    Measurement measure(ColumnProfile reference, ColumnProfile current);

    /**
     * {@return the effective size {@code n m / (n + m)} of the two samples at which it sees, four times out of five, a
     * change of a given effect; NaN for distances, and unless an implementation says otherwise; infinite if no size
     * would do}
     *
     * @param reference the reference
     * @param effect the size of the change, in the unit of the measurements
     * @param alpha the level at which it is called significant
     */
    default double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        return Double.NaN;
    }

    /** What a test looks at. */
    enum Aspect {
        /** How the values that are there are distributed. */
        DISTRIBUTION,
        /** How many values are not there. */
        MISSING
    }
}
