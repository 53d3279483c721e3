// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DataType.Scalar;

/** What a {@link ScalarFunction} asks of an argument, or gives. */
public enum Parameter {
    /** A FLOAT64; INT64 and FLOAT32 columns are read as one. */
    NUMBER(Scalar.FLOAT64),
    /** A BOOLEAN. */
    TRUTH(Scalar.BOOLEAN),
    /** A STRING. */
    TEXT(Scalar.STRING),
    /** A TIMESTAMP. */
    TIME(Scalar.TIMESTAMP),
    /** A VECTOR; all vectors of one call have the same size unless the function says otherwise. */
    VECTOR(null),
    /** Anything but a vector. */
    ANY(null),
    /** Anything but a vector; the same type wherever it stands in one call. */
    SAME(null),
    /** A number written out. */
    NUMBER_CONSTANT(Scalar.FLOAT64),
    /** A whole number from -2^31 to 2^31 - 1 written out. */
    WHOLE_CONSTANT(Scalar.FLOAT64),
    /** A whole number from 1 to 2^31 - 1 written out. */
    POSITIVE_CONSTANT(Scalar.FLOAT64),
    /** A text written out. */
    TEXT_CONSTANT(Scalar.STRING),
    /** A number, truth, text or {@code timestamp(…)} written out, of the type of {@link #SAME}. */
    SAME_CONSTANT(null),
    /** The text of an ISO-8601 instant in the range of TIMESTAMP. */
    INSTANT(Scalar.STRING),
    /** The text of a time zone as {@link java.time.ZoneId#of} reads it. */
    ZONE(Scalar.STRING),
    /** A regular expression of the syntax of RE2. */
    PATTERN(Scalar.STRING),
    /** One of {@code 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'}. */
    UNIT(Scalar.STRING),
    /** One of {@code 'up', 'down', 'floor', 'ceiling', 'half_up', 'half_down', 'half_even'}. */
    ROUNDING(Scalar.STRING),
    /** What becomes of a number that does not fit: {@code 'saturate', 'null', 'wrap'}. */
    OVERFLOW(Scalar.STRING),
    /** The text of a {@link JavaSignature}. */
    SIGNATURE(Scalar.STRING);

    private final @Nullable Scalar type;

    Parameter(@Nullable Scalar type) {
        this.type = type;
    }

    /** {@return the type, empty if it depends on the call} */
    public Optional<DataType> findType() {
        return Optional.ofNullable(type);
    }

    /** {@return whether the argument must be written out, rather than computed} */
    public boolean isConstant() {
        return switch (this) {
            case NUMBER, TRUTH, TEXT, TIME, VECTOR, ANY, SAME -> false;
            default -> true;
        };
    }

    /** {@return the name in signatures, such as {@code number constant}} */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
