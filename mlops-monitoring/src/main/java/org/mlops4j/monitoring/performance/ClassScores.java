// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.error.InvalidException;

/**
 * The scores that a model gave to every class, and the true one. Rows with a score that is NaN or without a label are
 * left out and counted. Immutable.
 */
public final class ClassScores implements JudgedRows<ClassScores> {

    private static final double TOLERANCE = 1e-6;

    private final List<String> classes;
    private final double[] scores;
    private final int[] labels;
    private final BitSet skipped;

    private ClassScores(List<String> classes, double[] scores, int[] labels, BitSet skipped) {
        this.classes = classes;
        this.scores = scores;
        this.labels = labels;
        this.skipped = skipped;
    }

    /**
     * {@return these scores and labels, copied}
     *
     * @param classes in the order of the scores
     * @param scores for each row one for each class
     * @param labels as many as rows; {@code null} where the truth is not known
     * @throws InvalidException if the sizes differ or a label is none of the classes
     */
    public static ClassScores of(List<String> classes, double[][] scores, @Nullable String[] labels) {
        for (double[] row : scores) {
            if (row.length != classes.size()) {
                throw new InvalidException(
                        "each row needs a score for each of " + classes.size() + " classes, got " + row.length);
            }
        }
        double[] flat = Arrays.stream(scores).flatMapToDouble(Arrays::stream).toArray();
        return from(classes, VectorColumn.of(Math.max(1, classes.size()), flat), StringColumn.of(labels));
    }

    /**
     * {@return the scores and labels of two columns of a table}
     *
     * @param classes in the order of the components of the scores
     * @param scores a VECTOR column, one component for each class
     * @param label a column of texts, whole numbers or truth values
     * @throws InvalidException if a column is of another type or a label is none of the classes
     */
    public static ClassScores of(List<String> classes, Table table, String scores, String label) {
        return from(classes, table.vectors(scores), table.column(label));
    }

    /**
     * {@return the scores and labels of columns}
     *
     * @throws InvalidException if the sizes differ or a label is none of the classes
     */
    public static ClassScores from(List<String> classes, VectorColumn scores, Column labelColumn) {
        int width = classes.size();
        if (scores.type().size() != width || scores.size() != labelColumn.size()) {
            throw new InvalidException("there must be one label and " + width + " scores for each row, got "
                    + labelColumn.size() + " labels and " + scores.size() + " rows of "
                    + scores.type().size() + " scores");
        }
        Map<String, Integer> index = Classes.index(classes);
        @Nullable String[] actual = Classes.of(labelColumn);
        double[] kept = new double[actual.length * width];
        int[] labels = new int[actual.length];
        BitSet skipped = new BitSet();
        int count = 0;
        for (int row = 0; row < actual.length; row++) {
            String label = actual[row];
            if (label != null && !index.containsKey(label)) {
                throw new InvalidException(
                        "the label of row " + row + " is '" + label + "', which is none of " + classes);
            } else if (label == null || !scored(scores, row)) {
                skipped.set(row);
            } else {
                for (int i = 0; i < width; i++) {
                    kept[count * width + i] = scores.get(row, i) + 0.0;
                }
                labels[count++] = index.getOrDefault(label, -1);
            }
        }
        return new ClassScores(
                List.copyOf(classes), Arrays.copyOf(kept, count * width), Arrays.copyOf(labels, count), skipped);
    }

    /** {@return the classes, in the order of the scores} */
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

    /** {@return the score of a class, given by its index} */
    public double score(int row, int index) {
        return scores[row * classes.size() + index];
    }

    /** {@return the index of the true class} */
    public int label(int row) {
        return labels[row];
    }

    /** {@return the rows decided for the class of the greatest score, the first of equal ones} */
    public ClassDecisions decisions() {
        int[] predictions = new int[labels.length];
        for (int row = 0; row < predictions.length; row++) {
            for (int i = 1; i < classes.size(); i++) {
                predictions[row] = score(row, i) > score(row, predictions[row]) ? i : predictions[row];
            }
        }
        return new ClassDecisions(classes, predictions, labels, skipped);
    }

    /** {@return one class against all others} */
    public BinaryScores against(int index) {
        double[] one = new double[labels.length];
        boolean[] is = new boolean[labels.length];
        for (int row = 0; row < one.length; row++) {
            one[row] = score(row, index);
            is[row] = labels[row] == index;
        }
        return BinaryScores.from(DoubleColumn.of(one), BooleanColumn.of(is));
    }

    @Override
    public ClassScores take(int... rows) {
        int width = classes.size();
        double[] taken = new double[rows.length * width];
        int[] truths = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(scores, rows[i] * width, taken, i * width, width);
            truths[i] = labels[rows[i]];
        }
        return new ClassScores(classes, taken, truths, new BitSet());
    }

    @Override
    public boolean sameRowsAs(ClassScores other) {
        return classes.equals(other.classes) && skipped.equals(other.skipped) && Arrays.equals(labels, other.labels);
    }

    /** {@return whether the scores of every row are probabilities: from 0 to 1, and together 1 to six digits} */
    boolean probabilities() {
        for (int row = 0; row < labels.length; row++) {
            double sum = 0;
            for (int i = 0; i < classes.size(); i++) {
                double score = score(row, i);
                sum += score >= 0 && score <= 1 ? score : Double.NaN;
            }
            if (!(Math.abs(sum - 1) <= TOLERANCE)) {
                return false;
            }
        }
        return true;
    }

    private static boolean scored(VectorColumn scores, int row) {
        for (int i = 0; i < scores.type().size(); i++) {
            if (Double.isNaN(scores.get(row, i))) {
                return false;
            }
        }
        return true;
    }
}
