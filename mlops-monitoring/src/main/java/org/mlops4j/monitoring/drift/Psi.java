// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

/**
 * The population stability index: the sum over the cells of {@code (q - p) ln(q / p)}, in nats. Every count is raised
 * by {@value #SMOOTHING} before the shares are taken, so that they still add up to one and the index is finite when a
 * cell is empty on one side. The cells are quantiles of the reference, or its categories and all others.
 */
public final class Psi implements CountTest {

    /** Jeffreys' prior. */
    public static final double SMOOTHING = 0.5;

    @Override
    public String name() {
        return "psi";
    }

    @Override
    public Measurement compare(long[] reference, long[] current) {
        Contingency counts = Contingency.of(reference, current);
        return counts.distance(name(), EffectUnit.PSI, counts.sum(SMOOTHING, (p, q) -> (q - p) * Math.log(q / p)));
    }
}
