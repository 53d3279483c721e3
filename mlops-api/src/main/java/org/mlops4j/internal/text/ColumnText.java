// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mlops4j.data.ColumnSummary;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Document;

/** What the columns of data are like, for people. */
public final class ColumnText {

    /** What {@link #rows} tell of each column. */
    public static final List<String> HEAD =
            List.of("column", "type", "null, NaN", "range", "mean ± deviation", "different", "most frequent");

    private ColumnText() {}

    /** {@return a row for each column; none if the data have no profile} */
    public static List<List<String>> rows(DatasetRef dataset) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < dataset.profile().size(); i++) {
            ColumnSummary column = dataset.profile().get(i);
            rows.add(List.of(
                    dataset.schema().names().get(i),
                    dataset.schema().fields().get(i).type().text(),
                    missing(column),
                    range(column),
                    mean(column),
                    distinct(column),
                    frequent(column)));
        }
        return rows;
    }

    /** {@return a column in one line, without its most frequent values} */
    public static String line(ColumnSummary column) {
        List<String> parts = new ArrayList<>();
        add(parts, "null, NaN: ", column.nulls() + column.nans() == 0 ? "" : missing(column));
        add(parts, "", range(column));
        add(parts, "mean ", mean(column));
        add(parts, "different: ", distinct(column));
        return String.join("; ", parts);
    }

    private static void add(List<String> parts, String title, String text) {
        if (!text.isEmpty()) {
            parts.add(title + text);
        }
    }

    private static String missing(ColumnSummary column) {
        return column.nulls() + ", " + column.nans();
    }

    private static String range(ColumnSummary column) {
        return column.findMin()
                .flatMap(min -> column.findMax().map(max -> end(min) + " to " + end(max)))
                .orElse("");
    }

    private static String end(Document value) {
        return value instanceof Document.Real real ? Shown.number(real.number()) : Shown.text(value);
    }

    private static String mean(ColumnSummary column) {
        if (Double.isNaN(column.mean())) {
            return "";
        }
        return Shown.number(column.mean())
                + (Double.isNaN(column.deviation()) ? "" : " ± " + Shown.number(column.deviation()));
    }

    private static String distinct(ColumnSummary column) {
        return column.findDistinct().isPresent()
                ? Long.toString(column.findDistinct().getAsLong())
                : "";
    }

    private static String frequent(ColumnSummary column) {
        return column.frequent().stream()
                .map(one -> one.value() + " (" + one.count() + ")")
                .collect(Collectors.joining(", "));
    }
}
