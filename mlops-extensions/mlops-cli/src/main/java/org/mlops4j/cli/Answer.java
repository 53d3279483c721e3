// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;

/**
 * Writes what a command found out.
 *
 * @param json for programs
 * @param format how
 * @param out where to
 */
record Answer(DocumentText json, StoreOptions.Format format, PrintWriter out) {

    private static final String GAP = "  ";

    /** Shows things of one kind, each with a field a column; a field that is missing is left empty. */
    void list(List<String> columns, List<Document.Fields> rows) {
        if (format == StoreOptions.Format.JSON) {
            out.println(json.write(Document.list(rows)));
        } else {
            table(columns, rows);
        }
        out.flush();
    }

    /** Shows one thing, a line for each field, or for each part of a field that has several. */
    void one(List<String> fields, Document.Fields thing) {
        if (format == StoreOptions.Format.JSON) {
            out.println(json.write(thing));
        } else {
            int width = fields.stream().mapToInt(String::length).max().orElse(0);
            for (String field : fields) {
                String name = field;
                for (String line : thing.find(field).map(Cells::lines).orElse(List.of(""))) {
                    out.println((padded(name, width, false) + GAP + line).stripTrailing());
                    name = "";
                }
            }
        }
        out.flush();
    }

    /** Shows a text to people, and the same as a document to programs. */
    void text(String text, Document document) {
        if (format == StoreOptions.Format.JSON) {
            out.println(json.write(document));
        } else {
            text.lines().map(Cells::harmless).forEach(out::println);
        }
        out.flush();
    }

    private void table(List<String> columns, List<Document.Fields> rows) {
        List<Column> shown = new ArrayList<>();
        for (String name : columns) {
            List<String> cells = rows.stream().map(row -> cell(row, name)).toList();
            int width = Math.max(
                    name.length(),
                    cells.stream()
                            .mapToInt(cell -> cell.codePointCount(0, cell.length()))
                            .max()
                            .orElse(0));
            boolean right = !rows.isEmpty()
                    && rows.stream()
                            .allMatch(row -> row.find(name).map(Cells::isNumber).orElse(true));
            shown.add(new Column(name.toUpperCase(Locale.ROOT), cells, width, right));
        }
        out.println(line(shown, Column::name));
        for (int row = 0; row < rows.size(); row++) {
            int at = row;
            out.println(line(shown, column -> column.cells().get(at)));
        }
    }

    private static String line(List<Column> columns, Function<Column, String> cell) {
        List<String> cells = columns.stream()
                .map(column -> padded(cell.apply(column), column.width(), column.right()))
                .toList();
        return String.join(GAP, cells).stripTrailing();
    }

    private static String cell(Document.Fields row, String field) {
        return row.find(field).map(Cells::text).orElse("");
    }

    private static String padded(String text, int width, boolean right) {
        String blanks = " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
        return right ? blanks + text : text + blanks;
    }

    private record Column(String name, List<String> cells, int width, boolean right) {}
}
