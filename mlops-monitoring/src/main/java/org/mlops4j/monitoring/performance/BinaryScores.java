// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;

/**
 * The scores that a model gave to some rows, and what was true. Rows without a score (null or NaN) or without a label
 * are left out and counted. Immutable.
 */
public final class BinaryScores implements JudgedRows<BinaryScores> {

    private final double[] scores;
    private final boolean[] labels;
    private final BitSet skipped;
    private final long positives;

    private BinaryScores(double[] scores, boolean[] labels, BitSet skipped) {
        this.scores = scores;
        this.labels = labels;
        this.skipped = skipped;
        long count = 0;
        for (boolean label : labels) {
            count += label ? 1 : 0;
        }
        this.positives = count;
    }

    /**
     * {@return these scores and labels, copied; rows whose score is NaN are left out}
     *
     * @throws InvalidException if there are not as many of both
     */
    public static BinaryScores of(double[] scores, boolean[] labels) {
        return from(DoubleColumn.of(scores), BooleanColumn.of(labels));
    }

    /**
     * {@return the scores and labels of two columns of a table}
     *
     * @param score a column of numbers
     * @param label a BOOLEAN column, or one of numbers that are 0 or 1
     * @throws InvalidException if a column is of another type or a label is another number
     */
    public static BinaryScores of(Table table, String score, String label) {
        return from(table.column(score), table.column(label));
    }

    /**
     * {@return the scores and labels of two columns; see {@link #of(Table, String, String)}}
     *
     * @throws InvalidException if the columns differ in length, a column is of another type or a label is another
     *     number
     */
    public static BinaryScores from(Column scoreColumn, Column labelColumn) {
        if (scoreColumn.size() != labelColumn.size()) {
            throw new InvalidException("there must be one label for each score, got " + scoreColumn.size()
                    + " scores and " + labelColumn.size() + " labels");
        }
        double[] scores = new double[scoreColumn.size()];
        boolean[] labels = new boolean[scores.length];
        BitSet skipped = new BitSet();
        int count = 0;
        for (int row = 0; row < scores.length; row++) {
            double score = Numbers.at(scoreColumn, row);
            double label = labelColumn instanceof BooleanColumn truth && !truth.isNull(row)
                    ? (truth.get(row) ? 1 : 0)
                    : labelColumn instanceof BooleanColumn ? Double.NaN : Numbers.at(labelColumn, row);
            if (Double.isNaN(score) || Double.isNaN(label)) {
                skipped.set(row);
                continue;
            }
            if (label != 0 && label != 1) {
                throw new InvalidException("a label must be 0 or 1, or true or false; row " + row + " has " + label);
            }
            scores[count] = score + 0.0;
            labels[count++] = label == 1;
        }
        return new BinaryScores(Arrays.copyOf(scores, count), Arrays.copyOf(labels, count), skipped);
    }

    /** {@return the number of rows that have both} */
    @Override
    public int rows() {
        return scores.length;
    }

    /** {@return the number of rows that were left out} */
    public long skipped() {
        return skipped.cardinality();
    }

    /** {@return the number of rows whose label is true} */
    public long positives() {
        return positives;
    }

    /** {@return the score of a row of those that have both} */
    public double score(int row) {
        return scores[row];
    }

    /** {@return the label of a row of those that have both} */
    public boolean label(int row) {
        return labels[row];
    }

    @Override
    public BinaryScores take(int... rows) {
        double[] taken = new double[rows.length];
        boolean[] truths = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            taken[i] = scores[rows[i]];
            truths[i] = labels[rows[i]];
        }
        return new BinaryScores(taken, truths, new BitSet());
    }

    /** {@return whether another model scored the same rows: the same ones are left out and all labels are equal} */
    @Override
    public boolean sameRowsAs(BinaryScores other) {
        return skipped.equals(other.skipped) && Arrays.equals(labels, other.labels);
    }

    /** {@return the rows in the order of their scores, those of equal scores in the order of the rows} */
    Integer[] ascending() {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, row -> row);
        Arrays.sort(order, Comparator.comparingDouble(row -> scores[row]));
        return order;
    }

    /** {@return for each row whether the decision by a threshold is the label} */
    boolean[] rightAt(double threshold) {
        boolean[] right = new boolean[scores.length];
        for (int row = 0; row < right.length; row++) {
            right[row] = scores[row] >= threshold == labels[row];
        }
        return right;
    }

    /** {@return whether every score is a probability} */
    boolean probabilities() {
        return Arrays.stream(scores).allMatch(score -> score >= 0 && score <= 1);
    }
}
