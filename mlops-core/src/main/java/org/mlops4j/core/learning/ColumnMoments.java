// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.learning;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.mlops4j.data.Document;
import org.mlops4j.data.RunningMoments;

/** Mean and spread of each column of rows that come one by one. Not thread-safe. */
final class ColumnMoments {

    private final RunningMoments[] columns;
    private long count;

    ColumnMoments(int columns) {
        this(IntStream.range(0, columns).mapToObj(i -> new RunningMoments()).toArray(RunningMoments[]::new), 0);
    }

    private ColumnMoments(RunningMoments[] columns, long count) {
        this.columns = columns;
        this.count = count;
    }

    static ColumnMoments from(Document document) {
        long count = document.get("count").whole();
        double[] means = numbers(document.get("means"));
        double[] squares = numbers(document.get("squares"));
        return new ColumnMoments(
                IntStream.range(0, means.length)
                        .mapToObj(i -> RunningMoments.of(count, means[i], squares[i]))
                        .toArray(RunningMoments[]::new),
                count);
    }

    Document toDocument() {
        return Document.object()
                .with("count", count)
                .with(
                        "means",
                        numbers(Arrays.stream(columns)
                                .mapToDouble(RunningMoments::mean)
                                .toArray()))
                .with(
                        "squares",
                        numbers(Arrays.stream(columns)
                                .mapToDouble(RunningMoments::variation)
                                .toArray()));
    }

    static Document numbers(double[] values) {
        return Document.list(Arrays.stream(values).mapToObj(Document::of).toList());
    }

    static double[] numbers(Document list) {
        return list.list().stream().mapToDouble(Document::number).toArray();
    }

    void add(double[] row) {
        count++;
        for (int i = 0; i < columns.length; i++) {
            columns[i].add(row[i]);
        }
    }

    long count() {
        return count;
    }

    double mean(int column) {
        return columns[column].mean();
    }

    /** {@return the standard deviation, 0 while all values were the same} */
    double spread(int column) {
        return count < 2 ? 0 : Math.sqrt(columns[column].variance());
    }

    /** {@return the value without unit; 0 while all values were the same} */
    double standardised(int column, double value) {
        double spread = spread(column);
        return spread > 0 ? (value - mean(column)) / spread : 0;
    }
}
