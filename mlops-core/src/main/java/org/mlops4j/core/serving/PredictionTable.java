// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.VectorReader;
import org.mlops4j.serving.PredictionStreams;

/**
 * Predictions as the table of their stream, column by column.
 *
 * @param schema {@link PredictionStreams#predictions(VectorReader, int)}
 * @param request the columns of a request
 * @param outputs the number of outputs
 * @param features the number of features
 */
record PredictionTable(Schema schema, Schema request, int outputs, int features) {

    /**
     * {@return the form of what a deployment logs}
     *
     * @throws InvalidException if a field of the request cannot be logged
     */
    static PredictionTable of(VectorReader reader, int outputs) {
        reader.request().fields().stream()
                .filter(field -> !(field.type() instanceof DataType.Scalar))
                .findFirst()
                .ifPresent(field -> {
                    throw noVector(field);
                });
        return new PredictionTable(
                PredictionStreams.predictions(reader, outputs),
                reader.request(),
                outputs,
                reader.names().size());
    }

    Table of(List<LoggedPrediction> rows) {
        List<Column> columns = new ArrayList<>(schema.size());
        columns.add(StringColumn.of(rows.stream().map(p -> p.request.id).toArray(String[]::new)));
        columns.add(LongColumn.ofTimes(longs(rows, p -> p.request.time)));
        columns.add(StringColumn.of(rows.stream().map(p -> p.version.model()).toArray(String[]::new)));
        columns.add(LongColumn.of(longs(rows, p -> p.version.number())));
        columns.add(StringColumn.of(rows.stream().map(p -> p.route).toArray(String[]::new)));
        columns.add(LongColumn.of(longs(rows, p -> p.latencyNanos)));
        for (int i = 0; i < outputs; i++) {
            int output = i;
            columns.add(doubles(rows, p -> p.outputs[output]));
        }
        for (int i = 0; i < features; i++) {
            int feature = i;
            columns.add(doubles(rows, p -> p.request.features[feature]));
        }
        Table requests = requests(rows);
        for (int i = 0; i < request.size(); i++) {
            columns.add(requests.column(i));
        }
        return Table.of(schema, columns);
    }

    private Table requests(List<LoggedPrediction> rows) {
        Table.Builder table = Table.builder(request);
        for (LoggedPrediction prediction : rows) {
            table.add(prediction.request.values);
        }
        return table.build();
    }

    /** {@return the values of a request, which stay what they are when the row is filled again} */
    static @Nullable Object[] values(Row request) {
        @Nullable Object[] values = new Object[request.schema().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(request, i);
        }
        return values;
    }

    private static @Nullable Object value(Row row, int index) {
        Field field = row.schema().field(index);
        if (row.isNull(index)) {
            return null;
        } else if (field.type() instanceof DataType.Scalar scalar) {
            return switch (scalar) {
                case STRING -> row.text(index);
                case INT64, TIMESTAMP -> row.whole(index);
                case FLOAT32, FLOAT64 -> row.number(index);
                case BOOLEAN -> row.number(index) == 1;
            };
        }
        throw noVector(field);
    }

    private static InvalidException noVector(Field field) {
        return new InvalidException(
                "request field " + field + " cannot be logged; vectors are not supported in a request");
    }

    private static long[] longs(List<LoggedPrediction> rows, ToLongFunction<LoggedPrediction> part) {
        return rows.stream().mapToLong(part).toArray();
    }

    private static DoubleColumn doubles(List<LoggedPrediction> rows, ToDoubleFunction<LoggedPrediction> part) {
        return DoubleColumn.of(rows.stream().mapToDouble(part).toArray());
    }
}
