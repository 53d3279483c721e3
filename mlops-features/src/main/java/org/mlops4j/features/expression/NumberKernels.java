// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.mlops4j.features.Expression;

/** The kernels of numbers. */
final class NumberKernels {

    private static final double LN_2 = StrictMath.log(2);

    private NumberKernels() {}

    static @Nullable Kernel find(Expression.Call call) {
        DoubleUnaryOperator ofOne = ofOne(call.function());
        if (ofOne != null) {
            return Kernel.of(ofOne);
        }
        return switch (call.function()) {
            case "add" -> Kernel.of((a, b) -> a + b);
            case "subtract" -> Kernel.of((a, b) -> a - b);
            case "multiply" -> Kernel.of((a, b) -> a * b);
            case "divide" -> Kernel.of((a, b) -> a / b);
            case "safe_div" -> safeDivision();
            case "mod" -> Kernel.of((a, b) -> a % b);
            case "log_base" -> Kernel.of((a, base) -> StrictMath.log(a) / StrictMath.log(base));
            case "pow" -> Kernel.of(StrictMath::pow);
            case "atan2" -> Kernel.of(StrictMath::atan2);
            case "cyclic_sin" -> Kernel.of((a, period) -> StrictMath.sin(2 * Math.PI * (a / period)));
            case "cyclic_cos" -> Kernel.of((a, period) -> StrictMath.cos(2 * Math.PI * (a / period)));
            case "least" -> Kernel.of(Math::min);
            case "greatest" -> Kernel.of(Math::max);
            case "clip" -> clip();
            case "round" -> Rounding.of(call.arguments().size() == 1 ? "half_even" : Kernels.text(call, 1));
            case "bin" -> bin(call);
            case "is_nan" -> (Kernel.Bits1) a -> Kernel.truth(a == RowExpression.NAN);
            case "nan_to_null" -> (Kernel.Bits1) a -> a == RowExpression.NAN ? RowExpression.NULL : a;
            case "to_int32" -> whole(Kernels.text(call, 1), 32);
            case "to_int64" -> whole(Kernels.text(call, 1), 64);
            case "to_number" -> (Kernel.Bits1) a -> a;
            default -> null;
        };
    }

    private static @Nullable DoubleUnaryOperator ofOne(String function) {
        return switch (function) {
            case "negate" -> a -> -a;
            case "abs" -> Math::abs;
            case "sign" -> Math::signum;
            case "floor" -> Math::floor;
            case "ceil" -> Math::ceil;
            case "trunc" -> Rounding::towardsZero;
            case "exp" -> StrictMath::exp;
            case "expm1" -> StrictMath::expm1;
            case "log" -> StrictMath::log;
            case "log1p" -> StrictMath::log1p;
            case "log2" -> NumberKernels::log2;
            case "log10" -> StrictMath::log10;
            case "sqrt" -> Math::sqrt;
            case "cbrt" -> StrictMath::cbrt;
            case "sin" -> StrictMath::sin;
            case "cos" -> StrictMath::cos;
            case "tan" -> StrictMath::tan;
            case "asin" -> StrictMath::asin;
            case "acos" -> StrictMath::acos;
            case "atan" -> StrictMath::atan;
            case "sigmoid" -> NumberKernels::sigmoid;
            case "logit" -> p -> StrictMath.log(p) - StrictMath.log1p(-p);
            case "to_float32" -> a -> (float) a;
            default -> null;
        };
    }

    /** The exponent is added as it is, so that no power of two is rounded. */
    private static double log2(double a) {
        if (!(a > 0) || Double.isInfinite(a)) {
            return StrictMath.log(a);
        }
        // A subnormal has no exponent of its own.
        int shift = a < Double.MIN_NORMAL ? 54 : 0;
        double normal = Math.scalb(a, shift);
        int exponent = Math.getExponent(normal);
        double fraction = Math.scalb(normal, -exponent);
        // Around 1, so that the logarithm of the fraction does not cancel the exponent.
        if (fraction > 1.5) {
            fraction /= 2;
            exponent++;
        }
        return exponent - shift + StrictMath.log(fraction) / LN_2;
    }

    /** Only powers of e that do not overflow are taken. */
    private static double sigmoid(double a) {
        if (a >= 0) {
            return 1 / (1 + StrictMath.exp(-a));
        }
        double power = StrictMath.exp(a);
        return power / (1 + power);
    }

    private static Kernel.Bits2 safeDivision() {
        return (a, b) -> Double.longBitsToDouble(b) == 0
                ? RowExpression.NULL
                : Double.doubleToLongBits(Double.longBitsToDouble(a) / Double.longBitsToDouble(b));
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

    private static Kernel.Bits1 whole(String overflow, int bits) {
        // The least value of the type is a power of two, and the greatest is that much less one.
        double end = Math.scalb(1.0, bits - 1);
        return a -> {
            double number = Double.longBitsToDouble(a);
            double whole = Rounding.towardsZero(number);
            if (Double.isNaN(whole)) {
                return RowExpression.NULL;
            } else if (whole >= -end && whole < end) {
                return Double.doubleToLongBits(whole);
            } else if (overflow.equals("saturate")) {
                return Double.doubleToLongBits(whole < 0 ? -end : (double) (long) (end - 1));
            } else if (overflow.equals("null") || Double.isInfinite(whole)) {
                return RowExpression.NULL;
            }
            long lowest = new BigDecimal(whole).toBigInteger().longValue();
            return Double.doubleToLongBits(bits == 64 ? (double) lowest : (double) (int) lowest);
        };
    }
}
