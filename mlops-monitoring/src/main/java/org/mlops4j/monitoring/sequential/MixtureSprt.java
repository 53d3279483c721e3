// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.sequential;

import org.mlops4j.data.Document;

/**
 * The mixture sequential probability ratio test of a mean whose variance is known. Exact for normal observations; for
 * means of batches nearly so. With an unknown variance take {@link MeanTest}, which estimates it.
 *
 * @see <a href="https://arxiv.org/abs/1512.04922">R. Johari, L. Pekelis, D. J. Walsh, Always valid inference: bringing
 *     sequential analysis to A/B testing (2015), equations 11 and 17</a>
 */
public final class MixtureSprt implements SequentialTest {

    static final String NAME = "mixture-sprt";

    private final double nullMean;
    private final double variance;
    private final double mixingVariance;
    private long count;
    private double mean;
    private double largest;

    private MixtureSprt(double nullMean, double variance, double mixingVariance) {
        if (!Double.isFinite(nullMean)) {
            throw new IllegalArgumentException("a mean under test is finite, was " + nullMean);
        }
        if (!(variance > 0 && mixingVariance > 0 && Double.isFinite(variance) && Double.isFinite(mixingVariance))) {
            throw new IllegalArgumentException(
                    "variances are positive and finite, were " + variance + " and " + mixingVariance);
        }
        this.nullMean = nullMean;
        this.variance = variance;
        this.mixingVariance = mixingVariance;
    }

    /**
     * {@return a test of a mean}
     *
     * @param nullMean under the null hypothesis, finite
     * @param variance of an observation; of a difference of two arms, the sum of both
     * @param mixingVariance the square of the effects to be found; it decides which are found soon, not what is valid
     */
    public static MixtureSprt of(double nullMean, double variance, double mixingVariance) {
        return new MixtureSprt(nullMean, variance, mixingVariance);
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
        mean += (value - mean) / count;
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

    @Override
    public double logEValue() {
        return NormalMixture.logEValue(count, mean - nullMean, variance, mixingVariance / variance);
    }

    @Override
    public double pValue() {
        return Math.exp(-largest);
    }

    @Override
    public double lower(double alpha) {
        return mean - NormalMixture.radius(count, variance, mixingVariance / variance, alpha);
    }

    @Override
    public double upper(double alpha) {
        return mean + NormalMixture.radius(count, variance, mixingVariance / variance, alpha);
    }

    static MixtureSprt from(Document document) {
        MixtureSprt test = new MixtureSprt(
                document.get("nullMean").number(),
                document.get("variance").number(),
                document.get("mixingVariance").number());
        test.count = document.get("count").whole();
        test.mean = document.get("mean").number();
        test.largest = document.get("largestLogEValue").number();
        return test;
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with("test", NAME)
                .with("nullMean", nullMean)
                .with("variance", variance)
                .with("mixingVariance", mixingVariance)
                .with("count", count)
                .with("mean", mean)
                .with("largestLogEValue", largest);
    }
}
