// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.learning;

import java.util.Arrays;
import org.mlops4j.data.Document;

/** Mean and spread of each column of rows that come one by one, by Welford's updates. Not thread-safe. */
final class RunningMoments {

    private final double[] means;
    private final double[] squares;
    private long count;

    RunningMoments(int columns) {
        this.means = new double[columns];
        this.squares = new double[columns];
    }

    private RunningMoments(double[] means, double[] squares, long count) {
        this.means = means;
        this.squares = squares;
        this.count = count;
    }

    static RunningMoments from(Document document) {
        return new RunningMoments(
                numbers(document.get("means")),
                numbers(document.get("squares")),
                document.get("count").whole());
    }

    Document toDocument() {
        return Document.object()
                .with("count", count)
                .with("means", numbers(means))
                .with("squares", numbers(squares));
    }

    static Document numbers(double[] values) {
        return Document.list(Arrays.stream(values).mapToObj(Document::of).toList());
    }

    static double[] numbers(Document list) {
        return list.list().stream().mapToDouble(Document::number).toArray();
    }

    void add(double[] row) {
        count++;
        for (int i = 0; i < means.length; i++) {
            double difference = row[i] - means[i];
            means[i] += difference / count;
            squares[i] += difference * (row[i] - means[i]);
        }
    }

    long count() {
        return count;
    }

    double mean(int column) {
        return means[column];
    }

    /** {@return the standard deviation, 0 while all values were the same} */
    double spread(int column) {
        return count < 2 ? 0 : Math.sqrt(squares[column] / count);
    }

    /** {@return the value without unit; 0 while all values were the same} */
    double standardised(int column, double value) {
        double spread = spread(column);
        return spread > 0 ? (value - means[column]) / spread : 0;
    }
}
