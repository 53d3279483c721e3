// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static org.mlops4j.features.Parameter.INSTANT;
import static org.mlops4j.features.Parameter.NUMBER;
import static org.mlops4j.features.Parameter.TEXT;
import static org.mlops4j.features.Parameter.TIME;
import static org.mlops4j.features.Parameter.TRUTH;
import static org.mlops4j.features.Parameter.UNIT;
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
                define(
                        "parse_time",
                        TIME,
                        Nulls.PARTIAL,
                        "the ISO-8601 instant; null if the text is none or out of range",
                        TEXT),
                define(
                        "from_epoch",
                        TIME,
                        Nulls.PARTIAL,
                        "the instant so many seconds after 1970, to the nanosecond; null for NaN and out of range",
                        NUMBER),
                define("epoch", NUMBER, Nulls.STRICT, "the seconds since 1970", TIME),
                define(
                        "add_seconds",
                        TIME,
                        Nulls.PARTIAL,
                        "the instant so many seconds later, to the nanosecond; null for NaN and out of range",
                        TIME,
                        NUMBER),
                define("seconds_between", NUMBER, Nulls.STRICT, "the seconds from the first to the second", TIME, TIME),
                define(
                        "diff",
                        NUMBER,
                        Nulls.STRICT,
                        "how many whole units the local time of the zone goes on from the first to the second; seconds,"
                                + " minutes and hours are counted as they pass",
                        TIME,
                        TIME,
                        UNIT,
                        ZONE),
                define(
                        "truncate",
                        TIME,
                        Nulls.PARTIAL,
                        "the begin of the unit, weeks on Monday, in the local time of the zone; null out of range",
                        TIME,
                        UNIT,
                        ZONE),
                part("second", "the second of the minute, 0 to 59"),
                part("minute", "the minute of the hour, 0 to 59"),
                part("hour", "the hour of the day, 0 to 23"),
                part("weekday", "the day of the week, 1 for Monday to 7 for Sunday"),
                part("day", "the day of the month, 1 to 31"),
                part("day_of_year", "the day of the year, 1 to 366"),
                part("week", "the week of the year by ISO-8601, 1 to 53"),
                part("month", "the month, 1 to 12"),
                part("quarter", "the quarter of the year, 1 to 4"),
                part("year", "the year"),
                define("is_weekend", TRUTH, Nulls.STRICT, "whether it is Saturday or Sunday in the zone", TIME, ZONE));
    }

    private static ScalarFunction part(String name, String summary) {
        return define(name, NUMBER, Nulls.STRICT, summary, TIME, ZONE);
    }
}
