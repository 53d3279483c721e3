// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;

/** The classes that a model decided for, and the true ones. Rows without either are left out and counted. Immutable. */
public final class ClassDecisions implements JudgedRows<ClassDecisions> {

    private final List<String> classes;
    private final int[] predictions;
    private final int[] labels;
    private final BitSet skipped;

    ClassDecisions(List<String> classes, int[] predictions, int[] labels, BitSet skipped) {
        this.classes = List.copyOf(classes);
        this.predictions = predictions;
        this.labels = labels;
        this.skipped = skipped;
    }

    /**
     * {@return these decisions and labels; the classes are those that occur, in the order of their texts}
     *
     * @param predictions {@code null} where there is none
     * @param labels as many; {@code null} where the truth is not known
     * @throws InvalidException if there are not as many of both
     */
    public static ClassDecisions of(@Nullable String[] predictions, @Nullable String[] labels) {
        return from(StringColumn.of(predictions), StringColumn.of(labels));
    }

    /**
     * {@return the decisions and labels of two columns of a table}
     *
     * @param prediction a column of texts, whole numbers or truth values
     * @param label a column of the same type
     * @throws InvalidException if a column is of another type
     */
    public static ClassDecisions of(Table table, String prediction, String label) {
        return from(table.column(prediction), table.column(label));
    }

    /** {@return the decisions and labels of two columns; see {@link #of(Table, String, String)}} */
    public static ClassDecisions from(Column predictionColumn, Column labelColumn) {
        if (predictionColumn.size() != labelColumn.size()) {
            throw new InvalidException("there must be one label for each prediction, got " + predictionColumn.size()
                    + " predictions and " + labelColumn.size() + " labels");
        }
        List<String> classes = Classes.occurring(predictionColumn, labelColumn);
        Map<String, Integer> index = Classes.index(classes);
        int[] predictions = new int[labelColumn.size()];
        int[] labels = new int[predictions.length];
        BitSet skipped = new BitSet();
        @Nullable String[] predicted = Classes.of(predictionColumn);
        @Nullable String[] actual = Classes.of(labelColumn);
        int count = 0;
        for (int row = 0; row < predictions.length; row++) {
            String prediction = predicted[row];
            String label = actual[row];
            if (prediction == null || label == null) {
                skipped.set(row);
            } else {
                predictions[count] = index.getOrDefault(prediction, -1);
                labels[count++] = index.getOrDefault(label, -1);
            }
        }
        return new ClassDecisions(classes, Arrays.copyOf(predictions, count), Arrays.copyOf(labels, count), skipped);
    }

    /** {@return the classes; decisions and labels are indexes into it} */
    public List<String> classes() {
        return classes;
    }

    @Override
    public int rows() {
        return labels.length;
    }

    /** {@return the number of rows that were left out} */
    public long skipped() {
        return skipped.cardinality();
    }

    /** {@return the index of the class that was decided for} */
    public int prediction(int row) {
        return predictions[row];
    }

    /** {@return the index of the true class} */
    public int label(int row) {
        return labels[row];
    }

    /** {@return for each row whether the decision is right} */
    public boolean[] right() {
        boolean[] right = new boolean[labels.length];
        for (int row = 0; row < right.length; row++) {
            right[row] = predictions[row] == labels[row];
        }
        return right;
    }

    @Override
    public ClassDecisions take(int... rows) {
        return new ClassDecisions(
                classes,
                Arrays.stream(rows).map(row -> predictions[row]).toArray(),
                Arrays.stream(rows).map(row -> labels[row]).toArray(),
                new BitSet());
    }

    @Override
    public boolean sameRowsAs(ClassDecisions other) {
        if (!skipped.equals(other.skipped) || labels.length != other.labels.length) {
            return false;
        }
        for (int row = 0; row < labels.length; row++) {
            if (!classes.get(labels[row]).equals(other.classes.get(other.labels[row]))) {
                return false;
            }
        }
        return true;
    }
}
