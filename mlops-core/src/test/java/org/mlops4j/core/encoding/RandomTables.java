// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.encoding;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;

/** Tables of every type of column with the values that break stores. */
public final class RandomTables {

    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        1.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.longBitsToDouble(0xFFF8_0000_0000_1234L)
    };
    private static final String[] TEXTS = {"", "a", "ü", "\uD83D\uDE00", "a\u0000b", "x".repeat(70_000)};

    private RandomTables() {}

    /** {@return a schema with every type of column} */
    public static Schema schema() {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.of("at", DataType.TIMESTAMP));
        for (DataType type : List.of(
                DataType.BOOLEAN,
                DataType.INT64,
                DataType.FLOAT32,
                DataType.FLOAT64,
                DataType.STRING,
                DataType.TIMESTAMP,
                new DataType.Vector(3))) {
            fields.add(Field.of("some " + type.text().replaceAll("[()]", "_"), type));
            fields.add(Field.nullable("maybe " + type.text().replaceAll("[()]", "_"), type));
        }
        return Schema.of(fields);
    }

    /** {@return random rows of that schema} */
    public static Table of(int rows, SplittableRandom random) {
        Table.Builder table = Table.builder(schema());
        int spread = 1 << random.nextInt(20);
        for (int row = 0; row < rows; row++) {
            Object[] values = new Object[schema().size()];
            for (int i = 0; i < values.length; i++) {
                boolean missing = schema().field(i).nullable() && random.nextInt(3) == 0;
                values[i] = missing ? null : value(schema().field(i).type(), spread, random);
            }
            table.add(values);
        }
        return table.build();
    }

    private static Object value(DataType type, int spread, SplittableRandom random) {
        if (type instanceof DataType.Vector vector) {
            return random.doubles(vector.size()).toArray();
        }
        return switch ((DataType.Scalar) type) {
            case BOOLEAN -> random.nextBoolean();
            case INT64 -> random.nextInt(50) == 0 ? random.nextLong() : (Object) (long) random.nextInt(spread);
            case FLOAT32 -> (double) (float) random.nextDouble();
            case FLOAT64 -> DOUBLES[random.nextInt(DOUBLES.length)];
            case STRING -> TEXTS[random.nextInt(TEXTS.length)];
            case TIMESTAMP -> 1_700_000_000_000_000_000L + random.nextInt(spread) * 1_000_000L;
        };
    }
}
