// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.tracking;

/** How a run stands. */
public enum RunStatus {
    /** Going on. */
    RUNNING,
    /** Ended as it should. */
    FINISHED,
    /** Ended by an error. */
    FAILED,

    /** Stopped by somebody before it was done. */
    KILLED,
    /** Its process died before it ended, or was silent for so long that it was taken for dead. */
    LOST
}
