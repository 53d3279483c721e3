// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.sequential;

import org.mlops4j.data.Document;

/**
 * Whether a share is what it should be, from events of two kinds. Two arms are compared by it without any further
 * assumption:
 *
 * <ul>
 *   <li>by the pairs that only one of two versions gets right: the share of those that the second gets right is ½ if
 *       both are equally good;
 *   <li>by events such as failures, in a random split of the traffic: the share of those in the second arm is the share
 *       of its traffic if both fail equally often.
 * </ul>
 *
 * <p>Exact for every number of events, if the events do not depend on each other.
 *
 * @see <a href="https://arxiv.org/abs/2011.03567">M. Lindon, A. Malek, Anytime-valid inference for multinomial count
 *     data (2020), equation 4 for two categories</a>
 */
public final class BetaBinomialTest implements SequentialTest {

    /**
     * How many events the prior is worth: the test is most sensitive where the share is some {@code 1/√20} standard
     * deviations off, which a few hundred events show.
     */
    public static final double DEFAULT_WEIGHT = 20;

    static final String NAME = "beta-binomial";

    /** Bisection down to the spacing of doubles in [0, 1]. */
    private static final int HALVINGS = 60;

    private final double nullShare;
    private final double weight;
    private long hits;
    private long misses;
    private double logMarginal;
    private double largest;

    private BetaBinomialTest(double nullShare, double weight) {
        if (!(nullShare > 0 && nullShare < 1)) {
            throw new IllegalArgumentException("a share under test is in (0, 1), was " + nullShare);
        }
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the weight of the prior is positive and finite, was " + weight);
        }
        this.nullShare = nullShare;
        this.weight = weight;
    }

    /**
     * {@return a test of a share, with a prior of {@value #DEFAULT_WEIGHT} events around it}
     *
     * @param nullShare the share under the null hypothesis, in (0, 1)
     */
    public static BetaBinomialTest of(double nullShare) {
        return new BetaBinomialTest(nullShare, DEFAULT_WEIGHT);
    }

    /**
     * {@return a test of a share with the prior Beta(weight · share, weight · (1 - share))} The test is valid whatever
     * the weight; a greater one finds smaller differences in the end, and large ones later.
     */
    public static BetaBinomialTest of(double nullShare, double weight) {
        return new BetaBinomialTest(nullShare, weight);
    }

    /**
     * Adds an event.
     *
     * @param hit whether it is of the kind whose share is tested, such as in the second arm
     */
    public void add(boolean hit) {
        double prior = hit ? weight * nullShare : weight * (1 - nullShare);
        logMarginal += Math.log((prior + (hit ? hits : misses)) / (weight + hits + misses));
        if (hit) {
            hits++;
        } else {
            misses++;
        }
        largest = Math.max(largest, logEValue());
    }

    /** {@return the share under the null hypothesis} */
    public double nullShare() {
        return nullShare;
    }

    /** {@return how many events were of the kind} */
    public long hits() {
        return hits;
    }

    @Override
    public long count() {
        return hits + misses;
    }

    @Override
    public double estimate() {
        return (double) hits / (hits + misses);
    }

    @Override
    public double logEValue() {
        return logEValue(nullShare);
    }

    @Override
    public double pValue() {
        return Math.exp(-largest);
    }

    @Override
    public double lower(double alpha) {
        return hits == 0 ? 0 : bound(0, alpha);
    }

    @Override
    public double upper(double alpha) {
        return misses == 0 ? 1 : bound(1, alpha);
    }

    /** {@return the share between the estimate and an end at which the e-value is one over alpha} */
    private double bound(double end, double alpha) {
        double threshold = -Math.log(NormalMixture.requireLevel(alpha));
        double inside = estimate();
        double outside = end;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (inside + outside) / 2;
            if (logEValue(middle) < threshold) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return outside;
    }

    private double logEValue(double share) {
        return logMarginal - power(hits, share) - power(misses, 1 - share);
    }

    /** The log of base to the count, which is 0 for no event even where the base is 0. */
    private static double power(long count, double base) {
        return count == 0 ? 0 : count * Math.log(base);
    }

    static BetaBinomialTest from(Document document) {
        BetaBinomialTest test = new BetaBinomialTest(
                document.get("nullShare").number(), document.get("weight").number());
        test.hits = document.get("hits").whole();
        test.misses = document.get("misses").whole();
        test.logMarginal = document.get("logMarginal").number();
        test.largest = document.get("largestLogEValue").number();
        return test;
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with("test", NAME)
                .with("nullShare", nullShare)
                .with("weight", weight)
                .with("hits", hits)
                .with("misses", misses)
                .with("logMarginal", logMarginal)
                .with("largestLogEValue", largest);
    }
}
