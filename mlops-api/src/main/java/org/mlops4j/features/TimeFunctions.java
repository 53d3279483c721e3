// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static org.mlops4j.features.Parameter.INSTANT;
import static org.mlops4j.features.Parameter.NUMBER;
import static org.mlops4j.features.Parameter.TIME;
import static org.mlops4j.features.Parameter.ZONE;
import static org.mlops4j.features.ScalarFunction.define;

import java.util.List;
import org.mlops4j.features.ScalarFunction.Nulls;

/** The functions of time. */
final class TimeFunctions {

    private TimeFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                define("timestamp", TIME, Nulls.STRICT, "that instant", INSTANT),
                part("hour", "the hour of the day, 0 to 23"),
                part("weekday", "the day of the week, 1 for Monday to 7 for Sunday"));
    }

    private static ScalarFunction part(String name, String summary) {
        return define(name, NUMBER, Nulls.STRICT, summary, TIME, ZONE);
    }
}
