// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import static java.util.Objects.requireNonNull;

import java.util.SplittableRandom;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.drift.DriftResult;
import org.mlops4j.monitoring.drift.EffectUnit;
import org.mlops4j.monitoring.drift.Measurement;

/**
 * Whether the rows of two tables have one joint distribution, by how alike rows of the two are compared with rows of
 * the same: the maximum mean discrepancy with a Gaussian kernel at the median distance, unbiased, or the energy
 * distance. Both see changes of any kind, in the marginals or in how columns hang together, and are the less sharp the
 * more columns do not take part in a change: one of ten that is shifted by 0.7 standard deviations has an effect of
 * 0.1.
 *
 * <p>Every column weighs the same. Numbers are scaled to standard deviation 1 over both tables, after values far
 * outside the others were drawn back; a missing number becomes the mean and a mark of its own. Categories become one
 * mark each for the twenty most frequent, for all others and for missing ones; all components of a vector share one
 * scale. TIMESTAMP columns are left out; a column that the current table lacks is missing in every row.
 *
 * <p>The p-value is that of a permutation test, so it holds its level at any size. The effect is the root of the
 * statistic over the one of samples that have nothing in common, from 0 to 1.
 *
 * <p>Takes about four million pairs of rows a side, whatever the number of rows: all pairs up to 2 000 rows a side,
 * those within random blocks above, of at most 40 000 sampled rows. So costs do not grow beyond those of 2 000 rows: up
 * to three seconds of a core, and 64 MB besides the points. An effect so small that these pairs would not show it is
 * never called OK.
 *
 * @see <a href="https://jmlr.org/papers/v13/gretton12a.html">A. Gretton et al. (2012), A kernel two-sample test</a>
 * @see <a href="https://doi.org/10.1016/j.jspi.2013.03.018">G. J. Székely and M. L. Rizzo (2013), Energy statistics</a>
 * @see <a href="https://doi.org/10.1214/13-AOS1140">D. Sejdinovic et al. (2013), Equivalence of distance-based and
 *     RKHS-based statistics</a>
 * @see <a href="https://arxiv.org/abs/1307.1954">W. Zaremba, A. Gretton and M. Blaschko (2013), B-tests</a>
 */
public final class KernelTest {

    /**
     * A correlation of 0.8 between two of ten columns that changes its sign, or one of three columns that is shifted by
     * a sixth of its standard deviation.
     */
    public static final double DEFAULT_EFFECT = 0.05;

    /** Enough for levels of half a per cent and more. */
    public static final int DEFAULT_PERMUTATIONS = 499;

    private static final long SEED = 20260101L;
    private static final int LEAST_ROWS = 2;

    private final Similarity similarity;
    private final Criterion criterion;
    private final int permutations;
    private final long seed;

    private KernelTest(Similarity similarity, Criterion criterion, int permutations, long seed) {
        this.similarity = similarity;
        this.criterion = requireNonNull(criterion, "criterion");
        this.permutations = criterion.requireReachable(permutations);
        this.seed = seed;
    }

    /** {@return the test by the maximum mean discrepancy} */
    public static KernelTest maximumMeanDiscrepancy() {
        return of(Similarity.GAUSSIAN);
    }

    /** {@return the test by the energy distance} */
    public static KernelTest energyDistance() {
        return of(Similarity.NEGATIVE_DISTANCE);
    }

    /**
     * {@return a copy with another criterion}
     *
     * @throws IllegalArgumentException if its level needs more permutations; set these first
     */
    public KernelTest withCriterion(Criterion other) {
        return new KernelTest(similarity, other, permutations, seed);
    }

    /** {@return a copy at another level} */
    public KernelTest withAlpha(double other) {
        return withCriterion(criterion.withAlpha(other));
    }

    /**
     * {@return a copy with another number of random splits}
     *
     * @throws IllegalArgumentException if no p-value could be below the level
     */
    public KernelTest withPermutations(int other) {
        return new KernelTest(similarity, criterion, other, seed);
    }

    /**
     * {@return a copy with another seed of the random splits; the default is fixed, so equal data give equal results}
     */
    public KernelTest withSeed(long other) {
        return new KernelTest(similarity, criterion, permutations, other);
    }

    /**
     * {@return the verdict; INSUFFICIENT_DATA with a reason if there are less than two rows on a side or no columns}
     */
    public DriftResult compare(Table reference, Table current) {
        SplittableRandom random = new SplittableRandom(seed);
        Table first = Sampling.shuffled(reference, PairStatistic.MOST_ROWS, random);
        Table second = Sampling.shuffled(current, PairStatistic.MOST_ROWS, random);
        Encoding encoding = Encoding.of(first, second);
        if (Math.min(first.rowCount(), second.rowCount()) < LEAST_ROWS || encoding.size() == 0) {
            String reason = encoding.size() == 0 ? "there are no columns to compare" : "needs two rows on each side";
            return criterion.judge(
                    Measurement.impossible(name(), EffectUnit.SEPARATION, first.rowCount(), second.rowCount(), reason),
                    LEAST_ROWS);
        }
        PairStatistic pairs =
                PairStatistic.of(encoding.encode(first), encoding.encode(second), similarity, permutations, random);
        Measurement measured = new Measurement(
                name(),
                pairs.statistic(),
                pairs.pValue(),
                pairs.separation(),
                EffectUnit.SEPARATION,
                first.rowCount(),
                second.rowCount(),
                "");
        double needed = pairs.sizeFor(criterion.effect(), criterion.alpha());
        return criterion.judge(measured, pairs.size() >= needed, (long) Math.ceil(2 * needed));
    }

    /** {@return {@code mmd} or {@code energy}} */
    public String name() {
        return similarity == Similarity.GAUSSIAN ? "mmd" : "energy";
    }

    private static KernelTest of(Similarity similarity) {
        return new KernelTest(similarity, Criterion.ofEffect(DEFAULT_EFFECT), DEFAULT_PERMUTATIONS, SEED);
    }
}
