// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.error.InvalidException;

/** Columns of classes as texts. */
final class Classes {

    private Classes() {}

    /** {@return the class of each row, {@code null} where there is none} */
    static @Nullable String[] of(Column column) {
        @Nullable String[] classes = new String[column.size()];
        for (int row = 0; row < classes.length; row++) {
            classes[row] = column.isNull(row) ? null : text(column, row);
        }
        return classes;
    }

    /**
     * {@return the classes that occur, in the order of the numbers if the columns are whole numbers, else of the texts}
     */
    static List<String> occurring(Column... columns) {
        boolean numbers = Arrays.stream(columns).allMatch(LongColumn.class::isInstance);
        Set<String> occurring =
                new TreeSet<>(numbers ? Comparator.comparingLong(Long::parseLong) : Comparator.naturalOrder());
        for (Column column : columns) {
            for (int row = 0; row < column.size(); row++) {
                if (!column.isNull(row)) {
                    occurring.add(text(column, row));
                }
            }
        }
        return List.copyOf(occurring);
    }

    /** {@return the index of each class} */
    static Map<String, Integer> index(List<String> classes) {
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < classes.size(); i++) {
            if (index.put(classes.get(i), i) != null) {
                throw new InvalidException("class '" + classes.get(i) + "' is there twice");
            }
        }
        return index;
    }

    private static String text(Column column, int row) {
        if (column instanceof StringColumn texts) {
            return texts.word(texts.code(row));
        } else if (column instanceof LongColumn numbers) {
            return Long.toString(numbers.get(row));
        } else if (column instanceof BooleanColumn truths) {
            return Boolean.toString(truths.get(row));
        }
        throw new InvalidException("a column of texts, whole numbers or truth values is needed for classes, got one of "
                + column.type().text());
    }
}
