// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.ranking;

/** What a relevance is worth at the first place. */
public enum Gain {
    /** The relevance itself (K. Järvelin and J. Kekäläinen, 2002; what scikit-learn has). */
    LINEAR,
    /** Two to the relevance, minus one (C. Burges and others, 2005; what learning to rank has). */
    EXPONENTIAL;

    double of(double relevance) {
        return this == LINEAR ? relevance : Math.pow(2, relevance) - 1;
    }
}
