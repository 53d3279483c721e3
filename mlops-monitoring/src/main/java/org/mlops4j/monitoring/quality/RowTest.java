// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.data.VectorColumn;

/**
 * A check bound to the columns of a table. Rows are asked in ascending order, each at most once.
 *
 * @param looksAt whether a row is looked at
 * @param passes whether a row that is looked at passes
 */
record RowTest(IntPredicate looksAt, IntPredicate passes) {

    /** {@return the test of a check that fits the table} */
    static RowTest of(ColumnCheck check, Table table) {
        Column column = table.column(check.column());
        return check instanceof ColumnCheck.NotNull
                ? new RowTest(row -> true, row -> !column.isNull(row))
                : new RowTest(row -> !column.isNull(row), passes(check, column));
    }

    /** {@return the test of a check that fits the table} */
    static RowTest of(RowCheck check, Table table) {
        List<Column> columns = check.columns().stream().map(table::column).toList();
        IntPredicate complete = row -> columns.stream().noneMatch(column -> column.isNull(row));
        if (check instanceof RowCheck.Unique) {
            return new RowTest(row -> true, unique(columns));
        } else if (check instanceof RowCheck.Ordered ordered) {
            return new RowTest(complete, ordered(ordered.order(), columns.get(0)));
        } else if (check instanceof RowCheck.Sum sum) {
            return new RowTest(complete, sum(columns, sum.within()));
        }
        RowCheck.Satisfies satisfies = (RowCheck.Satisfies) check;
        return new RowTest(row -> true, row -> satisfies.test().test(table.row(row)));
    }

    private static IntPredicate passes(ColumnCheck check, Column column) {
        if (check instanceof ColumnCheck.Between between) {
            IntToDoubleFunction number = number(column);
            return row ->
                    number.applyAsDouble(row) >= between.least() && number.applyAsDouble(row) <= between.greatest();
        } else if (check instanceof ColumnCheck.Period period) {
            long first = Times.nanos(period.first());
            long last = Times.nanos(period.last());
            LongColumn times = (LongColumn) column;
            return row -> times.get(row) >= first && times.get(row) <= last;
        } else if (check instanceof ColumnCheck.OneOf oneOf) {
            Set<String> texts = new HashSet<>(oneOf.texts());
            return eachWord(column, texts::contains);
        } else if (check instanceof ColumnCheck.Length length) {
            return eachWord(column, text -> {
                int count = text.codePointCount(0, text.length());
                return count >= length.least() && count <= length.greatest();
            });
        }
        return finite(column);
    }

    private static IntPredicate finite(Column column) {
        if (column instanceof VectorColumn vectors) {
            double[] components = new double[vectors.type().size()];
            return row -> {
                vectors.copyTo(row, components);
                return Arrays.stream(components).allMatch(Double::isFinite);
            };
        }
        IntToDoubleFunction number = number(column);
        return row -> Double.isFinite(number.applyAsDouble(row));
    }

    /** Every word of the dictionary is asked once. */
    private static IntPredicate eachWord(Column column, Predicate<String> good) {
        if (column instanceof BooleanColumn booleans) {
            boolean whenTrue = good.test("true");
            boolean whenFalse = good.test("false");
            return row -> booleans.get(row) ? whenTrue : whenFalse;
        }
        StringColumn strings = (StringColumn) column;
        boolean[] words = new boolean[strings.dictionarySize()];
        for (int code = 0; code < words.length; code++) {
            words[code] = good.test(strings.word(code));
        }
        return row -> words[strings.code(row)];
    }

    private static IntPredicate unique(List<Column> columns) {
        Set<List<@Nullable Object>> seen = new HashSet<>();
        return row -> {
            List<@Nullable Object> values = new ArrayList<>(columns.size());
            columns.forEach(column -> values.add(Cells.value(column, row)));
            return seen.add(values);
        };
    }

    private static IntPredicate ordered(RowCheck.Order order, Column column) {
        int[] before = {-1};
        return row -> {
            if (column instanceof DoubleColumn doubles && Double.isNaN(doubles.get(row))) {
                return false;
            }
            boolean inOrder = before[0] < 0 || order.allows(compare(column, row, before[0]));
            before[0] = row;
            return inOrder;
        };
    }

    private static int compare(Column column, int row, int other) {
        if (column instanceof DoubleColumn doubles) {
            // Adding zero makes minus zero zero, which Double.compare tells apart.
            return Double.compare(doubles.get(row) + 0.0, doubles.get(other) + 0.0);
        }
        LongColumn longs = (LongColumn) column;
        return Long.compare(longs.get(row), longs.get(other));
    }

    private static IntPredicate sum(List<Column> columns, double within) {
        List<IntToDoubleFunction> numbers =
                columns.stream().map(RowTest::number).toList();
        int last = numbers.size() - 1;
        return row -> {
            double difference = -numbers.get(last).applyAsDouble(row);
            for (IntToDoubleFunction part : numbers.subList(0, last)) {
                difference += part.applyAsDouble(row);
            }
            return Math.abs(difference) <= within;
        };
    }

    private static IntToDoubleFunction number(Column column) {
        if (column instanceof DoubleColumn doubles) {
            return doubles::get;
        }
        LongColumn longs = (LongColumn) column;
        return longs::get;
    }
}
