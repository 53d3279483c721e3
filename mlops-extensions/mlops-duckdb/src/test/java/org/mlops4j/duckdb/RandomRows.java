// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;

/** Tables of random columns and values, odd ones among them. */
final class RandomRows {

    private static final double[] ODD_NUMBERS = {
        Double.NaN,
        -0.0,
        0.0,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.1
    };
    private static final long[] ODD_LONGS = {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE - 1, -Long.MAX_VALUE + 1, 999};
    private static final String[] ODD_TEXTS = {"", "NULL", "a\0b", "\uD83D\uDE00", "it's \"so\"", "\n", "ORD", "ä"};

    private final SplittableRandom random;

    RandomRows(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** {@return a table of columns of all types, and some more} */
    Table table(int rows) {
        List<Field> fields = new ArrayList<>();
        for (String type : List.of("boolean", "int64", "float32", "float64", "string", "timestamp", "vector(3)")) {
            fields.add(new Field("of " + type.replaceAll("[()]", "."), DataType.parse(type), random.nextBoolean()));
        }
        fields.add(Field.nullable("a:b/c-d", new DataType.Vector(1 + random.nextInt(40))));
        Schema schema = Schema.of(fields);
        Table.Builder table = Table.builder(schema);
        for (int row = 0; row < rows; row++) {
            table.add(fields.stream().map(this::value).toArray());
        }
        return table.build();
    }

    private @Nullable Object value(Field field) {
        if (field.nullable() && random.nextInt(4) == 0) {
            return null;
        } else if (field.type() instanceof DataType.Vector vector) {
            return random.doubles(vector.size())
                    .map(any -> random.nextInt(9) == 0 ? ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)] : any)
                    .toArray();
        }
        boolean odd = random.nextInt(3) == 0;
        return switch ((DataType.Scalar) field.type()) {
            case BOOLEAN -> random.nextBoolean();
            case INT64, TIMESTAMP ->
                odd ? ODD_LONGS[random.nextInt(ODD_LONGS.length)] : random.nextLong() >> random.nextInt(60);
            case FLOAT64 -> odd ? ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)] : random.nextDouble();
            case FLOAT32 ->
                (double) (float) (odd ? ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)] : random.nextDouble());
            case STRING -> odd ? ODD_TEXTS[random.nextInt(ODD_TEXTS.length)] : "text " + random.nextInt(500);
        };
    }
}
