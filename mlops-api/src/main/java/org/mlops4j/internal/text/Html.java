// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.internal.text;

import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.mlops4j.data.Digest;

/**
 * Writes an HTML page without scripts. Every text is escaped here and nowhere else, so nothing that came from outside
 * can become an element; elements have no attributes that hold texts.
 */
public final class Html implements Page {

    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
                overflow-wrap: anywhere; }
            h1 { margin-bottom: .25rem; }
            h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; border-bottom: 1px solid #8888; }
            table { border-collapse: collapse; width: 100%; font-size: .9rem; }
            th, td { text-align: left; vertical-align: top; padding: .3rem 1rem .3rem 0; border-bottom: 1px solid #8883; }
            th { color: #777; font-weight: normal; }
            td:first-child { min-width: 6rem; }
            """;

    /** Nothing but the one style of this page, known by its digest, is loaded or run. */
    private static final String POLICY = "default-src 'none'; style-src 'sha256-"
            + Base64.getEncoder().encodeToString(Digest.of(STYLE).bytes())
            + "'; base-uri 'none'; form-action 'none'";

    private final StringBuilder out = new StringBuilder();

    /** A page with a title and no content. */
    public Html(String title) {
        out.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append(POLICY)
                .append("\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                .append("<meta name=\"referrer\" content=\"no-referrer\"/>\n");
        element("title", title);
        out.append("<style>").append(STYLE).append("</style></head>\n<body><main>\n");
    }

    @Override
    public Html heading(int level, String text) {
        return element("h" + level, text);
    }

    @Override
    public Html paragraph(String text) {
        return element("p", text);
    }

    @Override
    public Html points(Collection<String> texts) {
        if (!texts.isEmpty()) {
            out.append("<ul>\n");
            texts.forEach(text -> element("li", text));
            out.append("</ul>\n");
        }
        return this;
    }

    @Override
    public Html table(List<String> head, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            out.append("<table>\n");
            if (head.stream().anyMatch(cell -> !cell.isEmpty())) {
                row("th", head);
            }
            rows.forEach(row -> row("td", row));
            out.append("</table>\n");
        }
        return this;
    }

    /** {@return the whole page} */
    @Override
    public String toString() {
        return out + "</main></body></html>\n";
    }

    private void row(String element, List<String> cells) {
        out.append("<tr>");
        cells.forEach(cell -> element(element, cell));
        out.append("</tr>\n");
    }

    private Html element(String name, String text) {
        out.append('<').append(name).append('>');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append((char) c);
                default -> out.appendCodePoint(Shown.isShown(c) ? c : 0xFFFD);
            }
        });
        out.append("</").append(name).append(">\n");
        return this;
    }
}
