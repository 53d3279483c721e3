// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

/**
 * The Hellinger distance between the shares of the cells: 0 for equal and 1 for disjoint distributions. Empty cells
 * need no smoothing.
 *
 * @see <a href="https://doi.org/10.1515/crll.1909.136.210">E. Hellinger (1909), Neue Begründung der Theorie
 *     quadratischer Formen von unendlichvielen Veränderlichen</a>
 */
public final class Hellinger implements CountTest {

    @Override
    public String name() {
        return "hellinger";
    }

    @Override
    public Measurement compare(long[] reference, long[] current) {
        Contingency counts = Contingency.of(reference, current);
        return counts.distance(
                name(),
                EffectUnit.HELLINGER,
                Math.sqrt(counts.sum(0, (p, q) -> Math.pow(Math.sqrt(p) - Math.sqrt(q), 2)) / 2));
    }
}
