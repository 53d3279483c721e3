// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.util.SortedMap;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.error.InvalidException;

/** Which columns an expression reads, and as what. */
final class ExpressionInputs {

    private ExpressionInputs() {}

    static void collect(Expression expression, DataType as, SortedMap<String, Field> inputs) {
        if (expression instanceof Expression.Column column) {
            add(column.name(), as, inputs);
        } else if (expression instanceof Expression.TimePart part) {
            add(part.column(), DataType.TIMESTAMP, inputs);
        } else if (expression instanceof Expression.Arithmetic a) {
            collect(a.left(), DataType.FLOAT64, inputs);
            collect(a.right(), DataType.FLOAT64, inputs);
        } else if (expression instanceof Expression.Comparison c) {
            boolean text = c.left() instanceof Expression.Text || c.right() instanceof Expression.Text;
            collect(c.left(), text ? DataType.STRING : DataType.FLOAT64, inputs);
            collect(c.right(), text ? DataType.STRING : DataType.FLOAT64, inputs);
        } else if (expression instanceof Expression.Logic l) {
            collect(l.left(), DataType.BOOLEAN, inputs);
            collect(l.right(), DataType.BOOLEAN, inputs);
        } else if (expression instanceof Expression.Not n) {
            collect(n.operand(), DataType.BOOLEAN, inputs);
        } else if (expression instanceof Expression.IsNull n) {
            collect(n.operand(), DataType.FLOAT64, inputs);
        }
    }

    private static void add(String column, DataType type, SortedMap<String, Field> inputs) {
        Field field = inputs.computeIfAbsent(column, name -> Field.nullable(name, type));
        if (!field.type().equals(type)) {
            throw new InvalidException("an expression reads column '" + column + "' both as "
                    + field.type().text() + " and as " + type.text());
        }
    }
}
