// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.sequential;

import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * A test whose error does not grow with the number of looks. However often one looks and whenever one stops, the
 * p-value falls to α or below with a probability of α at most if the null hypothesis is true, and the interval from
 * {@link #lower} to {@link #upper} misses the truth, at any time, with a probability of α at most.
 *
 * <p>Observations are added one by one in the order in which they come; each implementation has an {@code add}. Memory
 * does not grow with them, and adding allocates nothing. Not thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/2210.01948">A. Ramdas, P. Grünwald, V. Vovk, G. Shafer, Game-theoretic statistics
 *     and safe anytime-valid inference (2023)</a>
 */
public sealed interface SequentialTest permits ArmDifferenceTest, BetaBinomialTest, MeanTest, MixtureSprt {

    /** {@return how many observations there were} */
    long count();

    /** {@return the estimate of the share, mean or difference; NaN without observations} */
    double estimate();

    /**
     * {@return the natural logarithm of the e-value now: the evidence against the null hypothesis} Under it, the
     * e-value is 1 on average at most, whenever one stops; 0, for an e-value of 1, without observations.
     */
    double logEValue();

    /**
     * {@return the p-value, which holds at any time: one over the greatest e-value so far, 1 at most} It never grows.
     */
    double pValue();

    /**
     * {@return the lower end of the confidence sequence now} Two-sided: both ends together miss the truth, at any time,
     * with a probability of alpha at most.
     *
     * @param alpha in (0, 1)
     */
    double lower(double alpha);

    /** {@return the upper end of the confidence sequence now; see {@link #lower}} */
    double upper(double alpha);

    /** {@return whether the null hypothesis is rejected: the e-value has reached one over alpha at some time} */
    default boolean rejects(double alpha) {
        return pValue() <= requireLevel(alpha);
    }

    /** {@return the whole state, from which {@link #from} goes on bit for bit} */
    Document toDocument();

    /**
     * {@return the test whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is none
     */
    static SequentialTest from(Document document) {
        String test = document.get("test").text();
        return switch (test) {
            case BetaBinomialTest.NAME -> BetaBinomialTest.from(document);
            case MeanTest.NAME -> MeanTest.from(document);
            case ArmDifferenceTest.NAME -> ArmDifferenceTest.from(document);
            case MixtureSprt.NAME -> MixtureSprt.from(document);
            default -> throw new InvalidException("there is no sequential test '" + test + "'");
        };
    }

    private static double requireLevel(double alpha) {
        return NormalMixture.requireLevel(alpha);
    }
}
