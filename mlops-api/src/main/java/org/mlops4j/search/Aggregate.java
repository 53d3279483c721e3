// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.search;

/** Which number of all points of a metric is meant. */
public enum Aggregate {
    /** The value of the greatest (step, time). */
    LAST,

    /** The value of the least (step, time). */
    FIRST,

    /** The smallest value. */
    MIN,

    /** The greatest value. */
    MAX,

    /** The arithmetic mean. */
    MEAN,

    /** How many points there are. */
    COUNT,

    /** The first step of the smallest value. */
    MIN_STEP,

    /** The first step of the greatest value. */
    MAX_STEP
}
