// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Collectors;
import org.mlops4j.data.Document;

/** Values as people read them in a terminal. */
final class Cells {

    private Cells() {}

    /** {@return a value in one line} */
    static String text(Document value) {
        if (value instanceof Document.Null) {
            return "";
        }
        if (value instanceof Document.Text text) {
            return harmless(text.text());
        }
        if (value instanceof Document.Items items) {
            return items.list().stream().map(Cells::inner).collect(Collectors.joining(", "));
        }
        if (value instanceof Document.Fields fields) {
            return String.join(", ", parts(fields));
        }
        return value instanceof Document.Real real ? rounded(real.number()) : harmless(value.toString());
    }

    /**
     * {@return a value in a line for each of its fields, or for each of its items that are more than a word; at least
     * one line}
     */
    static List<String> lines(Document value) {
        if (value instanceof Document.Fields fields && !fields.fields().isEmpty()) {
            return parts(fields);
        }
        if (value instanceof Document.Items items
                && items.list().stream().anyMatch(Document.Fields.class::isInstance)) {
            return items.list().stream().map(Cells::text).toList();
        }
        return List.of(text(value));
    }

    private static List<String> parts(Document.Fields fields) {
        return fields.fields().entrySet().stream()
                .map(field -> harmless(field.getKey()) + "=" + inner(field.getValue()))
                .toList();
    }

    /** {@return a value within another one, so that it is seen where it ends} */
    private static String inner(Document value) {
        if (value instanceof Document.Items) {
            return "[" + text(value) + "]";
        }
        return value instanceof Document.Fields ? "{" + text(value) + "}" : text(value);
    }

    /** Six digits are enough for people; JSON has them all. */
    private static String rounded(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value)
                        .round(new MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString()
                : Double.toString(value);
    }

    /** {@return whether a value is shown flush right} */
    static boolean isNumber(Document value) {
        return value instanceof Document.Whole || value instanceof Document.Real;
    }

    /** {@return a text that cannot steer a terminal or hide what follows it} */
    static String harmless(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> shown.appendCodePoint(steers(c) ? 0xFFFD : c));
        return shown.toString();
    }

    private static boolean steers(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
