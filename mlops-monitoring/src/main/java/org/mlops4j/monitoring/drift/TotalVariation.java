// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

/**
 * The total variation distance between the shares of the cells: the least share of rows that would have to change their
 * cell to make the samples alike, 0 for equal and 1 for disjoint distributions.
 */
public final class TotalVariation implements CountTest {

    @Override
    public String name() {
        return "total-variation";
    }

    @Override
    public Measurement compare(long[] reference, long[] current) {
        Contingency counts = Contingency.of(reference, current);
        return counts.distance(name(), EffectUnit.SHARE, counts.totalVariation());
    }
}
