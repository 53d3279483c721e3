// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Something that happened and may explain what charts show, such as another champion.
 *
 * @param time when
 * @param label what, in a word
 */
public record Marker(Instant time, String label) {
    /** Checks that the parts are there. */
    public Marker {
        requireNonNull(time, "time");
        requireNonNull(label, "label");
    }
}
