// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

/**
 * Fisher's exact test, two-sided: whether the share of a category has changed, for any counts. The statistic is the
 * odds ratio, the effect the absolute difference of the shares. Costs as many steps as there may be cases; for no more
 * rows than an {@code int} holds.
 *
 * @see <a href="https://doi.org/10.2307/2340521">R. A. Fisher (1922), On the interpretation of χ² from contingency
 *     tables, and the calculation of P</a>
 */
public final class FisherTest implements ShareTest {

    @Override
    public String name() {
        return "fisher-exact";
    }

    @Override
    public Measurement compare(long cases, long rows, long currentCases, long currentRows) {
        if (Math.min(rows, currentRows) < 2) {
            return Measurement.tooFew(name(), EffectUnit.SHARE, rows, currentRows);
        } else if (rows + currentRows > Integer.MAX_VALUE) {
            return Measurement.impossible(
                    name(), EffectUnit.SHARE, rows, currentRows, "has too many rows; use two-proportion-z");
        }
        return TwoProportions.fisher(cases, rows, currentCases, currentRows).measurement(rows, currentRows);
    }
}
