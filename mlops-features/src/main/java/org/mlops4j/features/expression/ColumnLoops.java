// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import static java.lang.Double.doubleToLongBits;
import static java.lang.Double.longBitsToDouble;
import static org.mlops4j.features.expression.RowExpression.FALSE;
import static org.mlops4j.features.expression.RowExpression.NULL;
import static org.mlops4j.features.expression.RowExpression.TRUE;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;

/**
 * The functions of two numbers that expressions are mostly made of, each as a loop of its own: a call of a kernel for
 * every row, which the compiler cannot see through, would cost several times the work itself.
 */
final class ColumnLoops {

    private ColumnLoops() {}

    /** A function of two values, over the first rows of two arrays and into the first of them. */
    @FunctionalInterface
    interface Loop {
        void over(long[] a, long[] b, int count);
    }

    /** {@return the loop of a function, or {@code null} if it has none of its own} */
    static @Nullable Loop find(String function, DataType first) {
        boolean numbers = first != DataType.STRING && first != DataType.TIMESTAMP;
        return switch (function) {
            case "add" -> ColumnLoops::add;
            case "subtract" -> ColumnLoops::subtract;
            case "multiply" -> ColumnLoops::multiply;
            case "divide" -> ColumnLoops::divide;
            case "equal" -> numbers ? ColumnLoops::equal : null;
            case "not_equal" -> numbers ? ColumnLoops::notEqual : null;
            case "less" -> numbers ? ColumnLoops::less : null;
            case "at_most" -> numbers ? ColumnLoops::atMost : null;
            case "greater" -> numbers ? ColumnLoops::greater : null;
            case "at_least" -> numbers ? ColumnLoops::atLeast : null;
            case "and" -> ColumnLoops::and;
            case "or" -> ColumnLoops::or;
            default -> null;
        };
    }

    private static void add(long[] a, long[] b, int count) {
        for (int i = 0; i < count; i++) {
            a[i] = a[i] == NULL || b[i] == NULL
                    ? NULL
                    : doubleToLongBits(longBitsToDouble(a[i]) + longBitsToDouble(b[i]));
        }
    }

    private static void subtract(long[] a, long[] b, int count) {
        for (int i = 0; i < count; i++) {
            a[i] = a[i] == NULL || b[i] == NULL
                    ? NULL
                    : doubleToLongBits(longBitsToDouble(a[i]) - longBitsToDouble(b[i]));
        }
    }

    private static void multiply(long[] a, long[] b, int count) {
        for (int i = 0; i < count; i++) {
            a[i] = a[i] == NULL || b[i] == NULL
                    ? NULL
                    : doubleToLongBits(longBitsToDouble(a[i]) * longBitsToDouble(b[i]));
        }
    }

    private static void divide(long[] a, long[] b, int count) {
        for (int i = 0; i < count; i++) {
            a[i] = a[i] == NULL || b[i] == NULL
                    ? NULL
                    : doubleToLongBits(longBitsToDouble(a[i]) / longBitsToDouble(b[i]));
        }
    }

    private static void equal(long[] a, long[] b, int count) {
        for (int i = 0; i < count; i++) {
            long holds = longBitsToDouble(a[i]) == longBitsToDouble(b[i]) ? TRUE : FALSE;
            a[i] = a[i] == NULL || b[i] == NULL ? NULL : holds;
        }
    }

    private static void notEqual(long[] a, long[] b, int count) {
        for (int i = 0; i < count; i++) {
            long holds = longBitsToDouble(a[i]) != longBitsToDouble(b[i]) ? TRUE : FALSE;
            a[i] = a[i] == NULL || b[i] == NULL ? NULL : holds;
        }
    }

    private static void less(long[] a, long[] b, int count) {
        for (int i = 0; i < count; i++) {
            long holds = longBitsToDouble(a[i]) < longBitsToDouble(b[i]) ? TRUE : FALSE;
            a[i] = a[i] == NULL || b[i] == NULL ? NULL : holds;
        }
    }

    private static void atMost(long[] a, long[] b, int count) {
        for (int i = 0; i < count; i++) {
            long holds = longBitsToDouble(a[i]) <= longBitsToDouble(b[i]) ? TRUE : FALSE;
            a[i] = a[i] == NULL || b[i] == NULL ? NULL : holds;
        }
    }

    private static void greater(long[] a, long[] b, int count) {
        for (int i = 0; i < count; i++) {
            long holds = longBitsToDouble(a[i]) > longBitsToDouble(b[i]) ? TRUE : FALSE;
            a[i] = a[i] == NULL || b[i] == NULL ? NULL : holds;
        }
    }

    private static void atLeast(long[] a, long[] b, int count) {
        for (int i = 0; i < count; i++) {
            long holds = longBitsToDouble(a[i]) >= longBitsToDouble(b[i]) ? TRUE : FALSE;
            a[i] = a[i] == NULL || b[i] == NULL ? NULL : holds;
        }
    }

    private static void and(long[] a, long[] b, int count) {
        for (int i = 0; i < count; i++) {
            long both = a[i] == NULL || b[i] == NULL ? NULL : TRUE;
            a[i] = a[i] == FALSE || b[i] == FALSE ? FALSE : both;
        }
    }

    private static void or(long[] a, long[] b, int count) {
        for (int i = 0; i < count; i++) {
            long neither = a[i] == NULL || b[i] == NULL ? NULL : FALSE;
            a[i] = a[i] == TRUE || b[i] == TRUE ? TRUE : neither;
        }
    }
}
