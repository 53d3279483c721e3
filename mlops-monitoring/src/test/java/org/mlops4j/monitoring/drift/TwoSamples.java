// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.ReferenceProfile;

/** The profiles of one column of a reference and of current data. */
record TwoSamples(ColumnProfile reference, ColumnProfile current) {

    static TwoSamples of(double[] reference, double[] current) {
        return of(DataType.FLOAT64, DoubleColumn.of(reference), DoubleColumn.of(current));
    }

    static TwoSamples of(String[] reference, String[] current) {
        return of(DataType.STRING, StringColumn.of(reference), StringColumn.of(current));
    }

    /** Columns of as many categories as there are counts. */
    static TwoSamples ofCounts(long[] reference, long[] current) {
        return of(words(reference), words(current));
    }

    Measurement measuredBy(DriftTest test) {
        return test.measure(reference, current);
    }

    private static TwoSamples of(DataType type, Column reference, Column current) {
        Schema schema = Schema.of(Field.nullable("x", type));
        ReferenceProfile profile = ReferenceProfile.of(Table.of(schema, List.of(reference)));
        ColumnProfile column = profile.columns().get(0);
        return new TwoSamples(column, profile.count(column, Table.of(schema, List.of(current))));
    }

    private static String[] words(long[] counts) {
        List<String> words = new ArrayList<>();
        for (int cell = 0; cell < counts.length; cell++) {
            words.addAll(Collections.nCopies((int) counts[cell], "c" + cell));
        }
        return words.toArray(String[]::new);
    }
}
