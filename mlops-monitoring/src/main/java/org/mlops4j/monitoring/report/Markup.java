// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

/**
 * Writes elements that are both HTML and well-formed XML. Every text and every attribute value is escaped; what may not
 * be in a document, and what turns the direction of writing, becomes U+FFFD. Counts the bytes, so that a report can
 * stop in time.
 */
final class Markup {

    /** Beyond this many bytes nothing that repeats is begun; what is begun by then, and the end, fit into 1 MB. */
    private static final long ROOM = 900_000;

    /** Longer texts are cut. */
    private static final int LONGEST_TEXT = 2_000;

    private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
    private long bytes = out.length();

    Markup open(String tag, String... namesAndValues) {
        plain("<").plain(tag);
        attributes(namesAndValues);
        return plain(">");
    }

    Markup close(String tag) {
        return plain("</").plain(tag).plain(">\n");
    }

    /** Writes an element without content. */
    Markup empty(String tag, String... namesAndValues) {
        plain("<").plain(tag);
        attributes(namesAndValues);
        return plain("/>");
    }

    Markup element(String tag, String text, String... namesAndValues) {
        return open(tag, namesAndValues).text(text).close(tag);
    }

    Markup text(String text) {
        int end = Math.min(text.length(), LONGEST_TEXT);
        for (int i = 0; i < end; ) {
            int point = text.codePointAt(i);
            escape(point);
            i += Character.charCount(point);
        }
        return end < text.length() ? plain("…") : this;
    }

    /** Writes the style sheet, the one text that is not escaped, since its bytes are what its hash says. */
    Markup style(String sheet) {
        return plain("<style>").plain(sheet).plain("</style>\n");
    }

    boolean hasRoom() {
        return bytes < ROOM;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void attributes(String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            plain(" ").plain(namesAndValues[i]).plain("=\"");
            value(namesAndValues[i + 1]);
            plain("\"");
        }
    }

    private void value(String value) {
        value.codePoints().forEach(this::escape);
    }

    private Markup plain(String text) {
        text.codePoints().forEach(this::append);
        return this;
    }

    private void escape(int point) {
        switch (point) {
            case '&' -> plain("&amp;");
            case '<' -> plain("&lt;");
            case '>' -> plain("&gt;");
            case '"' -> plain("&quot;");
            case '\'' -> plain("&#39;");
            default -> append(allowed(point) ? point : 0xFFFD);
        }
    }

    private void append(int point) {
        out.appendCodePoint(point);
        bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }

    private static boolean allowed(int point) {
        if (point == '\n' || point == '\t') {
            return true;
        }
        boolean control = point < 0x20 || (point >= 0x7F && point < 0xA0);
        boolean surrogate = point >= 0xD800 && point < 0xE000;
        boolean direction = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        boolean noCharacter = (point & 0xFFFE) == 0xFFFE;
        return !control && !surrogate && !direction && !noCharacter;
    }
}
