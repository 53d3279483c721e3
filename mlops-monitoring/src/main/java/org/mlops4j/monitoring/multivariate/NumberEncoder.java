// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.monitoring.profile.ColumnProfile;

/** A scaled number, and whether it is missing: 1 or 0, less the missing share. */
record NumberEncoder(String name, NumberScale scale, double missingShare) implements ColumnEncoder {

    static NumberEncoder of(String name, List<Column> columns) {
        double[] values = columns.stream()
                .flatMapToDouble(column -> DoubleStream.of(ColumnProfile.numbers(column)))
                .toArray();
        long missing = Arrays.stream(values).filter(Double::isNaN).count();
        return new NumberEncoder(
                name, NumberScale.of(values), values.length == 0 ? 0 : (double) missing / values.length);
    }

    @Override
    public int size() {
        return 2;
    }

    @Override
    public String feature(int index) {
        return index == 0 ? name : name + " is missing";
    }

    @Override
    public void encode(@Nullable Column column, Points target, int at) {
        double[] values = column == null ? new double[0] : ColumnProfile.numbers(column);
        for (int row = 0; row < target.size(); row++) {
            double value = row < values.length ? values[row] : Double.NaN;
            target.set(row, at, scale.apply(value));
            target.set(row, at + 1, (Double.isNaN(value) ? 1 : 0) - missingShare);
        }
    }
}
