// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/**
 * One row of typed values, read by the index of its field. Reading allocates nothing but for {@link #text} of a row
 * that has to build it and {@link #instant}. Whether a row may be shared between threads and for how long it is valid
 * says who hands it out; rows of {@link #of} are immutable.
 */
public interface Row {

    /** {@return the fields in order} */
    Schema schema();

    /** {@return whether the row holds nothing in that field} */
    boolean isNull(int field);

    /**
     * {@return a FLOAT64, FLOAT32, INT64 or BOOLEAN (1 or 0) as double; NaN if null}
     *
     * @throws InvalidException if the field is of another type
     */
    double number(int field);

    /**
     * {@return an INT64, or a TIMESTAMP in nanoseconds since the epoch}
     *
     * @throws InvalidException if the field is null or of another type
     */
    long whole(int field);

    /**
     * {@return a STRING, or {@code null} if null}
     *
     * @throws InvalidException if the field is of another type
     */
    @Nullable String text(int field);

    /**
     * {@return a component of a vector; NaN if null}
     *
     * @throws InvalidException if the field is no vector
     * @throws IndexOutOfBoundsException if the vector has no such component
     */
    default double component(int field, int component) {
        throw new InvalidException("field " + schema().field(field) + " is not a vector");
    }

    /** {@return a TIMESTAMP} */
    default Instant instant(int field) {
        return Times.instant(whole(field));
    }

    /** {@return the number of a named field, see {@link #number(int)}} */
    default double number(String field) {
        return number(schema().index(field));
    }

    /** {@return the text of a named field, see {@link #text(int)}} */
    default @Nullable String text(String field) {
        return text(schema().index(field));
    }

    /** {@return the instant of a named field} */
    default Instant instant(String field) {
        return instant(schema().index(field));
    }

    /**
     * {@return an immutable row of values by name, in whatever order} What is not there is null.
     *
     * @param values as for {@link #of(Schema, Object...)}
     * @throws InvalidException if a value does not fit, a field that is not nullable is missing, or there is no such
     *     field; the message names all missing and unknown ones
     */
    static Row of(Schema schema, Map<String, ? extends @Nullable Object> values) {
        return ValueRow.named(schema, values);
    }

    /**
     * {@return an immutable row of these values}
     *
     * @param schema the fields
     * @param values one for each field in order: {@link Boolean}, {@link Long} or {@link Integer}, {@link Float},
     *     {@link Double}, {@link String}, {@link Instant}, or {@code null} in a nullable field
     * @throws InvalidException if a value does not fit its field; the message names the field
     */
    static Row of(Schema schema, @Nullable Object... values) {
        requireNonNull(schema, "schema");
        return new ValueRow(schema, values);
    }

    /**
     * {@return an immutable row of the components of a record, with {@link Schema#of(Class)} as fields}
     *
     * @throws InvalidException if a component is of a type that has no column, or cannot be read from outside its
     *     module
     */
    static Row of(Record values) {
        return RecordRow.of(requireNonNull(values, "values"));
    }
}
