// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

/**
 * The Kullback-Leibler divergence of the current shares of the cells from those of the reference: the sum of {@code q
 * ln(q / p)}, in nats. It is what each current row costs on average, in the length of its code or in the log loss of a
 * model that knows nothing else, because the reference is taken for the truth. Empty cells are smoothed as {@link Psi}
 * does; the index is the sum of both directions.
 *
 * @see <a href="https://doi.org/10.1214/aoms/1177729694">S. Kullback and R. A. Leibler (1951), On information and
 *     sufficiency</a>
 */
public final class KullbackLeibler implements CountTest {

    @Override
    public String name() {
        return "kl";
    }

    @Override
    public Measurement compare(long[] reference, long[] current) {
        Contingency counts = Contingency.of(reference, current);
        return counts.distance(name(), EffectUnit.NATS, counts.sum(Psi.SMOOTHING, (p, q) -> q * Math.log(q / p)));
    }
}
