// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.internal.text;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes Markdown. Every text is escaped here and nowhere else, so that a name is shown as it is and can become neither
 * an element nor a cell. Not thread-safe.
 */
public final class Markdown implements Page {

    private final StringBuilder out = new StringBuilder();

    @Override
    public Markdown heading(int level, String text) {
        return block("#".repeat(level) + " " + escaped(text));
    }

    @Override
    public Markdown paragraph(String text) {
        return block(escaped(text));
    }

    @Override
    public Markdown points(Collection<String> texts) {
        return texts.isEmpty()
                ? this
                : block(texts.stream().map(text -> "- " + escaped(text)).collect(Collectors.joining("\n")));
    }

    @Override
    public Markdown table(List<String> head, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return this;
        }
        StringBuilder table = new StringBuilder(row(head)).append("\n|").append(" --- |".repeat(head.size()));
        rows.forEach(row -> table.append('\n').append(row(row)));
        return block(table.toString());
    }

    /** {@return this, behind a block of code in a language; the code must not hold a fence} */
    public Markdown code(String language, String code) {
        return block("```" + language + "\n" + code.strip() + "\n```");
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private Markdown block(String text) {
        if (!out.isEmpty()) {
            out.append('\n');
        }
        out.append(text).append('\n');
        return this;
    }

    private static String row(List<String> cells) {
        return cells.stream().map(Markdown::escaped).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        text.strip().codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\n', '\r', '\t' -> escaped.append(' ');
                case '\\', '`', '*', '_', '[', ']', '|', '#', '!' ->
                    escaped.append('\\').append((char) c);
                default -> escaped.appendCodePoint(Shown.isShown(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }
}
