// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static org.mlops4j.features.Parameter.NUMBER;
import static org.mlops4j.features.Parameter.NUMBER_CONSTANT;
import static org.mlops4j.features.Parameter.OVERFLOW;
import static org.mlops4j.features.Parameter.ROUNDING;
import static org.mlops4j.features.Parameter.TRUTH;
import static org.mlops4j.features.ScalarFunction.define;

import java.util.List;
import org.mlops4j.features.ScalarFunction.Nulls;

/** The functions of numbers. */
final class NumberFunctions {

    private NumberFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                number("add", "the sum", NUMBER, NUMBER),
                number("subtract", "the difference", NUMBER, NUMBER),
                number("multiply", "the product", NUMBER, NUMBER),
                number("divide", "the quotient; by zero it is infinite or NaN", NUMBER, NUMBER),
                partial("safe_div", "the quotient; null if the divisor is 0", NUMBER, NUMBER),
                number("mod", "the remainder, with the sign of the dividend; NaN for a divisor of 0", NUMBER, NUMBER),
                number("negate", "the number with the other sign", NUMBER),
                number("abs", "the number without its sign", NUMBER),
                number("sign", "1, -1, or the number itself if it is 0 or NaN", NUMBER),
                number("floor", "the greatest whole number that is not greater", NUMBER),
                number("ceil", "the least whole number that is not less", NUMBER),
                number("trunc", "the number without its fraction", NUMBER),
                number("round", "the nearest whole number; halves go to the even one unless a mode is named", NUMBER)
                        .optionally(ROUNDING),
                number("exp", "e to that power", NUMBER),
                number("expm1", "e to that power less 1, exact near 0", NUMBER),
                number("log", "the natural logarithm; NaN below 0", NUMBER),
                number("log1p", "the natural logarithm of 1 and the number, exact near 0; NaN below -1", NUMBER),
                number("log2", "the logarithm to base 2, exact for powers of 2; NaN below 0", NUMBER),
                number("log10", "the logarithm to base 10; NaN below 0", NUMBER),
                number("log_base", "the logarithm of the first to the base of the second", NUMBER, NUMBER),
                number("pow", "the first to the power of the second, as IEEE 754 pow", NUMBER, NUMBER),
                number("sqrt", "the square root; NaN below 0", NUMBER),
                number("cbrt", "the cube root", NUMBER),
                number("sin", "the sine of radians", NUMBER),
                number("cos", "the cosine of radians", NUMBER),
                number("tan", "the tangent of radians", NUMBER),
                number("asin", "the angle in radians of that sine; NaN outside of [-1, 1]", NUMBER),
                number("acos", "the angle in radians of that cosine; NaN outside of [-1, 1]", NUMBER),
                number("atan", "the angle in radians of that tangent", NUMBER),
                number(
                        "atan2",
                        "the angle in radians of the point whose y is the first and x the second",
                        NUMBER,
                        NUMBER),
                number("sigmoid", "1 / (1 + e^-x)", NUMBER),
                number("logit", "ln(p / (1 - p)); infinite at 0 and 1, NaN outside of [0, 1]", NUMBER),
                number("cyclic_sin", "the sine of the part of a period, the second, that has passed", NUMBER, NUMBER),
                number("cyclic_cos", "the cosine of the part of a period, the second, that has passed", NUMBER, NUMBER),
                number("least", "the least; NaN if one is NaN; -0 is less than 0", NUMBER)
                        .repeating(NUMBER),
                number("greatest", "the greatest; NaN if one is NaN; -0 is less than 0", NUMBER)
                        .repeating(NUMBER),
                number(
                        "clip",
                        "the number, but not below the second and not above the third, which wins; NaN if one is NaN",
                        NUMBER,
                        NUMBER,
                        NUMBER),
                number(
                                "bin",
                                "how many of the boundaries, which must increase, are at most the number; NaN for NaN",
                                NUMBER)
                        .repeating(NUMBER_CONSTANT),
                define("is_nan", TRUTH, Nulls.STRICT, "whether the number is NaN", NUMBER),
                partial("nan_to_null", "the number; null for NaN", NUMBER),
                partial("to_int32", WHOLE, NUMBER, OVERFLOW),
                partial("to_int64", WHOLE, NUMBER, OVERFLOW),
                number("to_float32", "the nearest single; infinite if it is beyond the greatest", NUMBER),
                number("to_number", "1 for true, 0 for false", TRUTH));
    }

    private static final String WHOLE = "the number without its fraction; out of the range of the type it becomes its"
            + " nearest end, null, or its lowest bits, as named; null for NaN, and but for saturate for infinities";

    private static ScalarFunction number(String name, String summary, Parameter... parameters) {
        return define(name, NUMBER, Nulls.STRICT, summary, parameters);
    }

    private static ScalarFunction partial(String name, String summary, Parameter... parameters) {
        return define(name, NUMBER, Nulls.PARTIAL, summary, parameters);
    }
}
