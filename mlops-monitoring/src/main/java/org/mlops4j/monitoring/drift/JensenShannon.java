// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

/**
 * The Jensen-Shannon distance between the shares of the cells: the root of the divergence in bits, 0 for equal and 1
 * for disjoint distributions. Empty cells need no smoothing.
 *
 * @see <a href="https://doi.org/10.1109/18.61115">J. Lin (1991), Divergence measures based on the Shannon entropy</a>
 */
public final class JensenShannon implements CountTest {

    @Override
    public String name() {
        return "jensen-shannon";
    }

    @Override
    public Measurement compare(long[] reference, long[] current) {
        Contingency counts = Contingency.of(reference, current);
        double divergence = counts.sum(0, (p, q) -> term(p, (p + q) / 2) + term(q, (p + q) / 2));
        double distance = Math.sqrt(Math.max(0, divergence / 2) / Math.log(2));
        return counts.distance(name(), EffectUnit.JENSEN_SHANNON, distance);
    }

    private static double term(double share, double mean) {
        return share == 0 ? 0 : share * Math.log(share / mean);
    }
}
