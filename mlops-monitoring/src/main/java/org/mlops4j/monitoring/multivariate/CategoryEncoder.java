// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.StringColumn;
import org.mlops4j.monitoring.profile.CategoryBins;
import org.mlops4j.monitoring.profile.ColumnProfile;

/**
 * For each of the most frequent categories, for all others and for missing values, whether the row holds it: 1 or 0,
 * less its share, divided by the root of the sum of their variances. So a column of categories weighs as much as one of
 * numbers, however many there are.
 */
record CategoryEncoder(String name, CategoryBins bins, List<Double> shares, double spread) implements ColumnEncoder {

    /** What is rarer than the twentieth has little to say about how columns hang together. */
    static final int KEPT = 20;

    static CategoryEncoder of(String name, List<Column> columns) {
        TreeMap<String, Long> counts = new TreeMap<>();
        long rows = 0;
        long missing = 0;
        for (Column column : columns) {
            rows += column.size();
            for (int row = 0; row < column.size(); row++) {
                String category = category(column, row);
                if (category == null) {
                    missing++;
                } else {
                    counts.merge(category, 1L, Long::sum);
                }
            }
        }
        List<Map.Entry<String, Long>> kept = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(KEPT)
                .toList();
        List<Double> shares = new ArrayList<>();
        long others = rows - missing;
        for (Map.Entry<String, Long> category : kept) {
            shares.add(share(category.getValue(), rows));
            others -= category.getValue();
        }
        shares.add(share(others, rows));
        shares.add(share(missing, rows));
        double variance =
                shares.stream().mapToDouble(share -> share * (1 - share)).sum();
        CategoryBins bins = CategoryBins.of(kept.stream().map(Map.Entry::getKey).toList());
        return new CategoryEncoder(name, bins, List.copyOf(shares), variance > 0 ? Math.sqrt(variance) : 1);
    }

    @Override
    public int size() {
        return shares.size();
    }

    @Override
    public String feature(int index) {
        return index == bins.size() ? name + " is missing" : name + " = " + bins.label(index);
    }

    @Override
    public void encode(@Nullable Column column, Points target, int at) {
        for (int row = 0; row < target.size(); row++) {
            String category = column != null && ColumnProfile.isCategorical(column) ? category(column, row) : null;
            int cell = category == null ? bins.size() : bins.cell(category);
            for (int i = 0; i < shares.size(); i++) {
                target.set(row, at + i, ((i == cell ? 1 : 0) - shares.get(i)) / spread);
            }
        }
    }

    private static @Nullable String category(Column column, int row) {
        if (column instanceof BooleanColumn booleans) {
            return booleans.isNull(row) ? null : String.valueOf(booleans.get(row));
        }
        return ((StringColumn) column).get(row);
    }

    private static double share(long count, long rows) {
        return rows == 0 ? 0 : (double) count / rows;
    }
}
