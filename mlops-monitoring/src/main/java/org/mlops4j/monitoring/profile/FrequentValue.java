// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import static java.util.Objects.requireNonNull;

/**
 * A category and how often it stands in a column.
 *
 * @param category the text
 * @param rows how many rows hold it, exactly
 */
public record FrequentValue(String category, long rows) {
    /** Checks that there is a category. */
    public FrequentValue {
        requireNonNull(category, "category");
    }
}
