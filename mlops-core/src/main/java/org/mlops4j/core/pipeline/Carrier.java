// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

/** Who carries runs on, one after the other. */
interface Carrier {

    /** A program that called, and waits for the end. */
    Carrier CALLER = new Carrier() {
        @Override
        public boolean takesMore() {
            return true;
        }

        @Override
        public void begins(Execution execution) {}
    };

    /** {@return whether one more run may begin} */
    boolean takesMore();

    /** Hears which execution begins, before it does. */
    void begins(Execution execution);
}
