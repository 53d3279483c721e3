// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.sequential;

import org.mlops4j.data.Document;

/**
 * Whether the means of two arms of a randomized split differ by what they should, where each observation falls into one
 * of the arms, such as requests into champion and canary. Positive is better in the second arm, if more is better.
 *
 * <p>Each observation is turned into an estimate of the difference by its known chance of falling into its arm and by
 * the means of both arms before it (augmented inverse probability weighting); their mean goes to a {@link MeanTest}. It
 * says nothing before both arms have {@value #FIRST} observations.
 *
 * @see <a href="https://arxiv.org/abs/2103.06476">I. Waudby-Smith, D. Arbour, R. Sinha, E. H. Kennedy, A. Ramdas,
 *     Time-uniform central limit theory and asymptotic confidence sequences (2021), section 3</a>
 */
public final class ArmDifferenceTest implements SequentialTest {

    /** After how many observations in each arm it says something. */
    public static final int FIRST = 200;

    static final String NAME = "arm-difference";

    private final double share;
    private final MeanTest difference;
    private long firstCount;
    private long secondCount;
    private double firstMean;
    private double secondMean;
    private double largest;

    private ArmDifferenceTest(double share, MeanTest difference) {
        this.share = share;
        this.difference = difference;
    }

    /**
     * {@return a test of the mean of the second arm minus that of the first, tightest at
     * {@value MeanTest#DEFAULT_TIGHT_AT} observations in both arms together}
     *
     * @param nullDifference under the null hypothesis, finite
     * @param share the chance of an observation to fall into the second arm, in (0, 1); the same for all
     * @param spread how far observations may be from the mean of their arm, see {@link MeanTest#of(double, long,
     *     double)}
     */
    public static ArmDifferenceTest of(double nullDifference, double share, double spread) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share of the second arm is in (0, 1), was " + share);
        }
        double weighted = spread / Math.min(share, 1 - share);
        return new ArmDifferenceTest(share, MeanTest.of(nullDifference, MeanTest.DEFAULT_TIGHT_AT, weighted));
    }

    /**
     * Adds an observation.
     *
     * @param second whether it fell into the second arm
     * @param value finite
     */
    public void add(boolean second, double value) {
        double residual = second ? (value - secondMean) / share : (firstMean - value) / (1 - share);
        if (firstCount > 0 && secondCount > 0) {
            difference.add(secondMean - firstMean + residual);
        }
        if (second) {
            secondCount++;
            secondMean += (value - secondMean) / secondCount;
        } else {
            firstCount++;
            firstMean += (value - firstMean) / firstCount;
        }
        largest = Math.max(largest, logEValue());
    }

    @Override
    public long count() {
        return firstCount + secondCount;
    }

    /** {@return how many observations fell into the second arm} */
    public long secondCount() {
        return secondCount;
    }

    @Override
    public double estimate() {
        return difference.estimate();
    }

    @Override
    public double logEValue() {
        return mute() ? 0 : difference.logEValue();
    }

    @Override
    public double pValue() {
        return Math.exp(-largest);
    }

    @Override
    public double lower(double alpha) {
        double bound = difference.lower(alpha);
        return mute() ? Double.NEGATIVE_INFINITY : bound;
    }

    @Override
    public double upper(double alpha) {
        double bound = difference.upper(alpha);
        return mute() ? Double.POSITIVE_INFINITY : bound;
    }

    private boolean mute() {
        return firstCount < FIRST || secondCount < FIRST;
    }

    static ArmDifferenceTest from(Document document) {
        ArmDifferenceTest test =
                new ArmDifferenceTest(document.get("share").number(), MeanTest.from(document.get("difference")));
        test.firstCount = document.get("firstCount").whole();
        test.secondCount = document.get("secondCount").whole();
        test.firstMean = document.get("firstMean").number();
        test.secondMean = document.get("secondMean").number();
        test.largest = document.get("largestLogEValue").number();
        return test;
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with("test", NAME)
                .with("share", share)
                .with("difference", difference.toDocument())
                .with("firstCount", firstCount)
                .with("secondCount", secondCount)
                .with("firstMean", firstMean)
                .with("secondMean", secondMean)
                .with("largestLogEValue", largest);
    }
}
