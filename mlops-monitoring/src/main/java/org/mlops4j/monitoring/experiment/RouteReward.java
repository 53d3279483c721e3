// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.experiment;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;

/**
 * What the predictions of a route earned.
 *
 * @param route such as {@code champion} or {@code canary}
 * @param count how many predictions have a label
 * @param total the sum of their labels, each from 0 to 1
 */
public record RouteReward(String route, long count, double total) {
    /** Checks that the total is possible. */
    public RouteReward {
        Name.require("route", route);
        if (count < 0 || !(total >= 0 && total <= count)) {
            throw new InvalidException("the total of " + count + " rewards from 0 to 1 cannot be " + total);
        }
    }

    /** {@return the mean reward; NaN without any} */
    public double mean() {
        return total / count;
    }

    /**
     * {@return what is known of the mean: Beta(1 + total, 1 + count - total), which is exact for rewards of 0 and 1}
     */
    BetaDistribution posterior() {
        return BetaDistribution.of(1 + total, 1 + count - total);
    }

    /** {@return the least mean that is credible: with 97.5 % probability it is more, before which all were alike} */
    public double lower() {
        return posterior().inverseCumulativeProbability(0.025);
    }

    /** {@return the greatest mean that is credible: with 97.5 % probability it is less} */
    public double upper() {
        return posterior().inverseCumulativeProbability(0.975);
    }
}
