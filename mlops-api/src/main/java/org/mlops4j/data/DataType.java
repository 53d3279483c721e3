// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.mlops4j.error.InvalidException;

/** The type of a column: a {@link Scalar} or a {@link Vector} of fixed size. */
public sealed interface DataType {

    /** True or false. */
    DataType BOOLEAN = Scalar.BOOLEAN;

    /** A signed 64-bit integer. */
    DataType INT64 = Scalar.INT64;

    /** An IEEE 754 single; held as the double of equal value. */
    DataType FLOAT32 = Scalar.FLOAT32;

    /** An IEEE 754 double. NaN is a value, not a null. */
    DataType FLOAT64 = Scalar.FLOAT64;

    /** Unicode text. */
    DataType STRING = Scalar.STRING;

    /** A UTC instant as nanoseconds since 1970-01-01T00:00:00Z, from 1677-09-21 to 2262-04-11. */
    DataType TIMESTAMP = Scalar.TIMESTAMP;

    /** The name under which schemas are stored, such as {@code float64} or {@code vector(8)}. */
    String text();

    /**
     * {@return the type that {@link #text()} of it gave}
     *
     * @throws InvalidException if the text names no type
     */
    static DataType parse(String text) {
        requireNonNull(text, "text");
        for (Scalar scalar : Scalar.values()) {
            if (scalar.text().equals(text)) {
                return scalar;
            }
        }
        if (text.matches("vector\\([1-9][0-9]{0,6}\\)")) {
            return new Vector(Integer.parseInt(text.substring(7, text.length() - 1)));
        }
        throw new InvalidException(
                "'" + text + "' is not a data type; known are boolean, int64, float32, float64, string, timestamp,"
                        + " vector(n)");
    }

    /** The types that hold one value a row. */
    enum Scalar implements DataType {
        /** True or false. */
        BOOLEAN,
        /** A signed 64-bit integer. */
        INT64,
        /** An IEEE 754 single. */
        FLOAT32,
        /** An IEEE 754 double. */
        FLOAT64,
        /** Unicode text. */
        STRING,
        /** A UTC instant, nanoseconds. */
        TIMESTAMP;

        @Override
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A row holds {@code size} doubles.
     *
     * @param size the number of components, at least 1
     */
    record Vector(int size) implements DataType {
        /** Checks the size. */
        public Vector {
            if (size < 1) {
                throw new IllegalArgumentException("size of a vector must be at least 1, was " + size);
            }
        }

        @Override
        public String text() {
            return "vector(" + size + ")";
        }
    }
}
