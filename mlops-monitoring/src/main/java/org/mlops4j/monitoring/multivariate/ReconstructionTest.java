// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Table;

/**
 * Whether columns still hang together as they did, by principal components: a few are fitted to a reference, rows are
 * told by these alone, and the mean length of what is left of a row is compared, chunk by chunk, with that of chunks of
 * the reference. Sees changes that keep every marginal; a change along the kept components it does not see.
 *
 * <p>The usual bounds of three standard deviations are right for many chunks only: with ten of them, one chunk in forty
 * falls outside without any drift. Here the bounds are those of a prediction by Student's t; and the error of a
 * reference chunk is measured with components fitted to all the others, since rows that took part in a fit are always
 * told better than new ones.
 *
 * <p>Columns become numbers as for {@link KernelTest}, scaled by the reference: so do new categories, and a column that
 * was constant or never missing and no longer is. Rows of the reference have to be in their natural order, so that its
 * chunks vary as later ones do. Costs a pass over the reference and one for its products, {@code O(rows · numbers²)},
 * and an eigendecomposition of {@code O(numbers³)} a chunk.
 */
public final class ReconstructionTest {

    /** A quarter of the standard deviation of the errors of single rows. */
    public static final double DEFAULT_EFFECT = 0.25;

    /** The share of the variance that the components have to hold. */
    public static final double DEFAULT_VARIANCE = 0.65;

    /** Into how many chunks a reference is parted. */
    public static final int DEFAULT_CHUNKS = 10;

    private final Criterion criterion;
    private final double variance;
    private final int chunks;

    private ReconstructionTest(Criterion criterion, double variance, int chunks) {
        this.criterion = requireNonNull(criterion, "criterion");
        this.variance = variance;
        this.chunks = chunks;
    }

    /** {@return the test with all defaults} */
    public static ReconstructionTest defaults() {
        return new ReconstructionTest(Criterion.ofEffect(DEFAULT_EFFECT), DEFAULT_VARIANCE, DEFAULT_CHUNKS);
    }

    /** {@return a copy with another criterion} */
    public ReconstructionTest withCriterion(Criterion other) {
        return new ReconstructionTest(other, variance, chunks);
    }

    /** {@return a copy whose components hold another share of the variance, in (0, 1)} */
    public ReconstructionTest withVariance(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share of the variance must be in (0, 1), was " + share);
        }
        return new ReconstructionTest(criterion, share, chunks);
    }

    /**
     * {@return a copy that parts the reference into another number of chunks, at least
     * {@value ReconstructionReference#LEAST_CHUNKS}} More chunks make narrower bounds; each should be as large as the
     * chunks to come.
     */
    public ReconstructionTest withChunks(int count) {
        if (count < ReconstructionReference.LEAST_CHUNKS) {
            throw new IllegalArgumentException(
                    "there must be at least " + ReconstructionReference.LEAST_CHUNKS + " chunks, was " + count);
        }
        return new ReconstructionTest(criterion, variance, count);
    }

    /** {@return what chunks are compared with; any table will do, see {@link ReconstructionReference#compare}} */
    public ReconstructionReference fit(Table reference) {
        return ReconstructionReference.of(reference, criterion, variance, chunks);
    }

    /** {@return the verdict on one chunk} */
    public ReconstructionDrift compare(Table reference, Table current) {
        return fit(reference).compare(current);
    }
}
