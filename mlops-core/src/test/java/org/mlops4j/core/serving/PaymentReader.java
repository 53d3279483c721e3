// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.VectorReader;

/** Two features that a request brings along. */
record PaymentReader(Digest definition) implements VectorReader {

    static final PaymentReader READER = new PaymentReader(Digest.of("payments"));

    static final Schema REQUEST = Schema.of(
            Field.of("account", DataType.STRING),
            Field.nullable("amount", DataType.FLOAT64),
            Field.of("hour", DataType.INT64),
            Field.of("foreign", DataType.BOOLEAN));

    static Row payment(String account, @Nullable Double amount, long hour) {
        return Row.of(REQUEST, account, amount, hour, true);
    }

    @Override
    public List<String> names() {
        return List.of("amount", "hour");
    }

    @Override
    public Schema request() {
        return REQUEST;
    }

    @Override
    public void read(Row request, long time, double[] vector) {
        if (!request.schema().equals(REQUEST)) {
            throw new InvalidException("a request is " + REQUEST + ", got " + request.schema());
        }
        vector[0] = request.number(1);
        vector[1] = request.number(2);
    }
}
