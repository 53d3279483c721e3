// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.VectorReader;
import org.mlops4j.serving.InputRule;
import org.mlops4j.serving.Protection;
import org.mlops4j.serving.Protection.Unknown;

/**
 * Makes rows that a deployment reads of requests in other forms, by the policies of its protection.
 *
 * @param fields of a request
 * @param areInputs whether the fields are the inputs of the model, so that the rules of those are theirs
 */
record RequestForm(Schema fields, boolean areInputs) {

    static RequestForm of(VectorReader reader) {
        return new RequestForm(
                reader.request(), reader.names().equals(reader.request().names()));
    }

    /** {@return whether a row can be read as it is} */
    boolean fits(Row row) {
        return row.schema().equals(fields);
    }

    /**
     * {@return a copy of a row with the fields of a request}
     *
     * @throws InvalidException if it does not fit
     */
    Row fitted(Row row, Protection policy) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int field = 0; field < row.schema().size(); field++) {
            values.put(row.schema().field(field).name(), value(row, field));
        }
        return fitted(values, policy);
    }

    /**
     * {@return a row of values by name}
     *
     * @throws InvalidException if they do not fit; the message names all fields that are missing or unknown
     */
    Row fitted(Map<String, ? extends @Nullable Object> given, Protection policy) {
        if (policy.unknown() == Unknown.REFUSE && (!areInputs || policy.inputs().isEmpty())) {
            return Row.of(fields, given);
        }
        Map<String, @Nullable Object> values = new HashMap<>(given);
        if (policy.unknown() == Unknown.IGNORE) {
            values.keySet().retainAll(fields.names());
        }
        if (areInputs) {
            for (Field field : fields.fields()) {
                InputRule rule = policy.inputs().get(field.name());
                if (!field.nullable() && rule != null && values.get(field.name()) == null) {
                    values.put(field.name(), missing(field, rule));
                }
            }
        }
        return Row.of(fields, values);
    }

    /** {@return what a field that lacks its value has by a rule; {@code null} if that is no value of its type} */
    private static @Nullable Object missing(Field field, InputRule rule) {
        Double value = rule.missing();
        if (value == null) {
            return null;
        } else if (field.type() == DataType.BOOLEAN) {
            return (value == 0 || value == 1) ? (Boolean) (value == 1) : null;
        } else if (field.type() == DataType.INT64) {
            return (value == Math.rint(value) && Math.abs(value) < 0x1p63) ? (Long) value.longValue() : null;
        } else if (field.type() == DataType.FLOAT32) {
            return value.floatValue();
        }
        return value;
    }

    /** Small whole numbers fit real fields as well. */
    private static @Nullable Object value(Row row, int index) {
        if (row.isNull(index)) {
            return null;
        }
        Field field = row.schema().field(index);
        if (!(field.type() instanceof DataType.Scalar scalar)) {
            throw new InvalidException("field " + field + " of a request is a vector, which is not supported");
        }
        return switch (scalar) {
            case STRING -> row.text(index);
            case TIMESTAMP -> row.instant(index);
            case INT64 -> {
                long whole = row.whole(index);
                yield (int) whole == whole ? (Object) (int) whole : whole;
            }
            case FLOAT32, FLOAT64 -> row.number(index);
            case BOOLEAN -> row.number(index) == 1;
        };
    }
}
