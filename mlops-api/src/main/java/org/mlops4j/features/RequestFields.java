// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;

/** The fields of a request as they are. */
record RequestFields(Schema request, Digest definition) implements VectorReader {

    RequestFields {
        for (Field field : request.fields()) {
            if (!isNumber(field)) {
                throw new InvalidException(
                        "field " + field + " of a request is no number, so it is no feature by itself");
            }
        }
    }

    static boolean isNumber(Field field) {
        return field.type() == DataType.FLOAT64
                || field.type() == DataType.FLOAT32
                || field.type() == DataType.INT64
                || field.type() == DataType.BOOLEAN;
    }

    @Override
    public List<String> names() {
        return request.names();
    }

    @Override
    public void read(Row row, long time, double[] vector) {
        if (!row.schema().equals(request)) {
            throw new InvalidException("a request has the fields " + request + ", got " + row.schema()
                    + ". Row.of(reader.request(), values) makes one");
        }
        for (int field = 0; field < request.size(); field++) {
            vector[field] = row.number(field);
        }
    }
}
