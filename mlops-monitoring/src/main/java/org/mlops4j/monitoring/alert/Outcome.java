// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

/** What a condition says to one signal. */
public enum Outcome {
    /** The condition holds. */
    HOLDS,
    /** It does not. */
    DOES_NOT_HOLD,
    /** The signal cannot tell: its value, or what it is compared with, is not a number. */
    NO_DATA
}
