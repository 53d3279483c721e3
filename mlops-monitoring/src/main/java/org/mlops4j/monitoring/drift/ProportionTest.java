// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

/**
 * The two-proportion z-test, pooled, two-sided and without continuity correction: whether the share of a category has
 * changed. The effect is the absolute difference of the shares. Where less than five rows of a category are expected in
 * a sample, {@link FisherTest Fisher's exact test} is carried out, and named, instead.
 */
public final class ProportionTest implements ShareTest {

    @Override
    public String name() {
        return "two-proportion-z";
    }

    @Override
    public Measurement compare(long cases, long rows, long currentCases, long currentRows) {
        return Math.min(rows, currentRows) < 2
                ? Measurement.tooFew(name(), EffectUnit.SHARE, rows, currentRows)
                : TwoProportions.compare(cases, rows, currentCases, currentRows).measurement(rows, currentRows);
    }
}
