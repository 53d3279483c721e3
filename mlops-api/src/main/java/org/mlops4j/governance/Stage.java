// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.governance;

/**
 * How far a version is. Nobody sets it: it follows from what is stored of the version, so it cannot be moved around the
 * gates and approvals.
 */
public enum Stage {
    /** Registered. */
    DRAFT,
    /** All gates of its latest validation have passed, the ones that the policies name among them. */
    VALIDATED,
    /** Validated, and signed off as the policies ask; without a policy by one who is not the author. */
    APPROVED,
    /** A protected alias points at it, or a deployment names it or an alias that points at it. */
    DEPLOYED,
    /** No longer to be used; no alias may be pointed at it. */
    RETIRED,
    /** Found harmful: aliases were moved away from it, and it is not served any more. */
    RECALLED
}
