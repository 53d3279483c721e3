// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.fairness;

/** What a finding says, from the best to the worst. */
public enum FairnessVerdict {
    /** The whole interval is within the bound. */
    FAIR,
    /** There are too few rows to judge. */
    INSUFFICIENT,
    /** The interval reaches beyond the bound, but not far enough to be sure. */
    INCONCLUSIVE,
    /** The whole interval, widened for the number of comparisons, is beyond the bound. */
    UNFAIR
}
