// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.mlops4j.monitoring.profile.ColumnProfile;

/** A drift test of numbers or categories, which looks at how many values are in each cell. */
public interface CountTest extends DriftTest {

    /**
     * {@return the measurement of two samples in the same cells}
     *
     * @param reference the number of values in each cell, which may all be 0
     * @param current as well
     */
    Measurement compare(long[] reference, long[] current);

    /** {@return whether both profiles have the same bins} */
    @Override
    default boolean appliesTo(ColumnProfile reference, ColumnProfile current) {
        return reference.sharesBinsWith(current);
    }

    @Override
    default Measurement measure(ColumnProfile reference, ColumnProfile current) {
        return compare(reference.histogram().toArray(), current.histogram().toArray());
    }
}
