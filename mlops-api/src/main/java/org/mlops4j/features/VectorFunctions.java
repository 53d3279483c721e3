// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static org.mlops4j.features.Parameter.NUMBER;
import static org.mlops4j.features.Parameter.VECTOR;
import static org.mlops4j.features.ScalarFunction.define;

import java.util.List;
import org.mlops4j.features.ScalarFunction.Nulls;

/** The functions of vectors. */
final class VectorFunctions {

    private VectorFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                define("vector", VECTOR, Nulls.STRICT, "the vector of these components")
                        .repeating(NUMBER),
                define(
                        "dot",
                        NUMBER,
                        Nulls.STRICT,
                        "the sum of the products of the components, added up in order",
                        VECTOR,
                        VECTOR));
    }
}
