// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.fairness;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.mlops4j.error.InvalidException;

/**
 * When groups count as treated alike.
 *
 * @param threshold scores from here on are taken for positive
 * @param minimumRows how many rows each side of a comparison needs: rows of the group for parity, positives for
 *     opportunity, and so on
 * @param greatestDifference how far shares may be apart, from 0 to 1
 * @param leastRatio how little a share may be of the greatest one, from 0 to 1
 * @param alpha how often a group exactly at a bound may be called unfair by a criterion, or fair; in (0, 1)
 * @param reference the group that others are compared with; if empty, the one with the most rows, the first of several
 */
public record FairnessPolicy(
        double threshold,
        long minimumRows,
        double greatestDifference,
        double leastRatio,
        double alpha,
        Optional<String> reference) {

    /** Below, an interval of a share is wider than any difference that is worth a verdict. */
    public static final long DEFAULT_MINIMUM_ROWS = 30;

    /** One in ten, a usual bound where no law names one. */
    public static final double DEFAULT_DIFFERENCE = 0.1;

    /** The four-fifths rule of the Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 (1978). */
    public static final double FOUR_FIFTHS = 0.8;

    /** The level of most tests. */
    public static final double DEFAULT_ALPHA = 0.05;

    /** Checks the bounds. */
    public FairnessPolicy {
        requireNonNull(reference, "reference");
        if (Double.isNaN(threshold)
                || minimumRows < 2
                || !(greatestDifference > 0 && greatestDifference <= 1)
                || !(leastRatio > 0 && leastRatio <= 1)
                || !(alpha > 0 && alpha < 1)) {
            throw new InvalidException("a fairness policy needs a threshold, 2 rows or more, a difference and a ratio"
                    + " in (0, 1] and a level in (0, 1); got " + threshold + ", " + minimumRows + ", "
                    + greatestDifference + ", " + leastRatio + " and " + alpha);
        }
    }

    /** {@return the usual bounds for decisions at a threshold} */
    public static FairnessPolicy at(double threshold) {
        return new FairnessPolicy(
                threshold, DEFAULT_MINIMUM_ROWS, DEFAULT_DIFFERENCE, FOUR_FIFTHS, DEFAULT_ALPHA, Optional.empty());
    }

    /** {@return this with another least number of rows, from 2} */
    public FairnessPolicy withMinimumRows(long rows) {
        return new FairnessPolicy(threshold, rows, greatestDifference, leastRatio, alpha, reference);
    }

    /** {@return this with another greatest difference of shares} */
    public FairnessPolicy withGreatestDifference(double difference) {
        return new FairnessPolicy(threshold, minimumRows, difference, leastRatio, alpha, reference);
    }

    /** {@return this with another least ratio of shares} */
    public FairnessPolicy withLeastRatio(double ratio) {
        return new FairnessPolicy(threshold, minimumRows, greatestDifference, ratio, alpha, reference);
    }

    /** {@return this with another level, in (0, 1)} */
    public FairnessPolicy withAlpha(double level) {
        return new FairnessPolicy(threshold, minimumRows, greatestDifference, leastRatio, level, reference);
    }

    /** {@return this with a group that all others are compared with} */
    public FairnessPolicy withReference(String group) {
        return new FairnessPolicy(threshold, minimumRows, greatestDifference, leastRatio, alpha, Optional.of(group));
    }
}
