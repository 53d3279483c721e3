// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;

/** What a {@link ScalarFunction} asks of an argument, or gives. */
public enum Parameter {
    /** A FLOAT64; INT64 and FLOAT32 columns are read as one. */
    NUMBER(DataType.FLOAT64),
    /** A BOOLEAN. */
    TRUTH(DataType.BOOLEAN),
    /** A STRING. */
    TEXT(DataType.STRING),
    /** A TIMESTAMP. */
    TIME(DataType.TIMESTAMP),
    /** A VECTOR; all vectors of one call have the same size unless the function says otherwise. */
    VECTOR(null),
    /** Anything but a vector. */
    ANY(null),
    /** Anything but a vector; the same type wherever it stands in one call. */
    SAME(null),
    /** A number written out. */
    NUMBER_CONSTANT(DataType.FLOAT64),
    /** A whole number from -2^31 to 2^31 - 1 written out. */
    WHOLE_CONSTANT(DataType.FLOAT64),
    /** A text written out. */
    TEXT_CONSTANT(DataType.STRING),
    /** A number, truth, text or {@code timestamp(…)} written out, of the type of {@link #SAME}. */
    SAME_CONSTANT(null),
    /** The text of an ISO-8601 instant in the range of TIMESTAMP. */
    INSTANT(DataType.STRING),
    /** The text of a time zone as {@link java.time.ZoneId#of} reads it. */
    ZONE(DataType.STRING),
    /** One of {@code 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'}. */
    UNIT(DataType.STRING),
    /** One of {@code 'up', 'down', 'floor', 'ceiling', 'half_up', 'half_down', 'half_even'}. */
    ROUNDING(DataType.STRING),
    /** What becomes of a number that does not fit: {@code 'saturate', 'null', 'wrap'}. */
    OVERFLOW(DataType.STRING);

    private final @Nullable DataType type;

    Parameter(@Nullable DataType type) {
        this.type = type;
    }

    /** {@return the type, empty if it depends on the call} */
    public Optional<DataType> findType() {
        return Optional.ofNullable(type);
    }

    /** {@return whether the argument must be written out, rather than computed} */
    public boolean isConstant() {
        return ordinal() >= NUMBER_CONSTANT.ordinal();
    }

    /** {@return the name in signatures, such as {@code number constant}} */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
