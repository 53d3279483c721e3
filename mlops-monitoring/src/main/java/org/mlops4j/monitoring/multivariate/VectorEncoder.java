// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.VectorColumn;

/**
 * The components of a vector, each less its mean, all divided by the root of the sum of their variances, and whether
 * the vector is missing. A vector with a component that is NaN counts as missing.
 */
record VectorEncoder(String name, List<NumberScale> scales, List<Double> factors, double missingShare)
        implements ColumnEncoder {

    static VectorEncoder of(String name, int dimension, List<Column> columns) {
        List<VectorColumn> vectors = columns.stream()
                .map(VectorColumn.class::cast)
                .map(VectorEncoder::present)
                .toList();
        long rows = columns.stream().mapToLong(Column::size).sum();
        long present = vectors.stream().mapToLong(VectorColumn::size).sum();
        List<NumberScale> scales = new ArrayList<>();
        for (int i = 0; i < dimension; i++) {
            int component = i;
            scales.add(NumberScale.of(vectors.stream()
                    .flatMapToDouble(
                            vector -> IntStream.range(0, vector.size()).mapToDouble(row -> vector.get(row, component)))
                    .toArray()));
        }
        return new VectorEncoder(name, scales, factors(scales), rows == 0 ? 0 : (double) (rows - present) / rows);
    }

    /** {@return what brings the components, each scaled by a power of two of its own, to one scale} */
    private static List<Double> factors(List<NumberScale> scales) {
        int exponent = scales.stream()
                .filter(scale -> scale.deviation() > 0)
                .mapToInt(NumberScale::exponent)
                .max()
                .orElse(0);
        double variance = scales.stream()
                .mapToDouble(scale -> Math.scalb(scale.deviation(), scale.exponent() - exponent))
                .map(deviation -> deviation * deviation)
                .sum();
        return scales.stream()
                .map(scale -> scale.deviation() > 0
                        ? Math.scalb(1.0, scale.exponent() - exponent) / Math.sqrt(variance)
                        : 1.0)
                .toList();
    }

    /** {@return the vectors that are not missing} */
    static VectorColumn present(VectorColumn vectors) {
        return vectors.take(IntStream.range(0, vectors.size())
                .filter(row -> !missing(vectors, row))
                .toArray());
    }

    boolean canEncode(@Nullable Column column) {
        return column instanceof VectorColumn vectors && vectors.type().size() == scales.size();
    }

    @Override
    public int size() {
        return scales.size() + 1;
    }

    @Override
    public String feature(int index) {
        return index == scales.size() ? name + " is missing" : name + "[" + index + "]";
    }

    @Override
    public void encode(@Nullable Column column, Points target, int at) {
        VectorColumn vectors = canEncode(column) ? (VectorColumn) column : null;
        for (int row = 0; row < target.size(); row++) {
            boolean missing = vectors == null || missing(vectors, row);
            for (int i = 0; i < scales.size(); i++) {
                double value = vectors == null || missing ? Double.NaN : vectors.get(row, i);
                target.set(row, at + i, scales.get(i).centred(value) * factors.get(i));
            }
            target.set(row, at + scales.size(), (missing ? 1 : 0) - missingShare);
        }
    }

    private static boolean missing(VectorColumn vectors, int row) {
        for (int i = 0; i < vectors.type().size(); i++) {
            if (Double.isNaN(vectors.get(row, i))) {
                return true;
            }
        }
        return false;
    }
}
