// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/** Tables out of Java records. */
final class RecordTable {

    private static final Map<Class<?>, DataType> TYPES = Map.of(
            boolean.class, DataType.BOOLEAN,
            int.class, DataType.INT64,
            long.class, DataType.INT64,
            float.class, DataType.FLOAT32,
            double.class, DataType.FLOAT64,
            String.class, DataType.STRING,
            Instant.class, DataType.TIMESTAMP);

    private RecordTable() {}

    static <R extends Record> Table of(Class<R> type, Collection<R> records) {
        Schema schema = schema(type);
        List<Method> accessors = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            accessors.add(RecordAccess.accessor(component));
        }
        Table.Builder table = Table.builder(schema);
        @Nullable Object[] values = new @Nullable Object[schema.size()];
        for (R row : records) {
            for (int i = 0; i < values.length; i++) {
                values[i] = RecordAccess.read(accessors.get(i), row);
            }
            table.add(Arrays.copyOf(values, values.length));
        }
        return table.build();
    }

    static Schema schema(Class<? extends Record> type) {
        List<Field> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            DataType dataType = TYPES.get(component.getType());
            if (dataType == null) {
                throw new InvalidException("component '" + component.getName() + "' of record " + type.getSimpleName()
                        + " is a " + component.getType().getSimpleName()
                        + "; known are boolean, int, long, float, double, String and Instant");
            }
            fields.add(new Field(
                    component.getName(), dataType, !component.getType().isPrimitive()));
        }
        return Schema.of(fields);
    }
}
