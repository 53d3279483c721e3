// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;

/**
 * The functions of two numbers that expressions are mostly made of, each as a loop of its own: a call of a kernel for
 * every row, which the compiler cannot see through, would cost several times the work itself.
 */
final class ColumnLoops {

    // A comparison goes through an int, which the processor sets without a jump; data would mislead its predictions.

    private ColumnLoops() {}

    /** A function of two numbers, over the first rows of two arrays and into the first of them. */
    @FunctionalInterface
    interface Loop {
        void over(double[] a, double[] b, int count);
    }

    /** {@return the loop of a function, or {@code null} if it has none of its own} */
    static @Nullable Loop find(String function, DataType first) {
        if (first == DataType.STRING || first == DataType.TIMESTAMP) {
            return null;
        }
        return switch (function) {
            case "add" -> ColumnLoops::add;
            case "subtract" -> ColumnLoops::subtract;
            case "multiply" -> ColumnLoops::multiply;
            case "divide" -> ColumnLoops::divide;
            case "equal" -> ColumnLoops::equal;
            case "not_equal" -> ColumnLoops::notEqual;
            case "less" -> ColumnLoops::less;
            case "at_most" -> ColumnLoops::atMost;
            case "greater" -> ColumnLoops::greater;
            case "at_least" -> ColumnLoops::atLeast;
            default -> null;
        };
    }

    private static void add(double[] a, double[] b, int count) {
        for (int i = 0; i < count; i++) {
            a[i] += b[i];
        }
    }

    private static void subtract(double[] a, double[] b, int count) {
        for (int i = 0; i < count; i++) {
            a[i] -= b[i];
        }
    }

    private static void multiply(double[] a, double[] b, int count) {
        for (int i = 0; i < count; i++) {
            a[i] *= b[i];
        }
    }

    private static void divide(double[] a, double[] b, int count) {
        for (int i = 0; i < count; i++) {
            a[i] /= b[i];
        }
    }

    private static void equal(double[] a, double[] b, int count) {
        for (int i = 0; i < count; i++) {
            int holds = a[i] == b[i] ? 1 : 0;
            a[i] = holds;
        }
    }

    private static void notEqual(double[] a, double[] b, int count) {
        for (int i = 0; i < count; i++) {
            int holds = a[i] != b[i] ? 1 : 0;
            a[i] = holds;
        }
    }

    private static void less(double[] a, double[] b, int count) {
        for (int i = 0; i < count; i++) {
            int holds = a[i] < b[i] ? 1 : 0;
            a[i] = holds;
        }
    }

    private static void atMost(double[] a, double[] b, int count) {
        for (int i = 0; i < count; i++) {
            int holds = a[i] <= b[i] ? 1 : 0;
            a[i] = holds;
        }
    }

    private static void greater(double[] a, double[] b, int count) {
        for (int i = 0; i < count; i++) {
            int holds = a[i] > b[i] ? 1 : 0;
            a[i] = holds;
        }
    }

    private static void atLeast(double[] a, double[] b, int count) {
        for (int i = 0; i < count; i++) {
            int holds = a[i] >= b[i] ? 1 : 0;
            a[i] = holds;
        }
    }
}
