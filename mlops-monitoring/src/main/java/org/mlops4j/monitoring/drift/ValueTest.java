// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.SortedValues;

/** A drift test of numbers, which looks at the values themselves. */
public interface ValueTest extends DriftTest {

    /**
     * {@return the measurement of two samples}
     *
     * @param reference may be empty or constant, and hold infinite values
     * @param current as well
     */
    Measurement compare(SortedValues reference, SortedValues current);

    /** {@return whether both profiles hold numbers and have kept them} */
    @Override
    default boolean appliesTo(ColumnProfile reference, ColumnProfile current) {
        return reference.keepsValues() && current.keepsValues();
    }

    @Override
    default Measurement measure(ColumnProfile reference, ColumnProfile current) {
        return compare(reference.values(), current.values());
    }
}
