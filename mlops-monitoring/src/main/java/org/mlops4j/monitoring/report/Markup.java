// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML and SVG. Every text and every value of an attribute is escaped here and nowhere else, so nothing that
 * came from outside can become an element. Names of elements and attributes are literals of this package.
 */
final class Markup {

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** {@return this, inside of a new element} */
    Markup open(String element, String... attributes) {
        tag(element, attributes).append('>');
        open.push(element);
        return this;
    }

    /** {@return this, behind the element that was opened last} */
    Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** {@return this, behind an element without content} */
    Markup empty(String element, String... attributes) {
        tag(element, attributes).append("/>");
        return this;
    }

    /** {@return this, behind an element that holds a text} */
    Markup element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    /** {@return this, behind a text of this library that is written as it is} */
    Markup trusted(String text) {
        out.append(text);
        return this;
    }

    Markup line() {
        out.append('\n');
        return this;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }

    private StringBuilder tag(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        return out;
    }

    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append((char) c);
                default -> out.appendCodePoint(shown(c) ? c : 0xFFFD);
            }
        });
    }

    /** Characters that a browser does not show, or that turn the direction of what follows, could hide a name. */
    private static boolean shown(int c) {
        boolean turnsDirection = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return !Character.isISOControl(c) && !turnsDirection && !(c >= 0xD800 && c <= 0xDFFF);
    }
}
