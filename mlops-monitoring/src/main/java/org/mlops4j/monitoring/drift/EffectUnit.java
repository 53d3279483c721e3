// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

/** In what the size of a change is measured. */
public enum EffectUnit {
    /** A share of the rows, from 0 to 1. */
    SHARE("of rows"),
    /** Standard deviations of the reference, from 0. */
    STANDARD_DEVIATIONS("sd"),
    /** A share of the pairs of a reference and a current row, from 0 to 1. */
    PAIRS("of pairs"),
    /** A share of the spread of the reference, from 0. */
    SPREAD("of spread"),
    /**
     * The root mean square, over the values, of the change of the share of rows below them, each in standard deviations
     * of being below: from 0 to about 1.2, and the more the further out the rows have moved.
     */
    STANDARDIZED_SHARE("standardized"),
    /** The Kullback-Leibler divergence in nats, from 0. */
    NATS("nats"),
    /** The Hellinger distance, from 0 to 1. */
    HELLINGER("Hellinger"),
    /** The energy coefficient of inhomogeneity, from 0 to 1. */
    ENERGY("energy"),
    /** The symmetric Kullback-Leibler divergence in nats, from 0. */
    PSI("PSI"),
    /** The square root of the Jensen-Shannon divergence in bits, from 0 to 1. */
    JENSEN_SHANNON("JS"),
    /** From 0 for samples that cannot be told apart to 1 for samples that have nothing in common. */
    SEPARATION("separation"),
    /** What a ranking has lost of the normalised discounted cumulative gain, from 0. */
    NDCG_LOSS("nDCG lost");

    private final String symbol;

    EffectUnit(String symbol) {
        this.symbol = symbol;
    }

    /** {@return what to print after the number} */
    public String symbol() {
        return symbol;
    }
}
