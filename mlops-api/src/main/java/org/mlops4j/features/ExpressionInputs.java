// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.error.InvalidException;

/** Which columns an expression reads, and as what: by the parameters they stand for, and by what stands beside them. */
final class ExpressionInputs {

    private ExpressionInputs() {}

    static SortedMap<String, Field> of(Expression expression) {
        SortedMap<String, Field> inputs = new TreeMap<>();
        collect(expression, DataType.FLOAT64, inputs);
        return inputs;
    }

    private static void collect(Expression expression, DataType as, SortedMap<String, Field> inputs) {
        if (expression instanceof Expression.Column column) {
            add(column.name(), as, inputs);
        } else if (expression instanceof Expression.Call call) {
            ScalarFunction function = ScalarFunction.require(call.function());
            List<Parameter> parameters = function.parameters(call.arguments().size());
            DataType same = ExpressionTypes.sameWithoutSchema(call, function, Parameter.SAME)
                    .orElse(function.result() == Parameter.SAME ? as : DataType.FLOAT64);
            for (int i = 0; i < parameters.size(); i++) {
                collect(
                        call.arguments().get(i),
                        wanted(call, function, ExpressionTypes.asked(call, parameters.get(i), i), same),
                        inputs);
            }
        }
    }

    private static DataType wanted(Expression.Call call, ScalarFunction function, Parameter parameter, DataType same) {
        return switch (parameter) {
            case SAME, SAME_CONSTANT -> same;
            case ANY -> DataType.FLOAT64;
            case VECTOR ->
                ExpressionTypes.sameWithoutSchema(call, function, Parameter.VECTOR)
                        .orElseThrow(() -> new InvalidException("the size of the vectors in "
                                + ExpressionText.shown(call) + " does not show; state the schema of the inputs"));
            default -> parameter.findType().orElseThrow();
        };
    }

    private static void add(String column, DataType type, SortedMap<String, Field> inputs) {
        Field field = inputs.computeIfAbsent(column, name -> Field.nullable(name, type));
        if (!field.type().equals(type)) {
            throw new InvalidException("an expression reads column '" + column + "' both as "
                    + field.type().text() + " and as " + type.text());
        }
    }
}
