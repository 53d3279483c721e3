// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.diff;

import static java.util.Objects.requireNonNull;

/**
 * A value that is another one now.
 *
 * @param before the value of the first
 * @param after the value of the second
 */
public record Change<T>(T before, T after) {

    /** Checks that there are both. */
    public Change {
        requireNonNull(before, "before");
        requireNonNull(after, "after");
    }
}
