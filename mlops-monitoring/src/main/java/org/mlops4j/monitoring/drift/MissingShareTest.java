// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.mlops4j.monitoring.profile.ColumnProfile;

/**
 * Whether the share of rows without a value, null or NaN, has changed: a two-sided comparison of two proportions. The
 * effect is the absolute difference of the shares.
 */
public final class MissingShareTest implements DriftTest {

    @Override
    public String name() {
        return "missing-share";
    }

    @Override
    public Aspect aspect() {
        return Aspect.MISSING;
    }

    /** {@return true: every column may miss values} */
    @Override
    public boolean appliesTo(ColumnProfile reference, ColumnProfile current) {
        return true;
    }

    @Override
    public Measurement measure(ColumnProfile reference, ColumnProfile current) {
        long n = reference.tally().rows();
        long m = current.tally().rows();
        if (Math.min(n, m) < 2) {
            return Measurement.impossible(name(), EffectUnit.SHARE, n, m, "needs at least two rows a side");
        }
        TwoProportions compared = TwoProportions.compare(
                reference.tally().missing(), n, current.tally().missing(), m);
        return new Measurement(
                name(), compared.statistic(), compared.pValue(), compared.effect(), EffectUnit.SHARE, n, m, "");
    }

    /** {@inheritDoc} */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        double share = reference.tally().rows() == 0 ? 0.5 : reference.tally().missingShare();
        return TwoProportions.effectiveSizeFor(share, effect, alpha);
    }
}
