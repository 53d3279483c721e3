// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.inference;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.error.InvalidException;
import org.mlops4j.server.internal.http.Shown;

/**
 * How the values of a field travel.
 *
 * @param type of the field
 * @param datatype of the protocol, as it is announced
 * @param accepted the datatypes whose values fit without a loss
 */
record TensorType(DataType.Scalar type, String datatype, Set<String> accepted) {

    /** The datatype of all outputs. */
    static final String OUTPUT = "FP64";

    private static final Set<String> WHOLE = Set.of("INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32");
    private static final Set<String> SINGLE = Set.of("FP32", "FP16", "INT8", "INT16", "UINT8", "UINT16");
    private static final Set<String> REAL =
            Set.of("FP64", "FP32", "FP16", "INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32");

    /**
     * {@return the type of a field}
     *
     * @throws InvalidException if it is a vector
     */
    static TensorType of(Field field) {
        if (field.type() instanceof DataType.Scalar scalar) {
            return of(scalar);
        }
        throw new InvalidException("field " + field + " is a vector, which this server does not take");
    }

    private static TensorType of(DataType.Scalar scalar) {
        return switch (scalar) {
            case BOOLEAN -> new TensorType(scalar, "BOOL", Set.of("BOOL"));
            case INT64 -> new TensorType(scalar, "INT64", WHOLE);
            case FLOAT32 -> new TensorType(scalar, "FP32", SINGLE);
            case FLOAT64 -> new TensorType(scalar, "FP64", REAL);
            case STRING, TIMESTAMP -> new TensorType(scalar, "BYTES", Set.of("BYTES"));
        };
    }

    Document metadata(String name) {
        return Document.object()
                .with("name", name)
                .with("datatype", datatype)
                .with("shape", Document.list(Document.of(-1)));
    }

    /**
     * {@return a value as a row takes it}
     *
     * @param value of a tensor; {@code null} is missing, and so is NaN of a real number
     * @throws InvalidException if it is none of this type
     */
    @Nullable Object value(Document value) {
        if (value instanceof Document.Null) {
            return null;
        }
        return switch (type) {
            case BOOLEAN -> value.bool();
            case INT64 -> value.whole();
            case FLOAT32 -> (float) value.number();
            case FLOAT64 -> value.number();
            case STRING -> value.text();
            case TIMESTAMP -> instant(value.text());
        };
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidException("'" + Shown.text(text) + "' is no instant such as 2001-01-01T06:00:00Z", e);
        }
    }
}
