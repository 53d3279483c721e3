// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import org.mlops4j.data.DataType;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.Expression;

/**
 * An expression made ready for rows of one schema. Training and serving run this very code, so they agree to the bit.
 * Evaluation allocates nothing, unless functions make texts; immutable and safe to share between threads.
 */
@FunctionalInterface
public interface RowExpression {

    /**
     * What {@link #bits} gives for null: a NaN with a payload of its own, which no computation yields. Inside of
     * expressions it stands for null among times as well; the instant of as many nanoseconds,
     * 2262-03-18T08:01:27.650336769Z, is taken for the one after it.
     */
    long NULL = 0x7ff8_6e75_6c6c_0001L;

    /** The bits of the one NaN that computations yield. */
    long NAN = Double.doubleToLongBits(Double.NaN);

    /** The bits of true, which is 1. */
    long TRUE = Double.doubleToLongBits(1);

    /** The bits of false, which is 0. */
    long FALSE = Double.doubleToLongBits(0);

    /** {@return the bits of the number, of 1 or 0 for a truth value, or {@link #NULL}} */
    long bits(Row row);

    /** {@return the number, of 1 or 0 for a truth value; NaN for null} */
    default double number(Row row) {
        long bits = bits(row);
        return bits == NULL ? Double.NaN : Double.longBitsToDouble(bits);
    }

    /**
     * {@return an evaluator}
     *
     * @param expression a number or a truth value
     * @param schema of the rows to come
     * @throws InvalidException if the expression does not fit the schema, or is no number and no truth value
     * @throws org.mlops4j.error.IncompatibleException if it calls a function written in Java
     */
    static RowExpression compile(Expression expression, Schema schema) {
        return compile(expression, schema, JavaFunctions.none());
    }

    /**
     * {@return an evaluator of an expression that calls functions written in Java} As {@link #compile(Expression,
     * Schema)}.
     *
     * @param functions those that this JVM has
     * @throws org.mlops4j.error.IncompatibleException if one that is called is not among them
     */
    static RowExpression compile(Expression expression, Schema schema, JavaFunctions functions) {
        DataType type = expression.type(schema);
        if (type != DataType.FLOAT64 && type != DataType.BOOLEAN) {
            throw new InvalidException(
                    "only numbers and truth values can be evaluated, but " + expression + " is a " + type.text());
        }
        return new RowCompiler(schema, functions).bits(expression);
    }
}
