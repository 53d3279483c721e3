// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.mlops4j.data.Column;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;

/** For each word of the texts of a row, by its bucket, a 1; each column of texts has buckets of its own. */
final class TextFeatures {

    private final List<String> columns;

    TextFeatures(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    int size() {
        return columns.size() * Words.BUCKETS;
    }

    /** Adds the words of a row, from a feature on, to the row that is being filled. */
    void write(Table table, int row, int at, SparseRows target) {
        for (int i = 0; i < columns.size(); i++) {
            int from = at + i * Words.BUCKETS;
            words(table, columns.get(i), row).stream()
                    .mapToInt(Words::bucket)
                    .distinct()
                    .forEach(bucket -> target.add(from + bucket, 1));
        }
    }

    /** {@return a column and its most frequent word in a bucket} */
    String name(int feature, Table... tables) {
        String column = columns.get(feature / Words.BUCKETS);
        int bucket = feature % Words.BUCKETS;
        TreeMap<String, Long> counts = new TreeMap<>();
        for (Table table : tables) {
            for (int row = 0; row < table.rowCount(); row++) {
                words(table, column, row).stream()
                        .filter(word -> Words.bucket(word) == bucket)
                        .forEach(word -> counts.merge(word, 1L, Long::sum));
            }
        }
        return counts.entrySet().stream()
                .min(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(entry -> column + ": " + entry.getKey())
                .orElse(column);
    }

    private static SortedSet<String> words(Table table, String name, int row) {
        if (table.schema().find(name).isEmpty()) {
            return Words.of("");
        }
        Column column = table.column(name);
        String text = column instanceof StringColumn strings ? strings.get(row) : null;
        return Words.of(text == null ? "" : text);
    }
}
