// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static org.mlops4j.features.Parameter.NUMBER;
import static org.mlops4j.features.Parameter.NUMBER_CONSTANT;
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
                number("negate", "the number with the other sign", NUMBER),
                number("abs", "the number without its sign", NUMBER),
                number("floor", "the greatest whole number that is not greater", NUMBER),
                number("ceil", "the least whole number that is not less", NUMBER),
                number("round", "the nearest whole number; halves go to the even one unless a mode is named", NUMBER)
                        .optionally(ROUNDING),
                number("exp", "e to that power", NUMBER),
                number("log", "the natural logarithm; NaN below 0", NUMBER),
                number("pow", "the first to the power of the second, as IEEE 754 pow", NUMBER, NUMBER),
                number("sqrt", "the square root; NaN below 0", NUMBER),
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
                define("nan_to_null", NUMBER, Nulls.PARTIAL, "the number; null for NaN", NUMBER));
    }

    private static ScalarFunction number(String name, String summary, Parameter... parameters) {
        return define(name, NUMBER, Nulls.STRICT, summary, parameters);
    }
}
