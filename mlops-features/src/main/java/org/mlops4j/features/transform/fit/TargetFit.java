// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.features.aggregate.ExactSum;
import org.mlops4j.features.expression.SplitMix64;
import org.mlops4j.features.transform.TargetEncoding;

/** Encodes categories by the mean of the target. */
final class TargetFit {

    private final TargetEncoding encoding;
    private final Steps steps;
    private final double[] targets;
    private final @Nullable Object[] categories;

    private TargetFit(TargetEncoding encoding, Steps steps) {
        this.encoding = encoding;
        this.steps = steps;
        this.targets = targets(encoding, steps);
        this.categories = new @Nullable Object[targets.length];
        Function<Row, @Nullable Object> reader = Categories.reader(steps);
        Arrays.setAll(categories, row -> reader.apply(steps.rows().row(row)));
    }

    static void fit(TargetEncoding encoding, Steps steps) {
        Encoded all = new TargetFit(encoding, steps).encoded(row -> true);
        steps.result(Categories.lookup(
                steps.x(), all.means(), all.overall(), steps.type(steps.input()) == DataType.FLOAT64));
    }

    /** {@return the rows with the result: for the rows of each fold, what those of the other folds give} */
    static Table crossFitted(TargetEncoding encoding, Table rows) {
        Steps steps = new Steps(encoding, rows);
        int[] folds = folds(encoding, steps);
        return TransformedTable.with(rows, encoding.output(), new TargetFit(encoding, steps).crossFitted(folds));
    }

    private double[] crossFitted(int[] folds) {
        double[] values = new double[folds.length];
        for (int fold = 0; fold < encoding.folds(); fold++) {
            int held = fold;
            if (Arrays.stream(folds).noneMatch(f -> f == held)) {
                continue;
            }
            Encoded others = encoded(row -> folds[row] != held);
            for (int row = 0; row < folds.length; row++) {
                if (folds[row] == held) {
                    Object category = categories[row];
                    values[row] = category == null ? Double.NaN : others.of(category);
                }
            }
        }
        return values;
    }

    /** The means of the target. */
    private record Encoded(SortedMap<Object, Double> means, double overall) {
        double of(Object category) {
            return means.getOrDefault(category, overall);
        }
    }

    private static final class Total {
        private final ExactSum sum = new ExactSum();
        private long count;

        void add(double value) {
            sum.add(value);
            count++;
        }
    }

    private Encoded encoded(IntPredicate rows) {
        Total overall = new Total();
        SortedMap<Object, Total> totals = new TreeMap<>();
        for (int row = 0; row < targets.length; row++) {
            if (rows.test(row) && !Double.isNaN(targets[row])) {
                overall.add(targets[row]);
                Object category = categories[row];
                if (category != null) {
                    totals.computeIfAbsent(category, c -> new Total()).add(targets[row]);
                }
            }
        }
        if (overall.count == 0) {
            throw steps.refused(
                    encoding.target(),
                    "no row has a target, or all that have one are in one fold; it needs more rows or keys");
        }
        double mean = overall.sum.doubleValue() / overall.count;
        SortedMap<Object, Double> means = new TreeMap<>();
        totals.forEach((category, total) -> means.put(
                category,
                (total.sum.doubleValue() + encoding.smoothing() * mean) / (total.count + encoding.smoothing())));
        return new Encoded(means, mean);
    }

    private static double[] targets(TargetEncoding encoding, Steps steps) {
        if (steps.type(encoding.target()) != DataType.BOOLEAN) {
            return Numbers.all(steps, encoding.target());
        }
        Table rows = steps.rows();
        int field = rows.schema().index(encoding.target());
        double[] targets = new double[rows.rowCount()];
        Arrays.setAll(targets, row -> rows.row(row).number(field));
        return targets;
    }

    private static int[] folds(TargetEncoding encoding, Steps steps) {
        Table rows = steps.rows();
        int field = rows.schema().index(encoding.key());
        DataType type = rows.schema().field(field).type();
        if (type != DataType.STRING && type != DataType.INT64 && type != DataType.TIMESTAMP) {
            throw steps.refused(encoding.key(), "a key is string, int64 or timestamp, not " + type.text());
        }
        int[] folds = new int[rows.rowCount()];
        for (int row = 0; row < folds.length; row++) {
            if (rows.column(field).isNull(row)) {
                throw steps.refused(encoding.key(), "the key of row " + row + " is null");
            }
            long hash = SplitMix64.mix(encoding.seed());
            String text = type == DataType.STRING ? rows.row(row).text(field) : null;
            if (text == null) {
                hash = SplitMix64.mix(hash ^ rows.row(row).whole(field));
            } else {
                for (int i = 0; i < text.length(); i++) {
                    hash = SplitMix64.mix(hash ^ text.charAt(i));
                }
            }
            folds[row] = Math.floorMod(hash, encoding.folds());
        }
        return folds;
    }
}
