// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static org.mlops4j.features.Parameter.ANY;
import static org.mlops4j.features.Parameter.NUMBER;
import static org.mlops4j.features.Parameter.NUMBER_CONSTANT;
import static org.mlops4j.features.Parameter.SAME;
import static org.mlops4j.features.Parameter.SAME_CONSTANT;
import static org.mlops4j.features.Parameter.SIGNATURE;
import static org.mlops4j.features.Parameter.TEXT;
import static org.mlops4j.features.Parameter.TEXT_CONSTANT;
import static org.mlops4j.features.Parameter.TRUTH;
import static org.mlops4j.features.ScalarFunction.define;

import java.util.List;
import org.mlops4j.features.ScalarFunction.Nulls;

/** Comparison, logic, choice. */
final class LogicFunctions {

    private LogicFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                comparison("equal", "whether both are the same; NaN is not the same as NaN, -0 is the same as 0"),
                comparison("not_equal", "whether both differ; NaN differs from NaN"),
                comparison("less", "whether the first is less; texts by UTF-16 code units, false before true"),
                comparison("at_most", "whether the first is less or the same"),
                comparison("greater", "whether the first is greater"),
                comparison("at_least", "whether the first is greater or the same"),
                define(
                        "between",
                        TRUTH,
                        Nulls.STRICT,
                        "whether the first is at least the second and at most the third",
                        SAME,
                        SAME,
                        SAME),
                define("in", TRUTH, Nulls.STRICT, "whether the first equals one of the others", SAME)
                        .repeating(SAME_CONSTANT),
                define("and", TRUTH, Nulls.OWN, "false if one side is false, else null if one is null", TRUTH, TRUTH),
                define("or", TRUTH, Nulls.OWN, "true if one side is true, else null if one is null", TRUTH, TRUTH),
                define("not", TRUTH, Nulls.STRICT, "the opposite", TRUTH),
                define("is_null", TRUTH, Nulls.OWN, "whether the argument is null; never null itself", ANY),
                define("coalesce", SAME, Nulls.OWN, "the first argument that is not null; null if all are", SAME)
                        .repeating(SAME),
                define("nullif", SAME, Nulls.OWN, "the first argument; null if it equals the second", SAME, SAME),
                define(
                                "case",
                                SAME,
                                Nulls.OWN,
                                "the value after the first condition that is true, else the last value if it stands"
                                        + " alone, else null")
                        .repeating(TRUTH, SAME)
                        .optionally(SAME),
                define(
                                "lookup",
                                NUMBER,
                                Nulls.PARTIAL,
                                "the number that stands after the key that equals the first argument, else the last"
                                        + " number if it stands alone, else null; of equal keys the first counts, and"
                                        + " NaN finds NaN",
                                SAME)
                        .repeating(SAME_CONSTANT, NUMBER_CONSTANT)
                        .optionally(NUMBER_CONSTANT),
                define(
                                "lookup_text",
                                TEXT,
                                Nulls.PARTIAL,
                                "the text that stands after the key that equals the first argument, else the last text"
                                        + " if it stands alone, else null; of equal keys the first counts, and NaN finds"
                                        + " NaN",
                                SAME)
                        .repeating(SAME_CONSTANT, TEXT_CONSTANT)
                        .optionally(TEXT_CONSTANT),
                define(
                                JavaSignature.FUNCTION,
                                ANY,
                                Nulls.PARTIAL,
                                "what the function of that signature gives, in the Java of whoever computes it: not"
                                        + " portable; null also where it gives null",
                                SIGNATURE)
                        .repeating(ANY));
    }

    private static ScalarFunction comparison(String name, String summary) {
        return define(name, TRUTH, Nulls.STRICT, summary, SAME, SAME);
    }
}
