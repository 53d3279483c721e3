// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as decimal texts, the same on every Java: {@link Double#toString} gives other digits before Java 19. */
public final class Decimal {

    /** So many digits tell any two doubles apart. */
    private static final int MAX_DIGITS = 17;

    /** Longer numbers are written with an exponent. */
    private static final int MAX_PLAIN = 21;

    private Decimal() {}

    /** {@return the fewest digits that give the number back; no sign for zero} */
    static String text(double number) {
        if (!Double.isFinite(number)) {
            return Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        } else if (number == (long) number && Math.abs(number) < 1L << 53) {
            return Long.toString((long) number);
        }
        BigDecimal exact = new BigDecimal(number);
        for (int digits = 1; digits < MAX_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == number) {
                return text(rounded);
            }
        }
        return text(exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN)));
    }

    private static String text(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        boolean plain = Math.abs(stripped.precision() - stripped.scale()) <= MAX_PLAIN;
        return plain ? stripped.toPlainString() : stripped.toString();
    }

    /** {@return whether a text is digits with a sign, a point and an exponent where they may stand} */
    public static boolean isDecimal(String text) {
        int at = afterSign(text, 0);
        int whole = digits(text, at);
        at += whole;
        int fraction = 0;
        if (at < text.length() && text.charAt(at) == '.') {
            fraction = digits(text, at + 1);
            at += fraction + 1;
        }
        if (whole + fraction == 0) {
            return false;
        } else if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at = afterSign(text, at + 1);
            int exponent = digits(text, at);
            return exponent > 0 && at + exponent == text.length();
        }
        return at == text.length();
    }

    private static int afterSign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }
}
