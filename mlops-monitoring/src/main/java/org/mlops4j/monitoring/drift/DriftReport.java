// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;

/**
 * The comparison of current data with a reference, column by column, most important first: columns with drift, then by
 * severity, adjusted p-value and name.
 *
 * @param referenceRows rows of the reference
 * @param currentRows rows of the current data
 * @param alpha the level of the whole report
 * @param columns most important first
 */
public record DriftReport(long referenceRows, long currentRows, double alpha, List<ColumnDrift> columns) {

    private static final Comparator<ColumnDrift> IMPORTANCE = Comparator.comparing(
                    (ColumnDrift column) -> column.verdict() != DriftVerdict.DRIFT)
            .thenComparing(Comparator.comparingDouble(ColumnDrift::severity).reversed())
            .thenComparingDouble(ColumnDrift::adjustedPValue)
            .thenComparing(ColumnDrift::column);

    /** Sorts the columns. */
    public DriftReport {
        columns = columns.stream().sorted(IMPORTANCE).toList();
    }

    /** {@return DRIFT if any column drifted, else INSUFFICIENT_DATA if any lacks data or there is none, else OK} */
    public DriftVerdict verdict() {
        if (!drifted().isEmpty()) {
            return DriftVerdict.DRIFT;
        }
        return !columns.isEmpty() && columns.stream().allMatch(column -> column.verdict() == DriftVerdict.OK)
                ? DriftVerdict.OK
                : DriftVerdict.INSUFFICIENT_DATA;
    }

    /** {@return the columns that drifted, most important first} */
    public List<ColumnDrift> drifted() {
        return columns.stream()
                .filter(column -> column.verdict() == DriftVerdict.DRIFT)
                .toList();
    }

    /** {@return the drifted share of the columns, NaN if there are none} */
    public double driftedShare() {
        return (double) drifted().size() / columns.size();
    }

    /** {@return what the report says about a column, if it has it} */
    public Optional<ColumnDrift> find(String column) {
        return columns.stream().filter(c -> c.column().equals(column)).findFirst();
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        return Document.object()
                .with("version", 1)
                .with("verdict", verdict().name())
                .with("referenceRows", referenceRows)
                .with("currentRows", currentRows)
                .with("alpha", alpha)
                .with(
                        "columns",
                        Document.list(
                                columns.stream().map(ColumnDrift::toDocument).toList()));
    }
}
