// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

/** Whether one signature can take the place of another. */
public enum Compatibility {

    /** The same fields in the same order. */
    IDENTICAL,

    /** Who calls the first can call the second: what fits the first fits the second as well. */
    BACKWARD,

    /** Who calls the second can call the first: the second can be rolled back. */
    FORWARD,

    /** Neither. */
    BREAKING,

    /** One of the two versions, or both, were registered without a signature. */
    UNKNOWN;

    /** {@return the verdict on two changes together} */
    Compatibility and(Compatibility other) {
        if (this == other || other == IDENTICAL) {
            return this;
        }
        return this == IDENTICAL ? other : BREAKING;
    }
}
