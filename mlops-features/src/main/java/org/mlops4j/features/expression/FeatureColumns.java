// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.features.RequestFeature;

/**
 * The features of the rows of a table as they are computed one after the other: a request feature reads columns of the
 * table, and the features before it, which hide columns of the same name. For one thread.
 */
public final class FeatureColumns {

    private final Table rows;
    private final JavaFunctions functions;
    private final Map<String, double[]> columns = new LinkedHashMap<>();

    /**
     * Begins without features.
     *
     * @param rows with the columns that request features ask for
     */
    public FeatureColumns(Table rows) {
        this(rows, JavaFunctions.none());
    }

    /**
     * Begins without features.
     *
     * @param rows with the columns that request features ask for
     * @param functions written in Java that this JVM has
     */
    public FeatureColumns(Table rows, JavaFunctions functions) {
        this.rows = requireNonNull(rows, "rows");
        this.functions = requireNonNull(functions, "functions");
    }

    /** {@return the names of the features so far, in the order of computation} */
    public List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /**
     * {@return the numbers of a feature by row, NaN where it has none; not copied}
     *
     * @throws NotFoundException if it is not there
     */
    public double[] column(String feature) {
        double[] column = columns.get(feature);
        if (column == null) {
            throw new NotFoundException("there is no feature '" + feature + "' among " + columns.keySet());
        }
        return column;
    }

    /** Adds a feature that was computed elsewhere; the array is not copied. */
    public void add(String feature, double[] column) {
        columns.put(feature, column);
    }

    /**
     * Computes a feature and adds it.
     *
     * @throws NotFoundException if it reads a column that is not there
     * @throws org.mlops4j.error.InvalidException if a column has another type than it asks for
     */
    public void add(RequestFeature feature) {
        Table inputs = inputs(feature);
        columns.put(
                feature.name(),
                ColumnExpression.compile(feature.expression(), inputs.schema(), functions)
                        .numbers(inputs));
    }

    /** {@return the columns that a feature reads, with null for a feature before it that has no value} */
    private Table inputs(RequestFeature feature) {
        List<Field> fields = new ArrayList<>();
        List<Column> inputs = new ArrayList<>();
        for (Field input : feature.inputs().fields()) {
            double[] before = columns.get(input.name());
            if (before != null) {
                fields.add(Field.nullable(input.name(), DataType.FLOAT64));
                inputs.add(DoubleColumn.nullForNan(before));
            } else {
                fields.add(rows.schema().field(rows.schema().index(input.name())));
                inputs.add(rows.column(input.name()));
            }
        }
        // Without inputs a table would not know how many rows it has.
        return fields.isEmpty() ? rows : Table.of(Schema.of(fields), inputs);
    }
}
