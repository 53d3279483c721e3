// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static org.mlops4j.features.Parameter.NUMBER;
import static org.mlops4j.features.Parameter.POSITIVE_CONSTANT;
import static org.mlops4j.features.Parameter.TEXT;
import static org.mlops4j.features.Parameter.VECTOR;
import static org.mlops4j.features.ScalarFunction.define;

import java.util.List;
import org.mlops4j.features.ScalarFunction.Nulls;

/** The functions of vectors, and of places on the earth. */
final class VectorFunctions {

    private VectorFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                define("vector", VECTOR, Nulls.STRICT, "the vector of these components")
                        .repeating(NUMBER),
                define(
                        "slice",
                        VECTOR,
                        Nulls.STRICT,
                        "the components from a position on, 1 is the first, so many as the last number says",
                        VECTOR,
                        POSITIVE_CONSTANT,
                        POSITIVE_CONSTANT),
                number("element", "the component at a position, 1 is the first", VECTOR, POSITIVE_CONSTANT),
                number("dot", "the sum of the products of the components, added up in order", VECTOR, VECTOR),
                number("norm", "the square root of the sum of the squares of the components", VECTOR),
                number(
                        "cosine",
                        "the dot product divided by the product of the norms; NaN if one of them is 0",
                        VECTOR,
                        VECTOR),
                number(
                        "haversine",
                        "the metres between two places along the sphere of radius 6,371,008.8 m: latitude and longitude"
                                + " of one, then of the other, in degrees",
                        NUMBER,
                        NUMBER,
                        NUMBER,
                        NUMBER),
                define(
                        "geohash",
                        TEXT,
                        Nulls.PARTIAL,
                        "the geohash of a latitude and longitude in degrees, of so many characters, 12 at most; null for"
                                + " NaN and outside of [-90, 90] and [-180, 180]",
                        NUMBER,
                        NUMBER,
                        POSITIVE_CONSTANT));
    }

    private static ScalarFunction number(String name, String summary, Parameter... parameters) {
        return define(name, NUMBER, Nulls.STRICT, summary, parameters);
    }
}
