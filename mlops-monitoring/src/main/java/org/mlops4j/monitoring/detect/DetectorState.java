// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

/** What a detector says after a value. */
public enum DetectorState {
    /** No sign of a change, or too few values to tell. */
    STABLE,
    /** Signs of a change that do not suffice for an alarm; only some detectors warn. */
    WARNING,
    /** The values changed. Said once; the detector has begun anew. */
    DRIFT
}
