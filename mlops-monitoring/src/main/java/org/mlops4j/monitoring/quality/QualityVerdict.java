// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.quality;

/** What the rows say to a constraint. */
public enum QualityVerdict {
    /** It holds. */
    PASSED,
    /** It does not hold, or its column is missing or of another type. */
    FAILED,
    /** There was no row, or no value, to look at. */
    NO_DATA
}
