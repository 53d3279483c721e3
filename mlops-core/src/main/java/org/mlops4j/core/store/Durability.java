// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

/** What a commit of a {@link SqliteDatabase} survives. */
enum Durability {
    /** The loss of power: every commit waits until the disk has it. */
    POWER_LOSS("FULL"),
    /** The death of the process; the loss of power only after {@link SqliteDatabase#sync}. */
    PROCESS_DEATH("NORMAL");

    private final String synchronous;

    Durability(String synchronous) {
        this.synchronous = synchronous;
    }

    /** {@return the value of SQLite's pragma of that name} */
    String synchronous() {
        return synchronous;
    }
}
