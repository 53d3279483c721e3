// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.reproduction;

/** Whether the same came out, from best to worst. */
public enum Outcome {
    /** The same to the last bit. */
    IDENTICAL,
    /** Numbers or predictions differ, but within the tolerance. */
    EQUIVALENT,
    /** Something else came out, or nothing. */
    DIVERGED
}
