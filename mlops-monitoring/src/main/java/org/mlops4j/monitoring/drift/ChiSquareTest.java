// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.mlops4j.monitoring.profile.ColumnProfile;

/**
 * The two-sample chi-square test of homogeneity on the counts of the cells, without continuity correction. The effect
 * is the total variation distance, the least share of rows that would have to change their cell.
 *
 * <p>The p-value needs five expected values in each cell and sample (W. G. Cochran, 1954). Rarer categories are pooled
 * in one cell, rarer neighbours of numbers until there are enough. What is pooled depends on the sums of both samples
 * only, so the choice is independent of the difference that is tested. If less than two cells remain, the most frequent
 * cell is tested against all others by Fisher's exact test. Columns of more categories than a profile keeps are not
 * tested.
 */
public final class ChiSquareTest implements CountTest {

    private static final Homogeneity TEST = new Homogeneity("chi-square", Contingency::pearson);

    @Override
    public String name() {
        return TEST.test();
    }

    @Override
    public Measurement measure(ColumnProfile reference, ColumnProfile current) {
        return TEST.measure(reference, current);
    }

    /** {@inheritDoc} The cells have no order. */
    @Override
    public Measurement compare(long[] reference, long[] current) {
        return TEST.compare(Contingency.of(reference, current));
    }

    /**
     * {@inheritDoc}
     *
     * <p>A total variation d gives a noncentrality of at least 4 d² times the effective size (Cauchy-Schwarz).
     */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        return Homogeneity.effectiveSizeFor(reference, effect, alpha);
    }
}
