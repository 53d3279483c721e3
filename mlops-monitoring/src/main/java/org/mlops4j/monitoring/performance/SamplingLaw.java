// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

/**
 * How a number that was computed from rows would vary over other rows of the same kind: what its interval and its
 * p-values follow from.
 */
public sealed interface SamplingLaw permits StudentLaw, DiscordantPairs, BootstrapDistribution {

    /** {@return the number that was computed; NaN if it is undefined} */
    double value();

    /** {@return its standard error; 0 if no row speaks for another value, NaN if it is undefined} */
    double standardError();

    /** {@return the lower end of the two-sided 95 % confidence interval; NaN if there is none} */
    double low();

    /** {@return the upper end} */
    double high();

    /**
     * {@return the one-sided p-value against "the true value is at most the bound"; a small one shows that it is more}
     */
    double pValueAtMost(double bound);

    /**
     * {@return the one-sided p-value against "the true value is at least the bound"; a small one shows that it is less}
     */
    double pValueAtLeast(double bound);
}
