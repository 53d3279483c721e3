// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.mlops4j.monitoring.profile.ColumnProfile;

/**
 * The G test: the likelihood-ratio test of homogeneity on the counts of the cells, for samples of any two sizes.
 * Effect, pooling and what is done with rare cells are those of {@link ChiSquareTest}, from which it hardly differs
 * where counts are large; where they are small, it alarms a little too often.
 *
 * @see <a href="https://doi.org/10.1214/aoms/1177732360">S. S. Wilks (1938), The large-sample distribution of the
 *     likelihood ratio for testing composite hypotheses</a>
 */
public final class GTest implements CountTest {

    private static final Homogeneity TEST = new Homogeneity("g", Contingency::likelihoodRatio);

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
