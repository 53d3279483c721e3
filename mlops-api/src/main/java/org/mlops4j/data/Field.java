// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static java.util.Objects.requireNonNull;

/**
 * A named and typed column of a {@link Schema}.
 *
 * @param name by the rule of {@link Name#requireKey}
 * @param type what a row holds
 * @param nullable whether a row may hold nothing
 */
public record Field(String name, DataType type, boolean nullable) {

    /** Checks the name. */
    public Field {
        Name.requireKey("field", name);
        requireNonNull(type, "type");
    }

    /** {@return a field in which every row holds a value} */
    public static Field of(String name, DataType type) {
        return new Field(name, type, false);
    }

    /** {@return a field in which a row may hold nothing} */
    public static Field nullable(String name, DataType type) {
        return new Field(name, type, true);
    }

    @Override
    public String toString() {
        return name + " " + type.text() + (nullable ? "?" : "");
    }
}
