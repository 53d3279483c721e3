// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.internal.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.Collectors;
import org.mlops4j.data.Document;

/** How values are shown to people, the same everywhere. */
public final class Shown {

    private static final MathContext DIGITS = new MathContext(6);

    private Shown() {}

    /** {@return a number with at most six significant digits} */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        boolean plain = rounded.signum() == 0 || (rounded.scale() <= 9 && rounded.precision() - rounded.scale() <= 9);
        return plain ? rounded.toPlainString() : rounded.toString();
    }

    /** {@return a number as {@link #number} shows it, always with a sign unless it is 0 or NaN} */
    public static String signed(double value) {
        return value > 0 ? "+" + number(value) : number(value);
    }

    /** {@return a document as people read it; not JSON} */
    public static String text(Document document) {
        if (document instanceof Document.Text text) {
            return text.text();
        } else if (document instanceof Document.Items items) {
            return items.list().stream().map(Shown::text).collect(Collectors.joining(", ", "[", "]"));
        } else if (document instanceof Document.Fields fields) {
            return fields.fields().entrySet().stream()
                    .map(field -> field.getKey() + ": " + text(field.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return document instanceof Document.Null ? "null" : document.toString();
    }

    /** {@return whether a character shows: controls, and those that turn the direction of what follows, do not} */
    static boolean isShown(int c) {
        return !Character.isISOControl(c)
                && Character.getType(c) != Character.SURROGATE
                && Character.getType(c) != Character.UNASSIGNED
                && !(c >= 0x200B && c <= 0x200F)
                && !(c >= 0x202A && c <= 0x202E)
                && !(c >= 0x2060 && c <= 0x2069)
                && c != 0xFEFF;
    }
}
