// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.Document;

/**
 * A part of a report that its caller writes. Immutable.
 *
 * @param title the heading
 * @param blocks what stands below, in order
 */
public record Section(String title, List<Block> blocks) {

    /** A table shows no more rows than this, and says how many it left out: a report is read, not searched. */
    public static final int MOST_ROWS = 200;

    /** Copies the blocks. */
    public Section {
        requireNonNull(title, "title");
        blocks = List.copyOf(blocks);
    }

    /** {@return a section without content} */
    public static Section titled(String title) {
        return new Section(title, List.of());
    }

    /** {@return a copy with one more paragraph} */
    public Section text(String text) {
        return with(new Paragraph(text));
    }

    /**
     * {@return a copy with one more table}
     *
     * @param header the names of the columns
     * @param rows as many cells each; cells that look like numbers are set to the right
     */
    public Section table(List<String> header, List<List<String>> rows) {
        return with(new Rows(header, rows));
    }

    private Section with(Block block) {
        List<Block> more = new ArrayList<>(blocks);
        more.add(block);
        return new Section(title, more);
    }

    Document toDocument() {
        return Document.object()
                .with("title", title)
                .with(
                        "blocks",
                        Document.list(blocks.stream().map(Block::toDocument).toList()));
    }

    /** A paragraph or a table. */
    public sealed interface Block {
        /** {@return the form for machines} */
        Document toDocument();
    }

    /**
     * A paragraph.
     *
     * @param text plain text
     */
    public record Paragraph(String text) implements Block {
        /** Checks that there is a text. */
        public Paragraph {
            requireNonNull(text, "text");
        }

        @Override
        public Document toDocument() {
            return Document.object().with("text", text);
        }
    }

    /**
     * A table.
     *
     * @param header the names of the columns
     * @param rows as many cells each
     */
    public record Rows(List<String> header, List<List<String>> rows) implements Block {
        /** Copies the rows and checks their lengths. */
        public Rows {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<String> row : rows) {
                if (row.size() != header.size()) {
                    throw new IllegalArgumentException(
                            "a row of this table has " + header.size() + " cells, got " + row.size() + ": " + row);
                }
            }
        }

        @Override
        public Document toDocument() {
            return Document.object()
                    .with("header", Document.texts(header))
                    .with(
                            "rows",
                            Document.list(rows.stream().map(Document::texts).toList()));
        }
    }
}
