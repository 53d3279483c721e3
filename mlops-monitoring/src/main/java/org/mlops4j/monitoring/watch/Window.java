// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.mlops4j.data.Table;

/**
 * A stretch of time and the rows that lie in it.
 *
 * @param from the beginning, inclusive
 * @param to the end, exclusive
 * @param rows by time, then in the order in which they arrived; at least one
 */
public record Window(Instant from, Instant to, Table rows) {
    /** Checks that the parts are there. */
    public Window {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(rows, "rows");
    }
}
