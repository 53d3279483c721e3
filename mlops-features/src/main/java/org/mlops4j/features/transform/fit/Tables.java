// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.mlops4j.features.Expression;

/** Expressions that choose one of several numbers. */
final class Tables {

    private Tables() {}

    /** {@return the number of an index in [0, count); NaN for NaN, null for null} */
    static Expression at(Expression index, int count, IntToDoubleFunction numbers) {
        List<Expression> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arguments.add(new Expression.Constant(i));
            arguments.add(new Expression.Constant(numbers.applyAsDouble(i)));
        }
        arguments.add(new Expression.Constant(Double.NaN));
        return index.then("lookup", arguments.toArray(Expression[]::new));
    }

    /** {@return c0 + x (c1 + x (c2 + …)), evaluated from the inside: W. G. Horner, 1819} */
    static Expression polynomial(Expression x, List<Expression> coefficients) {
        Expression sum = coefficients.get(coefficients.size() - 1);
        for (int i = coefficients.size() - 2; i >= 0; i--) {
            sum = sum.times(x).plus(coefficients.get(i));
        }
        return sum;
    }

    /** {@return c0 + x (c1 + x (c2 + …)) of numbers} */
    static Expression polynomial(Expression x, double... coefficients) {
        List<Expression> constants = new ArrayList<>();
        for (double coefficient : coefficients) {
            constants.add(new Expression.Constant(coefficient));
        }
        return polynomial(x, constants);
    }
}
