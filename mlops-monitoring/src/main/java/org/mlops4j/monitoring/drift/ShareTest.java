// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.mlops4j.monitoring.profile.ColumnProfile;

/**
 * A drift test of columns with no more than two categories between both sides, truth values for one. It looks at how
 * many rows hold the later of the two by name; which one it is makes no difference.
 */
public interface ShareTest extends DriftTest {

    /**
     * {@return the measurement of two shares}
     *
     * @param cases rows of the reference that hold the category
     * @param rows rows of the reference that hold any, may be 0
     * @param currentCases as well of the current data
     * @param currentRows as well of the current data
     */
    Measurement compare(long cases, long rows, long currentCases, long currentRows);

    /** {@return whether both profiles hold categories, no more than two in all} */
    @Override
    default boolean appliesTo(ColumnProfile reference, ColumnProfile current) {
        return !reference.numeric()
                && !current.numeric()
                && reference.others().complete()
                && current.others().complete()
                && Contingency.ofCategories(reference, current).used() <= 2;
    }

    @Override
    default Measurement measure(ColumnProfile reference, ColumnProfile current) {
        Contingency counts = Contingency.ofCategories(reference, current);
        int last = counts.lastUsed();
        return last < 0
                ? compare(0, 0, 0, 0)
                : compare(counts.first(last), counts.firstTotal(), counts.second(last), counts.secondTotal());
    }

    /** {@inheritDoc} By the normal limit, about the share that the reference has. */
    @Override
    default double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        Contingency counts = Contingency.ofCategories(reference, reference);
        int last = counts.lastUsed();
        double share = last < 0 ? 0.5 : (double) counts.first(last) / counts.firstTotal();
        return TwoProportions.effectiveSizeFor(share, effect, alpha);
    }
}
