// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.QuantileBins;
import org.mlops4j.monitoring.profile.SortedValues;

/**
 * The rows of tables by the segment that they belong to: the value of a column of texts or truth values; of numbers,
 * the cell between quantiles of the reference. Rows without a value are a segment of their own.
 */
final class Segments {

    private static final String MISSING = "(missing)";
    private static final int CELLS = 4;

    private final String column;
    private final QuantileBins bins;

    private Segments(String column, QuantileBins bins) {
        this.column = column;
        this.bins = bins;
    }

    static Segments of(Table reference, String column) {
        Column values = reference.column(column);
        if (values.type() == DataType.TIMESTAMP || values.type() instanceof DataType.Vector) {
            throw new IncompatibleException("column '" + column + "' is "
                    + values.type().text() + " and has no segments; take one of texts, truth values or numbers");
        }
        return new Segments(column, QuantileBins.of(SortedValues.of(ColumnProfile.numbers(values)), CELLS));
    }

    /** {@return the rows of each segment, by its name} */
    SortedMap<String, int[]> rows(Table table) {
        Column values = table.schema().find(column).isPresent() ? table.column(column) : null;
        double[] numbers = values == null ? new double[0] : ColumnProfile.numbers(values);
        SortedMap<String, List<Integer>> rows = new TreeMap<>();
        for (int row = 0; row < table.rowCount(); row++) {
            String segment = row < numbers.length ? cell(numbers[row]) : category(values, row);
            rows.computeIfAbsent(segment, name -> new ArrayList<>()).add(row);
        }
        SortedMap<String, int[]> arrays = new TreeMap<>();
        rows.forEach((segment, list) ->
                arrays.put(segment, list.stream().mapToInt(Integer::intValue).toArray()));
        return arrays;
    }

    private String cell(double number) {
        return Double.isNaN(number) ? MISSING : bins.label(bins.cell(number));
    }

    private static String category(@Nullable Column values, int row) {
        if (values instanceof BooleanColumn truths && !truths.isNull(row)) {
            return String.valueOf(truths.get(row));
        }
        String text = values instanceof StringColumn texts ? texts.get(row) : null;
        return text == null ? MISSING : text;
    }
}
