// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.time.Instant;
import java.util.Random;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;

/** Tables with and without drift, for tests. */
final class Samples {

    private static final Schema FLIGHTS = Schema.of(
            Field.of("distance", DataType.FLOAT64),
            Field.nullable("delay", DataType.FLOAT64),
            Field.of("seats", DataType.INT64),
            Field.of("carrier", DataType.STRING));

    private Samples() {}

    /** Distance and delay are bell curves in every table, whatever the correlation; delay is missing now and then. */
    static Table flights(long seed, int rows, double correlation) {
        Random random = new Random(seed);
        String[] carriers = {"AA", "UA", "WN"};
        Table.Builder table = Table.builder(FLIGHTS);
        for (int i = 0; i < rows; i++) {
            double distance = random.nextGaussian();
            double rest = Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            table.add(
                    1000 + 300 * distance,
                    random.nextInt(50) == 0 ? null : (Double) (15 + 20 * (correlation * distance + rest)),
                    (long) (100 + random.nextInt(80)),
                    carriers[random.nextInt(3)]);
        }
        return table.build();
    }

    /** Bell curves, of which the first is shifted. */
    static Table normal(long seed, int rows, int columns, double shift) {
        Random random = new Random(seed);
        Field[] fields = new Field[columns];
        for (int i = 0; i < columns; i++) {
            fields[i] = Field.of("x" + i, DataType.FLOAT64);
        }
        Table.Builder table = Table.builder(Schema.of(fields));
        for (int i = 0; i < rows; i++) {
            Object[] row = new Object[columns];
            for (int c = 0; c < columns; c++) {
                row[c] = random.nextGaussian() + (c == 0 ? shift : 0);
            }
            table.add(row);
        }
        return table.build();
    }

    /** Columns of every kind that hold nothing, one value, or what is no number. */
    static Table odd(long seed, int rows) {
        Random random = new Random(seed);
        double[] wild = {Double.POSITIVE_INFINITY, Double.MAX_VALUE, -0.0, Double.MIN_VALUE, Double.NEGATIVE_INFINITY};
        Table.Builder table = Table.builder(Schema.of(
                Field.nullable("null", DataType.FLOAT64),
                Field.of("nan", DataType.FLOAT64),
                Field.of("constant", DataType.FLOAT64),
                Field.of("wild", DataType.FLOAT64),
                Field.nullable("noText", DataType.STRING),
                Field.of("oneText", DataType.STRING),
                Field.nullable("noVector", new DataType.Vector(2)),
                Field.of("wildVector", new DataType.Vector(2)),
                Field.of("time", DataType.TIMESTAMP)));
        for (int i = 0; i < rows; i++) {
            double[] vector = {wild[random.nextInt(5)], i % 10 == 0 ? Double.NaN : 1e300 * random.nextGaussian()};
            table.add(
                    null,
                    Double.NaN,
                    0.1,
                    wild[random.nextInt(5)],
                    null,
                    "same",
                    null,
                    vector,
                    Instant.ofEpochSecond(i));
        }
        return table.build();
    }
}
