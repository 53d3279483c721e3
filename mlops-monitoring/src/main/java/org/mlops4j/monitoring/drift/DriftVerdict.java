// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

/** What a comparison with the reference says. */
public enum DriftVerdict {
    /** No change of the size that the policy cares about; had there been one, it would most likely have been seen. */
    OK,
    /** A change that is both beyond chance and large enough to care about. */
    DRIFT,
    /** Too few values to see a change of the size that the policy cares about. */
    INSUFFICIENT_DATA
}
