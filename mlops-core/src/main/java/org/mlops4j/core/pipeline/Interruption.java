// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

/** Why the stages of a run are interrupted. */
enum Interruption {
    /** The run was cancelled or taken over: nothing of it is written any more. */
    TAKEN_AWAY("the run was cancelled or taken over"),
    /** The worker was closed: others go on. */
    CLOSED("the worker was closed"),
    /** The thread that carries the run on was interrupted by its own program. */
    CALLER("the thread was interrupted"),
    /** The stage took too long. */
    TIMEOUT("the stage took too long");

    private final String text;

    Interruption(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
