// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.storage;

/** What a change survives once the call that made it has returned. */
public enum Durability {

    /** The loss of power: every change waits until the disk has it. Changes of several threads share that wait. */
    POWER_SAFE,

    /**
     * The death of the process, by {@code kill -9} too. If the power is lost, the last changes may be gone, but never
     * one without all that came after it, and never a part of one.
     */
    CRASH_SAFE
}
