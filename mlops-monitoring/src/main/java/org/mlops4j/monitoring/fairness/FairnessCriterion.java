// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.fairness;

/**
 * What being treated alike may mean. No model can meet all of them unless base rates are equal or it makes no mistakes.
 */
public enum FairnessCriterion {

    /**
     * Demographic parity: each group is taken for positive as often. The difference of the shares, by Newcombe's hybrid
     * score interval.
     */
    DEMOGRAPHIC_PARITY,

    /**
     * Demographic parity as a ratio: the share of a group over that of the group with the greatest share; the
     * four-fifths rule. By the logarithm of the adjusted ratio (S. D. Walter, 1975), which is defined for shares of 0
     * too.
     */
    SELECTION_RATIO,

    /** Equal opportunity: positives of each group are found as often. The difference of the recalls, by Newcombe. */
    EQUAL_OPPORTUNITY,

    /**
     * Equalised odds: positives are found and negatives are left alone as often. The greater of the absolute
     * differences of recall and false positive rate; the interval holds both at once.
     */
    EQUALISED_ODDS,

    /** Predictive parity: those taken for positive are so as often. The difference of the precisions, by Newcombe. */
    PREDICTIVE_PARITY,

    /**
     * Calibration: scores of each group can be taken at their word. The mean of score minus label in the group, by the
     * normal interval.
     */
    CALIBRATION
}
