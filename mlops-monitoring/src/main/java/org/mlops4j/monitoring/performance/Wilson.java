// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import org.mlops4j.error.InvalidException;

/**
 * Wilson's score interval of a share. It stays in [0, 1], has a width at 0 and at 1 too, and holds its level in small
 * samples, which the normal interval does not.
 *
 * @param low the lower end
 * @param high the upper end
 * @see <a href="https://doi.org/10.2307/2276774">E. B. Wilson (1927)</a>
 */
public record Wilson(double low, double high) {

    /**
     * {@return the two-sided interval}
     *
     * @param cases rows of a kind, from 0
     * @param rows all rows, from 1
     * @param z the normal quantile of the confidence, such as 1.96 for 95 %
     */
    public static Wilson interval(long cases, long rows, double z) {
        if (cases < 0 || rows < 1 || cases > rows) {
            throw new InvalidException(cases + " of " + rows + " rows is no share");
        }
        double share = (double) cases / rows;
        double z2 = z * z / rows;
        double centre = (share + z2 / 2) / (1 + z2);
        double half = z / (1 + z2) * Math.sqrt(share * (1 - share) / rows + z2 / (4 * rows));
        return new Wilson(cases == 0 ? 0 : centre - half, cases == rows ? 1 : centre + half);
    }
}
