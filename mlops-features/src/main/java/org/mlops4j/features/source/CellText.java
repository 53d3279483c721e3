// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.expression.Decimal;

/** Values as they are written: the same on every machine, without spaces, signs and digits of some languages. */
final class CellText {

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,20}");

    private CellText() {}

    /** {@return what makes values of a type, and throws InvalidException for texts that are none} */
    static Function<String, Object> reader(DataType type, Function<String, Instant> times) {
        if (type == DataType.BOOLEAN) {
            return CellText::truth;
        } else if (type == DataType.INT64) {
            return CellText::whole;
        } else if (type == DataType.FLOAT64) {
            return CellText::real;
        } else if (type == DataType.FLOAT32) {
            return CellText::single;
        } else if (type == DataType.STRING) {
            return text -> text;
        } else if (type == DataType.TIMESTAMP) {
            return text -> Times.nanos(times.apply(text));
        }
        throw new InvalidException("a " + type.text() + " cannot be read from text");
    }

    /** {@return an ISO-8601 instant with its offset} */
    static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidException(
                    shown(text) + " is no instant such as 2001-01-01T06:00:00Z; give local times a pattern and a zone",
                    e);
        }
    }

    /**
     * {@return what reads local times of a zone}
     *
     * @throws InvalidException if the pattern is none, or leaves the era open
     */
    static Function<String, Instant> localTimes(String pattern, ZoneId zone) {
        if (pattern.contains("y")) {
            throw new InvalidException("write the year of '" + pattern + "' as u: y is the year of an era");
        }
        DateTimeFormatter format;
        try {
            format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw new InvalidException("'" + pattern + "' is no pattern of times: " + e.getMessage(), e);
        }
        return text -> {
            LocalDateTime local;
            try {
                local = LocalDateTime.parse(text, format);
            } catch (DateTimeException e) {
                throw new InvalidException(shown(text) + " is no time such as '" + pattern + "'", e);
            }
            return LocalTimes.instant(local, zone);
        };
    }

    private static Object truth(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        } else if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw new InvalidException(shown(text) + " is neither true nor false");
    }

    private static Object whole(String text) {
        try {
            if (WHOLE.matcher(text).matches()) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException e) {
            throw new InvalidException(shown(text) + " does not fit 64 bits", e);
        }
        throw new InvalidException(shown(text) + " is no whole number");
    }

    private static Object real(String text) {
        return finite(text, Double::parseDouble);
    }

    private static Object single(String text) {
        return finite(text, number -> (double) Float.parseFloat(number));
    }

    private static double finite(String text, Function<String, Double> parse) {
        if (text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity")) {
            return parse.apply(text);
        } else if (!Decimal.isDecimal(text)) {
            throw new InvalidException(shown(text) + " is no number");
        }
        double number = parse.apply(text);
        if (Double.isInfinite(number)) {
            throw new InvalidException(shown(text) + " is too great for its type");
        }
        return number;
    }

    /** {@return a text fit for a message} */
    private static String shown(String text) {
        String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return "'" + cut.replaceAll("\\p{Cntrl}", "\uFFFD") + "'";
    }
}
