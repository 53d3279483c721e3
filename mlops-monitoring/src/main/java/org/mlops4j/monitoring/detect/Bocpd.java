// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;

/**
 * Bayesian on-line changepoint detection: the probabilities of how long ago the latest change was, given all values.
 * Says DRIFT when it is probable that there was one within the latest {@code horizon} values, and goes on with the
 * likeliest length of the time since then; warns when that is more likely than not. Sees all changes that its
 * likelihood knows, in both directions. Memory: 256 hypotheses, 10 KB; the least likely gives way to each new one.
 * Time: some operations a hypothesis, so a hundred times that of the simple detectors.
 *
 * @param likelihood what the values are like between changes
 * @param hazard how likely a change is before each value; between 0 and 1
 * @param threshold how probable a recent change has to be; between 0.5 and 1
 * @param horizon how many values back a change is recent, from 10
 * @see <a href="https://arxiv.org/abs/0710.3742">R. P. Adams, D. J. C. MacKay (2007), Bayesian online changepoint
 *     detection</a>
 * @see <a href="https://www.cs.ubc.ca/~murphyk/Papers/bayesGauss.pdf">K. P. Murphy (2007), Conjugate Bayesian analysis
 *     of the Gaussian distribution, section 3</a>
 */
public record Bocpd(Likelihood likelihood, double hazard, double threshold, int horizon) implements DetectorDefinition {

    static final String TYPE = "bocpd";

    /** Checks the parameters. */
    public Bocpd {
        Parameters.requireProbability("hazard", hazard);
        Parameters.requireProbability("threshold", threshold);
        Parameters.requireLess("0.5", 0.5, "threshold", threshold);
        Parameters.requireBetween("horizon", horizon, 10, Integer.MAX_VALUE);
        requireNonNull(likelihood, "likelihood");
    }

    /** {@return a change in 100 000 values, threshold 0.99 and horizon 10 000, for rare alarms} */
    public static Bocpd of(Likelihood likelihood) {
        return new Bocpd(likelihood, 1e-5, 0.99, 10_000);
    }

    static Bocpd read(Document document) {
        return new Bocpd(
                document.get("likelihood").constant(Likelihood.class),
                document.get("hazard").number(),
                document.get("threshold").number(),
                Math.toIntExact(document.get("horizon").whole()));
    }

    @Override
    public ValueRange range() {
        return likelihood == Likelihood.BERNOULLI ? ValueRange.UNIT_INTERVAL : ValueRange.REAL;
    }

    @Override
    public DriftDetector start() {
        return new DriftDetector(this, new RunLengths(this));
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with("type", TYPE)
                .with("likelihood", Document.of(likelihood))
                .with("hazard", hazard)
                .with("threshold", threshold)
                .with("horizon", horizon);
    }

    /** What values are like between changes. */
    public enum Likelihood {
        /**
         * Errors of one rate, whose prior is Jeffreys'; a fraction counts as partly an error. For values from 0 to 1.
         */
        BERNOULLI,
        /**
         * A bell curve of unknown mean and variance. The prior is made of the first 30 values, or of more until they
         * differ; it weighs as much as one of them. For all numbers.
         */
        NORMAL
    }
}
