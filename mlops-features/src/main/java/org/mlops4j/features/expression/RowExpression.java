// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import java.util.Objects;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.features.Expression;

/**
 * An expression made ready for rows of one schema. Training and serving run this very code, so they agree to the bit.
 * Evaluation allocates nothing; immutable and safe to share between threads.
 */
@FunctionalInterface
public interface RowExpression {

    /** What {@link #bits} gives for null: a NaN with a payload of its own, which no computation yields. */
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
     * @throws org.mlops4j.error.InvalidException if the expression does not fit the schema
     */
    static RowExpression compile(Expression expression, Schema schema) {
        expression.type(schema);
        return Compiler.numeric(expression, schema);
    }

    /** Turns the tree of the definition into a tree of evaluators. */
    final class Compiler {

        private Compiler() {}

        private static RowExpression numeric(Expression expression, Schema schema) {
            if (expression instanceof Expression.Column column) {
                int field = schema.index(column.name());
                return row -> row.isNull(field) ? NULL : Double.doubleToLongBits(row.number(field));
            } else if (expression instanceof Expression.Constant constant) {
                long bits = Double.doubleToLongBits(constant.value());
                return row -> bits;
            } else if (expression instanceof Expression.Truth truth) {
                long bits = truth(truth.value());
                return row -> bits;
            } else if (expression instanceof Expression.Arithmetic arithmetic) {
                return arithmetic(arithmetic, schema);
            } else if (expression instanceof Expression.Comparison comparison) {
                return comparison.left().type(schema) == DataType.STRING
                        ? texts(comparison, schema)
                        : numbers(comparison, schema);
            } else if (expression instanceof Expression.Logic logic) {
                return logic(logic, schema);
            } else if (expression instanceof Expression.Not not) {
                RowExpression operand = numeric(not.operand(), schema);
                return row -> {
                    long bits = operand.bits(row);
                    return bits == NULL ? NULL : truth(bits == FALSE);
                };
            } else if (expression instanceof Expression.IsNull isNull) {
                return isNull(isNull, schema);
            } else if (expression instanceof Expression.TimePart part) {
                int field = schema.index(part.column());
                LocalTimes times = LocalTimes.of(part.zone());
                return part.part() == Expression.Part.HOUR
                        ? row -> row.isNull(field) ? NULL : Double.doubleToLongBits(times.hour(row.whole(field)))
                        : row -> row.isNull(field) ? NULL : Double.doubleToLongBits(times.weekday(row.whole(field)));
            }
            throw new IllegalArgumentException(expression + " is not a number or a truth value");
        }

        private static RowExpression arithmetic(Expression.Arithmetic arithmetic, Schema schema) {
            RowExpression left = numeric(arithmetic.left(), schema);
            RowExpression right = numeric(arithmetic.right(), schema);
            Expression.Operator operator = arithmetic.operator();
            return row -> {
                long a = left.bits(row);
                long b = right.bits(row);
                if (a == NULL || b == NULL) {
                    return NULL;
                }
                return Double.doubleToLongBits(apply(operator, Double.longBitsToDouble(a), Double.longBitsToDouble(b)));
            };
        }

        private static double apply(Expression.Operator operator, double a, double b) {
            return switch (operator) {
                case PLUS -> a + b;
                case MINUS -> a - b;
                case TIMES -> a * b;
                case DIVIDED_BY -> a / b;
            };
        }

        private static RowExpression numbers(Expression.Comparison comparison, Schema schema) {
            RowExpression left = numeric(comparison.left(), schema);
            RowExpression right = numeric(comparison.right(), schema);
            Expression.Relation relation = comparison.relation();
            return row -> {
                long a = left.bits(row);
                long b = right.bits(row);
                if (a == NULL || b == NULL) {
                    return NULL;
                }
                return truth(holds(relation, Double.longBitsToDouble(a), Double.longBitsToDouble(b)));
            };
        }

        private static boolean holds(Expression.Relation relation, double a, double b) {
            return switch (relation) {
                case EQUAL -> a == b;
                case NOT_EQUAL -> a != b;
                case LESS -> a < b;
                case AT_MOST -> a <= b;
                case GREATER -> a > b;
                case AT_LEAST -> a >= b;
            };
        }

        private static RowExpression texts(Expression.Comparison comparison, Schema schema) {
            RowText left = RowText.compile(comparison.left(), schema);
            RowText right = RowText.compile(comparison.right(), schema);
            long same = truth(comparison.relation() == Expression.Relation.EQUAL);
            long other = same == TRUE ? FALSE : TRUE;
            return row -> {
                String a = left.text(row);
                String b = right.text(row);
                if (a == null || b == null) {
                    return NULL;
                }
                return Objects.equals(a, b) ? same : other;
            };
        }

        private static RowExpression logic(Expression.Logic logic, Schema schema) {
            RowExpression left = numeric(logic.left(), schema);
            RowExpression right = numeric(logic.right(), schema);
            // One value decides, whatever the other side is: false for and, true for or.
            long decides = truth(logic.connective() == Expression.Connective.OR);
            return row -> {
                long a = left.bits(row);
                long b = right.bits(row);
                if (a == decides || b == decides) {
                    return decides;
                }
                return a == NULL || b == NULL ? NULL : a;
            };
        }

        private static RowExpression isNull(Expression.IsNull isNull, Schema schema) {
            if (isNull.operand() instanceof Expression.Column column) {
                int field = schema.index(column.name());
                return row -> truth(row.isNull(field));
            } else if (isNull.operand() instanceof Expression.Text) {
                return row -> FALSE;
            }
            RowExpression operand = numeric(isNull.operand(), schema);
            return row -> truth(operand.bits(row) == NULL);
        }

        private static long truth(boolean value) {
            return value ? TRUE : FALSE;
        }
    }
}
