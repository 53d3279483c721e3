// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.sequential;

import org.mlops4j.data.Document;

/**
 * Whether a mean is what it should be, for observations of any distribution with a variance, which is estimated: an
 * asymptotic confidence sequence. Paired differences of two versions go here, with a null mean of 0.
 *
 * <p>It says nothing before the {@value #FIRST}th observation: the guarantee is asymptotic in the first look, as that
 * of the usual normal interval is in the number of rows. Where what happens is rarer than that, such as one failure in
 * a thousand, count the events by {@link BetaBinomialTest} instead.
 *
 * @see <a href="https://arxiv.org/abs/2103.06476">I. Waudby-Smith, D. Arbour, R. Sinha, E. H. Kennedy, A. Ramdas,
 *     Time-uniform central limit theory and asymptotic confidence sequences (2021), theorem 2.2</a>
 */
public final class MeanTest implements SequentialTest {

    /** After how many observations it says something. */
    public static final int FIRST = 100;

    /** Where the confidence sequence is tightest, in observations, unless stated. */
    public static final long DEFAULT_TIGHT_AT = 2_000;

    static final String NAME = "asymptotic-mean";

    /**
     * The level for which {@link #of(double, long, double)} makes the sequence tightest; others are hardly wider there.
     */
    private static final double PLANNED_ALPHA = 0.05;

    private final double nullMean;
    private final double ratio;
    private final double spread;
    private long count;
    private double mean;
    private double squares;
    private double largest;

    private MeanTest(double nullMean, double ratio, double spread) {
        if (!Double.isFinite(nullMean)) {
            throw new IllegalArgumentException("a mean under test is finite, was " + nullMean);
        }
        if (!(spread >= 0 && spread < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a spread is from 0 and finite, was " + spread);
        }
        this.nullMean = nullMean;
        this.ratio = ratio;
        this.spread = spread;
    }

    /**
     * {@return a test of a mean that is tightest at {@value #DEFAULT_TIGHT_AT} observations} It says nothing as long as
     * all observations are equal.
     */
    public static MeanTest of(double nullMean) {
        return of(nullMean, DEFAULT_TIGHT_AT, 0);
    }

    /**
     * {@return a test of a mean}
     *
     * @param nullMean the mean under the null hypothesis, finite
     * @param tightAt for how many observations the confidence sequence shall be tightest, from 1; it is valid for all
     * @param spread how far observations may be from their mean, such as 1 for differences of hits and misses: the
     *     variance is estimated as if one had been that far, so that equal observations do not look certain; 0 to say
     *     nothing as long as all are equal
     */
    public static MeanTest of(double nullMean, long tightAt, double spread) {
        if (tightAt < 1) {
            throw new IllegalArgumentException("a sequence is tightest at 1 observation or more, was " + tightAt);
        }
        double level = -2 * Math.log(PLANNED_ALPHA);
        return new MeanTest(nullMean, (level + Math.log1p(level)) / tightAt, spread);
    }

    /**
     * Adds an observation.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public void add(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("an observation is finite, was " + value);
        }
        count++;
        double distance = value - mean;
        mean += distance / count;
        squares += distance * (value - mean);
        largest = Math.max(largest, logEValue());
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public double estimate() {
        return count == 0 ? Double.NaN : mean;
    }

    /** {@return the estimated variance of an observation, the spread counted in; NaN without any} */
    public double variance() {
        return (squares + spread * spread) / count;
    }

    @Override
    public double logEValue() {
        return mute() ? 0 : NormalMixture.logEValue(count, mean - nullMean, variance(), ratio);
    }

    @Override
    public double pValue() {
        return Math.exp(-largest);
    }

    @Override
    public double lower(double alpha) {
        return mean - radius(alpha);
    }

    @Override
    public double upper(double alpha) {
        return mean + radius(alpha);
    }

    private double radius(double alpha) {
        double radius = NormalMixture.radius(count, variance(), ratio, alpha);
        return mute() ? Double.POSITIVE_INFINITY : radius;
    }

    /** Without a variance there is no evidence of any size. */
    private boolean mute() {
        return count < FIRST || squares + spread == 0;
    }

    static MeanTest from(Document document) {
        MeanTest test = new MeanTest(
                document.get("nullMean").number(),
                document.get("ratio").number(),
                document.get("spread").number());
        test.count = document.get("count").whole();
        test.mean = document.get("mean").number();
        test.squares = document.get("squares").number();
        test.largest = document.get("largestLogEValue").number();
        return test;
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with("test", NAME)
                .with("nullMean", nullMean)
                .with("ratio", ratio)
                .with("spread", spread)
                .with("count", count)
                .with("mean", mean)
                .with("squares", squares)
                .with("largestLogEValue", largest);
    }
}
