// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Row;
import org.mlops4j.features.Expression;

/** The categories of a column, by value: strings, booleans or doubles. At least one. Immutable. */
final class Categories {

    private final SortedMap<Object, Long> counts;
    private final boolean numeric;

    private Categories(SortedMap<Object, Long> counts, boolean numeric) {
        this.counts = counts;
        this.numeric = numeric;
    }

    static Categories of(Steps steps) {
        Function<Row, @Nullable Object> reader = reader(steps);
        SortedMap<Object, Long> counts = new TreeMap<>();
        for (int row = 0; row < steps.rows().rowCount(); row++) {
            Object category = reader.apply(steps.rows().row(row));
            if (category != null) {
                counts.merge(category, 1L, Long::sum);
            }
        }
        if (counts.isEmpty()) {
            throw steps.refused(
                    steps.input(),
                    "all of its " + steps.rows().rowCount() + " rows are null or NaN; it needs a category");
        }
        return new Categories(Collections.unmodifiableSortedMap(counts), steps.type(steps.input()) == DataType.FLOAT64);
    }

    /** {@return what gives the category of a row, or {@code null} if it has none} */
    static Function<Row, @Nullable Object> reader(Steps steps) {
        DataType type = steps.type(steps.input());
        int field = steps.rows().schema().index(steps.input());
        if (type == DataType.STRING) {
            return row -> row.text(field);
        } else if (type == DataType.BOOLEAN) {
            return row -> row.isNull(field) ? null : (Object) (row.number(field) == 1);
        } else if (type == DataType.FLOAT64) {
            return row -> Double.isNaN(row.number(field)) ? null : (Object) (row.number(field) + 0.0);
        }
        throw steps.refused(steps.input(), "a " + type.text() + " is no category");
    }

    /** {@return how many rows have each category, by value} */
    SortedMap<Object, Long> counts() {
        return counts;
    }

    /** {@return the most frequent ones, the most frequent first, of equally frequent ones the lesser first} */
    List<Object> mostFrequent(int most) {
        // The sort is stable, so equally frequent ones stay in the order of values.
        return counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Object, Long> entry) -> entry.getValue())
                        .reversed())
                .limit(most)
                .<Object>map(Map.Entry::getKey)
                .toList();
    }

    /** {@return the number of the category of an input; missing if it is} */
    Expression lookup(Expression x, Map<Object, Double> numbers, double others) {
        return lookup(x, numbers, others, numeric);
    }

    static Expression lookup(Expression x, Map<Object, Double> numbers, double others, boolean numeric) {
        List<Expression> arguments = new ArrayList<>();
        numbers.forEach((category, number) -> {
            arguments.add(constant(category));
            arguments.add(new Expression.Constant(number));
        });
        arguments.add(new Expression.Constant(others));
        return (numeric ? x.then("nan_to_null") : x).then("lookup", arguments.toArray(Expression[]::new));
    }

    private static Expression constant(Object category) {
        if (category instanceof String text) {
            return new Expression.Text(text);
        }
        return category instanceof Boolean truth
                ? new Expression.Truth(truth)
                : new Expression.Constant((Double) category);
    }
}
