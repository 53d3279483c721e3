// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** How large a change must be, in units of its own uncertainty, to be seen four times out of five. */
final class Power {

    /** The chance to see the change. */
    static final double CHANCE = 0.8;

    /** The quantile of the normal distribution at that chance. */
    static final double Z = 0.8416212335729143;

    private Power() {}

    /** {@return how many standard errors a two-sided normal test needs} */
    static double zToSee(double alpha) {
        return TwoProportions.NORMAL.inverseSurvivalProbability(alpha / 2) + Z;
    }

    /**
     * {@return the noncentrality that a chi-square test needs} The noncentral distribution is approximated by a scaled
     * central one (P. B. Patnaik, 1949), to some hundredths.
     */
    static double noncentrality(double freedom, double alpha) {
        double critical = ChiSquaredDistribution.of(freedom).inverseSurvivalProbability(alpha);
        double low = 0;
        double high = 1e6;
        while (high - low > 1e-6 * high) {
            double middle = (low + high) / 2;
            if (chance(freedom, middle, critical) < CHANCE) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double chance(double freedom, double noncentrality, double critical) {
        double scale = (freedom + 2 * noncentrality) / (freedom + noncentrality);
        double approximate = (freedom + noncentrality) / scale;
        return ChiSquaredDistribution.of(approximate).survivalProbability(critical / scale);
    }
}
