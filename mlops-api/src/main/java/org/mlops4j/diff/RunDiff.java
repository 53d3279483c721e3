// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.diff;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Document;
import org.mlops4j.internal.text.Markdown;
import org.mlops4j.internal.text.Shown;

/**
 * What differs between two runs. Two datasets are the same if all their values are: by digest, whatever they are called
 * and wherever they come from.
 *
 * @param before what the first is called, such as the id of a run
 * @param after what the second is called
 * @param params by key; 1 and 1.0 differ
 * @param metrics by key
 * @param datasets by name
 * @param code the git commit and branch, and the class path
 * @param environment everything else: Java, operating system, processors; by path such as {@code java.version}
 */
public record RunDiff(
        String before,
        String after,
        Changes<Document> params,
        Changes<MetricFigures> metrics,
        Changes<DatasetRef> datasets,
        Changes<Document> code,
        Changes<Document> environment) {

    /** Checks that all are there. */
    public RunDiff {
        requireNonNull(before, "before");
        requireNonNull(after, "after");
    }

    /** {@return whether nothing differs} */
    public boolean isEmpty() {
        return params.isEmpty() && metrics.isEmpty() && datasets.isEmpty() && code.isEmpty() && environment.isEmpty();
    }

    /** {@return the difference as a document, for {@code Mlops.json()}} */
    public Document.Fields toDocument() {
        TreeMap<String, Document> deltas = new TreeMap<>();
        metrics.changed()
                .forEach((key, change) ->
                        deltas.put(key, change.after().minus(change.before()).toDocument()));
        return Document.object()
                .with("before", before)
                .with("after", after)
                .with("params", params.toDocument(value -> value))
                .with("metrics", metrics.toDocument(MetricFigures::toDocument))
                .with("metric_deltas", Document.object(deltas))
                .with("datasets", datasets.toDocument(DatasetRef::toDocument))
                .with("code", code.toDocument(value -> value))
                .with("environment", environment.toDocument(value -> value));
    }

    /** {@return the difference for people; parts in which nothing differs are left out} */
    public String toMarkdown() {
        Markdown head = new Markdown().heading(1, before + " → " + after);
        return isEmpty() ? head.paragraph("Nothing differs.").toString() : head + "\n" + sections();
    }

    /** {@return the sections of {@link #toMarkdown()} without the heading; empty if nothing differs} */
    public String sections() {
        Markdown text = new Markdown();
        section(text, "Metrics", List.of("metric", "last", "after", "Δ", "min", "after", "max", "after"), metricRows());
        List<String> head = List.of("name", "before", "after");
        section(text, "Parameters", head, params.rows(Shown::text));
        section(text, "Datasets", head, datasets.rows(RunDiff::shown));
        section(text, "Columns of the datasets", head, columns());
        section(text, "Code", head, code.rows(Shown::text));
        section(text, "Environment", head, environment.rows(Shown::text));
        return text.toString();
    }

    private static void section(Markdown text, String title, List<String> head, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            text.heading(2, title).table(head, rows);
        }
    }

    private List<List<String>> metricRows() {
        TreeMap<String, List<String>> rows = new TreeMap<>();
        metrics.added().forEach((key, is) -> rows.put(key, row(key, null, is)));
        metrics.removed().forEach((key, was) -> rows.put(key, row(key, was, null)));
        metrics.changed().forEach((key, change) -> rows.put(key, row(key, change.before(), change.after())));
        return new ArrayList<>(rows.values());
    }

    private static List<String> row(String key, @Nullable MetricFigures was, @Nullable MetricFigures is) {
        List<String> row = new ArrayList<>(List.of(
                key,
                cell(was, MetricFigures::last),
                cell(is, MetricFigures::last),
                was == null || is == null ? "" : Shown.signed(is.minus(was).last())));
        for (ToDoubleFunction<MetricFigures> figure :
                List.<ToDoubleFunction<MetricFigures>>of(MetricFigures::min, MetricFigures::max)) {
            row.add(cell(was, figure));
            row.add(cell(is, figure));
        }
        return row;
    }

    private static String cell(@Nullable MetricFigures figures, ToDoubleFunction<MetricFigures> figure) {
        return figures == null ? "" : Shown.number(figure.applyAsDouble(figures));
    }

    /** {@return a row for each column that came, went or has another type or other values in a dataset of one name} */
    private List<List<String>> columns() {
        List<List<String>> rows = new ArrayList<>();
        datasets.changed()
                .forEach((name, change) -> DatasetColumns.between(change)
                        .rows(column -> column)
                        .forEach(row -> rows.add(List.of(name + ": " + row.get(0), row.get(1), row.get(2)))));
        return rows;
    }

    private static String shown(DatasetRef dataset) {
        return dataset.digest().brief() + ", " + dataset.rows() + " rows"
                + (dataset.origin().isEmpty() ? "" : ", " + dataset.origin());
    }
}
