// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mlops4j.features.Expression;

/** The kernels of numbers. */
final class NumberKernels {

    private NumberKernels() {}

    static @Nullable Kernel find(Expression.Call call) {
        return switch (call.function()) {
            case "add" -> Kernel.of((a, b) -> a + b);
            case "subtract" -> Kernel.of((a, b) -> a - b);
            case "multiply" -> Kernel.of((a, b) -> a * b);
            case "divide" -> Kernel.of((a, b) -> a / b);
            case "negate" -> Kernel.of(a -> -a);
            case "abs" -> Kernel.of(Math::abs);
            case "floor" -> Kernel.of(Math::floor);
            case "ceil" -> Kernel.of(Math::ceil);
            case "round" -> Rounding.of(call.arguments().size() == 1 ? "half_even" : Kernels.text(call, 1));
            case "exp" -> Kernel.of(StrictMath::exp);
            case "log" -> Kernel.of(StrictMath::log);
            case "pow" -> Kernel.of(StrictMath::pow);
            case "sqrt" -> Kernel.of(Math::sqrt);
            case "least" -> Kernel.of(Math::min);
            case "greatest" -> Kernel.of(Math::max);
            case "clip" -> clip();
            case "bin" -> bin(call);
            case "is_nan" -> (Kernel.Bits1) a -> Kernel.truth(a == RowExpression.NAN);
            case "nan_to_null" -> (Kernel.Bits1) a -> a == RowExpression.NAN ? RowExpression.NULL : a;
            default -> null;
        };
    }

    private static Kernel.Bits3 clip() {
        return (a, low, high) -> Double.doubleToLongBits(Math.min(
                Math.max(Double.longBitsToDouble(a), Double.longBitsToDouble(low)), Double.longBitsToDouble(high)));
    }

    private static Kernel.Bits1 bin(Expression.Call call) {
        double[] boundaries = new double[call.arguments().size() - 1];
        // Adding zero turns -0 into 0: binarySearch tells them apart, the order of numbers does not.
        Arrays.setAll(boundaries, i -> Kernels.number(call, i + 1) + 0.0);
        return Kernel.of(a -> {
            if (Double.isNaN(a)) {
                return a;
            }
            int found = Arrays.binarySearch(boundaries, a + 0.0);
            return found >= 0 ? found + 1 : -found - 1;
        });
    }
}
