// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows out of Java records. What is known of a record class is found out once. */
final class RecordRow {

    private static final ClassValue<Form> FORMS = new ClassValue<>() {
        @Override
        protected Form computeValue(Class<?> type) {
            Class<? extends Record> record = type.asSubclass(Record.class);
            return new Form(
                    RecordTable.schema(record),
                    Arrays.stream(record.getRecordComponents())
                            .map(RecordAccess::accessor)
                            .toList());
        }
    };

    private RecordRow() {}

    static Row of(Record record) {
        Form form = FORMS.get(record.getClass());
        @Nullable Object[] values = new @Nullable Object[form.accessors.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = RecordAccess.read(form.accessors.get(i), record);
        }
        return Row.of(form.schema, values);
    }

    private record Form(Schema schema, List<Method> accessors) {}
}
