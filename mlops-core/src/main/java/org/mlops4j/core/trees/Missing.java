// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

/** Which values of a feature count as missing at a node, and so go where the node sends missing ones. */
public enum Missing {
    /** None: NaN is compared as 0. */
    NONE,
    /** Zero, within 1e-35, and NaN. */
    ZERO,
    /** NaN. */
    NAN
}
