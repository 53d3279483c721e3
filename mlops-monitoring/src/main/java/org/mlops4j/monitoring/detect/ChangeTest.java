// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import org.mlops4j.data.Document;

/** An algorithm as its paper has it, for values of its range. Has the state that a detector saves. */
interface ChangeTest {

    /** {@return what it says after one more value} Allocates nothing. */
    DetectorState next(double value);

    /** Forgets all values. */
    void restart();

    /** Begins anew after it said DRIFT; some algorithms keep the values since the change. */
    default void restartAfterDrift() {
        restart();
    }

    /** {@return its state} */
    Document save();

    /**
     * Takes over a state that {@link #save} gave.
     *
     * @throws org.mlops4j.error.InvalidException if it is none of a test with the same parameters
     */
    void load(Document saved);
}
