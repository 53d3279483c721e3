// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Table;
import org.mlops4j.features.RequestFeature;
import org.mlops4j.features.expression.ColumnExpression;
import org.mlops4j.features.transform.FittedPreprocessing;

/** Rows with what fitted transforms make of them. */
public final class TransformedTable {

    private TransformedTable() {}

    /**
     * {@return the rows with the results of all transforms, and the steps towards them, as nullable FLOAT64 columns at
     * the end} The results are those of serving, to the bit; what would be NaN there is null here.
     *
     * @throws org.mlops4j.error.InvalidException if a column is missing or has the wrong type
     */
    public static Table of(FittedPreprocessing fitted, Table rows) {
        return with(rows, fitted.features());
    }

    static Table with(Table rows, List<RequestFeature> features) {
        Table table = rows;
        for (RequestFeature feature : features) {
            table = with(
                    table,
                    feature.name(),
                    ColumnExpression.compile(feature.expression(), table.schema())
                            .numbers(table));
        }
        return table;
    }

    /** {@return a table with one more column of numbers, null where they are NaN} */
    static Table with(Table table, String name, double[] values) {
        return table.with(Field.nullable(name, DataType.FLOAT64), DoubleColumn.nullForNan(values));
    }
}
