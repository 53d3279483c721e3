// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

/** In what the size of a change is measured. */
public enum EffectUnit {
    /** A share of the rows, from 0 to 1. */
    SHARE("of rows"),
    /** Standard deviations of the reference, from 0. */
    STANDARD_DEVIATIONS("sd"),
    /** The symmetric Kullback-Leibler divergence in nats, from 0. */
    PSI("PSI"),
    /** The square root of the Jensen-Shannon divergence in bits, from 0 to 1. */
    JENSEN_SHANNON("JS");

    private final String symbol;

    EffectUnit(String symbol) {
        this.symbol = symbol;
    }

    /** {@return what to print after the number} */
    public String symbol() {
        return symbol;
    }
}
