// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType.Scalar;
import org.mlops4j.error.InvalidException;

/** A row over boxed values: numbers as Double, whole numbers and instants as Long, text as String. */
final class ValueRow implements Row {

    private final Schema schema;
    private final @Nullable Object[] values;

    ValueRow(Schema schema, @Nullable Object[] given) {
        if (given.length != schema.size()) {
            throw new InvalidException("a row of " + schema + " has " + schema.size() + " values, got " + given.length);
        }
        this.schema = schema;
        this.values = new Object[given.length];
        for (int i = 0; i < given.length; i++) {
            values[i] = canonical(schema.field(i), given[i]);
        }
    }

    /** A row of values that are canonical already. */
    private ValueRow(@Nullable Object[] canonical, Schema schema) {
        this.schema = schema;
        this.values = canonical;
    }

    static ValueRow named(Schema schema, Map<String, ? extends @Nullable Object> values) {
        List<String> wrong = new ArrayList<>();
        @Nullable Object[] row = new Object[schema.size()];
        for (int i = 0; i < row.length; i++) {
            Field field = schema.field(i);
            Object value = values.get(field.name());
            if (value == null && !field.nullable()) {
                wrong.add("'" + field.name() + "' is missing");
                continue;
            }
            try {
                row[i] = canonical(field, value);
            } catch (InvalidException e) {
                wrong.add(String.valueOf(e.getMessage()));
            }
        }
        values.keySet().stream()
                .filter(name -> schema.find(name).isEmpty())
                .sorted()
                .forEach(name -> wrong.add("'" + name + "' is no field"));
        if (!wrong.isEmpty()) {
            throw new InvalidException("a row of " + schema + " cannot be made: " + String.join(", ", wrong));
        }
        return new ValueRow(row, schema);
    }

    /** {@return the value as the column of its field holds it}, shared with the table builder. */
    static @Nullable Object canonical(Field field, @Nullable Object value) {
        if (value == null) {
            if (!field.nullable()) {
                throw new InvalidException("field '" + field.name() + "' must not be null");
            }
            return null;
        }
        if (field.type() instanceof DataType.Vector vector) {
            if (value instanceof double[] array && array.length == vector.size()) {
                return array.clone();
            }
            throw misfit(field, value);
        }
        return switch ((Scalar) field.type()) {
            case BOOLEAN -> require(value instanceof Boolean, field, value);
            case INT64 -> value instanceof Integer i ? (Object) (long) i : require(value instanceof Long, field, value);
            case FLOAT32 -> value instanceof Float f ? (Object) (double) f : single(field, value);
            case FLOAT64 -> real(field, value);
            case STRING -> require(value instanceof String, field, value);
            case TIMESTAMP ->
                value instanceof Instant t ? (Object) Times.nanos(t) : require(value instanceof Long, field, value);
        };
    }

    private static Object require(boolean fits, Field field, Object value) {
        if (!fits) {
            throw misfit(field, value);
        }
        return value;
    }

    private static Object real(Field field, Object value) {
        if (value instanceof Double || value instanceof Float || value instanceof Integer) {
            return ((Number) value).doubleValue();
        }
        throw misfit(field, value);
    }

    private static Object single(Field field, Object value) {
        if (value instanceof Double d && (Double.isNaN(d) || (double) d.floatValue() == d)) {
            return d;
        }
        throw misfit(field, value);
    }

    private static InvalidException misfit(Field field, Object value) {
        return new InvalidException(
                "field '" + field.name() + "' is " + field.type().text() + ", got a "
                        + value.getClass().getSimpleName() + (value instanceof Number ? " " + value : ""));
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public boolean isNull(int field) {
        return values[field] == null;
    }

    @Override
    public double number(int field) {
        Object value = values[field];
        if (value instanceof Double d) {
            return d;
        } else if (value instanceof Long l && schema.field(field).type() == DataType.INT64) {
            return l;
        } else if (value instanceof Boolean b) {
            return b ? 1 : 0;
        } else if (value == null) {
            return Double.NaN;
        }
        throw new InvalidException("field " + schema.field(field) + " is not a number");
    }

    @Override
    public long whole(int field) {
        if (values[field] instanceof Long l) {
            return l;
        }
        throw new InvalidException("field " + schema.field(field) + " holds no whole number and no time");
    }

    @Override
    public @Nullable String text(int field) {
        Object value = values[field];
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new InvalidException("field " + schema.field(field) + " is not text");
    }

    @Override
    public double component(int field, int component) {
        if (schema.field(field).type() instanceof DataType.Vector vector) {
            Object value = values[field];
            Objects.checkIndex(component, vector.size());
            return value == null ? Double.NaN : ((double[]) value)[component];
        }
        throw new InvalidException("field " + schema.field(field) + " is not a vector");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ", ").append(schema.field(i).name()).append('=');
            text.append(schema.field(i).type() == DataType.TIMESTAMP && values[i] != null ? instant(i) : values[i]);
        }
        return text.append('}').toString();
    }
}
