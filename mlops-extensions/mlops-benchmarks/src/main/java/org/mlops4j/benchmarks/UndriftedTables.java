// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;

/**
 * Rows of a source that never changes, with columns of eight kinds in turn: bell curves, lognormals with a deviation of
 * 3, small whole numbers, 98 % zeros, Cauchy with 2 % missing, constants, words with a long tail, rare categories.
 */
final class UndriftedTables {

    private UndriftedTables() {}

    /** {@return the next rows of a source} */
    static Table next(Random random, int rows, int columns) {
        List<Field> fields = new ArrayList<>();
        List<Column> data = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            boolean words = column % 8 >= 6;
            fields.add(Field.nullable("c" + column, words ? DataType.STRING : DataType.FLOAT64));
            data.add(words ? words(random, rows, column) : numbers(random, rows, column));
        }
        return Table.of(Schema.of(fields), data);
    }

    private static DoubleColumn numbers(Random random, int rows, int column) {
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = switch (column % 8) {
                case 0 -> random.nextGaussian();
                case 1 -> Math.exp(3 * random.nextGaussian());
                case 2 -> Math.floor(-3 * Math.log(1 - random.nextDouble()));
                case 3 -> random.nextInt(50) > 0 ? 0 : random.nextGaussian();
                case 4 -> random.nextInt(50) == 0 ? Double.NaN : cauchy(random);
                default -> 4;
            };
        }
        return DoubleColumn.of(values);
    }

    private static double cauchy(Random random) {
        double above = random.nextGaussian();
        return above / random.nextGaussian();
    }

    private static StringColumn words(Random random, int rows, int column) {
        Stream<String> words = column % 8 == 6
                ? Stream.generate(() -> "w" + (int) (Math.exp(random.nextDouble() * (1 + column)) - 1))
                : Stream.generate(() -> random.nextInt(10 + 50 * column) == 0 ? "rare" : "usual");
        return StringColumn.of(words.limit(rows).toArray(String[]::new));
    }
}
