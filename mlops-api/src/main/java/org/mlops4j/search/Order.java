// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.search;

import static java.util.Objects.requireNonNull;

/**
 * By what to order what is found. Whatever lacks the field, or has NaN or an infinity there, comes last in either
 * direction; equals are in the order that follows, at last in that of their ids.
 *
 * @param field by what
 * @param descending whether the greatest comes first
 */
public record Order(Field field, boolean descending) {

    /** Checks that there is a field. */
    public Order {
        requireNonNull(field, "field");
    }
}
