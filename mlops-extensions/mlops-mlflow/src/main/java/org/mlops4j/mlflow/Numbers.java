// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/** Numbers and times as MLflow writes them. */
final class Numbers {

    private Numbers() {}

    /** {@return milliseconds since the epoch as an instant, {@code null} for what is no such number} */
    static @Nullable Instant instant(@Nullable String millis) {
        return millis == null || !millis.matches("-?[0-9]{1,18}") ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    /** {@return a whole number} */
    static long whole(String what, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new InvalidException(what + " is '" + text + "', not a whole number", e);
        }
    }

    /** {@return a float as Python writes it, {@code nan} and {@code inf} included} */
    static double real(String what, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan", "-nan", "+nan" -> Double.NaN;
            case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> parsed(what, text);
        };
    }

    /**
     * {@return a value of a database} MLflow stores NaN as 0 with a mark, and the infinities as the greatest finite
     * number of their sign.
     */
    static double ofDatabase(double value, boolean nan) {
        if (nan) {
            return Double.NaN;
        }
        if (Math.abs(value) == Double.MAX_VALUE) {
            return Math.copySign(Double.POSITIVE_INFINITY, value);
        }
        return value;
    }

    private static double parsed(String what, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new InvalidException(what + " is '" + text + "', not a number", e);
        }
    }
}
