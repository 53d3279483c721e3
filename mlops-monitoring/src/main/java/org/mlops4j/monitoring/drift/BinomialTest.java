// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

/**
 * The exact binomial test, two-sided: whether the share of a category is still that of the reference, which is taken as
 * known. The statistic is the current share, the effect its absolute difference from that of the reference.
 *
 * <p>A share is known only if the reference has {@value #TIMES} times as many rows as the current data; with less, its
 * own chance would raise false alarms, so there is no measurement. Where less than five current rows of a category are
 * expected, {@link FisherTest Fisher's exact test} is carried out, and named, instead.
 */
public final class BinomialTest implements ShareTest {

    private static final long TIMES = 100;
    private static final double LEAST_EXPECTED = 5;

    @Override
    public String name() {
        return "binomial";
    }

    @Override
    public Measurement compare(long cases, long rows, long currentCases, long currentRows) {
        if (Math.min(rows, currentRows) < 2) {
            return Measurement.tooFew(name(), EffectUnit.SHARE, rows, currentRows);
        } else if (rows / TIMES < currentRows) {
            return Measurement.impossible(
                    name(),
                    EffectUnit.SHARE,
                    rows,
                    currentRows,
                    "needs " + TIMES + " times as many rows in the reference; use two-proportion-z");
        }
        double share = (double) cases / rows;
        if (Math.min(share, 1 - share) * currentRows < LEAST_EXPECTED || currentRows > Integer.MAX_VALUE) {
            return TwoProportions.compare(cases, rows, currentCases, currentRows)
                    .measurement(rows, currentRows);
        }
        double p = org.apache.commons.statistics.inference.BinomialTest.withDefaults()
                .test((int) currentRows, (int) currentCases, share)
                .getPValue();
        double current = (double) currentCases / currentRows;
        return new Measurement(name(), current, p, Math.abs(current - share), EffectUnit.SHARE, rows, currentRows, "");
    }
}
