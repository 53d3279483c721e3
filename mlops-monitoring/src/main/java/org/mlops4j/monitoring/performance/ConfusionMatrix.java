// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * How often each class was taken for each, and what follows from that. Matrices of parts add up to that of the whole.
 * Immutable.
 *
 * <p>Intervals: Wilson's for shares of rows; the F1 of a class is an increasing function of the share of rows taken
 * rightly among those that are of the class or were taken for it, so its interval is that of the share; all averages,
 * kappa and the correlation have normal intervals by the delta method over the cells of the matrix.
 */
public final class ConfusionMatrix {

    private final List<String> classes;
    private final long[][] counts;

    private ConfusionMatrix(List<String> classes, long[][] counts) {
        this.classes = classes;
        this.counts = counts;
    }

    /** {@return the matrix of decisions} */
    public static ConfusionMatrix of(ClassDecisions rows) {
        long[][] counts = new long[rows.classes().size()][rows.classes().size()];
        for (int row = 0; row < rows.rows(); row++) {
            counts[rows.label(row)][rows.prediction(row)]++;
        }
        return new ConfusionMatrix(rows.classes(), counts);
    }

    /**
     * {@return a matrix of counts, copied}
     *
     * @param counts by the index of the true class, then by that of the decision
     * @throws InvalidException if the matrix has another size, or a count is negative
     */
    public static ConfusionMatrix of(List<String> classes, long[][] counts) {
        Classes.index(classes);
        long[][] copy = new long[classes.size()][];
        for (int i = 0; i < copy.length; i++) {
            if (counts.length != copy.length
                    || counts[i].length != copy.length
                    || Arrays.stream(counts[i]).anyMatch(count -> count < 0)) {
                throw new InvalidException("a confusion matrix of " + copy.length + " classes has that many rows of"
                        + " that many counts from 0");
            }
            copy[i] = counts[i].clone();
        }
        return new ConfusionMatrix(List.copyOf(classes), copy);
    }

    /** {@return the classes, in the order of the indexes} */
    public List<String> classes() {
        return classes;
    }

    /** {@return how often a class was taken for another, or for itself} */
    public long count(int label, int prediction) {
        return counts[label][prediction];
    }

    /** {@return how many rows are of a class} */
    public long labelled(int index) {
        return Arrays.stream(counts[index]).sum();
    }

    /** {@return how many rows were taken for a class} */
    public long predicted(int index) {
        return Arrays.stream(counts).mapToLong(row -> row[index]).sum();
    }

    /** {@return the number of rows} */
    public long rows() {
        return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    }

    /** {@return the number of right decisions} */
    public long right() {
        long right = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i][i];
        }
        return right;
    }

    /**
     * {@return the matrix of the rows of both}
     *
     * @throws InvalidException if the classes are not the same in the same order
     */
    public ConfusionMatrix plus(ConfusionMatrix other) {
        if (!classes.equals(other.classes)) {
            throw new InvalidException("matrices of " + classes + " and of " + other.classes + " cannot be added");
        }
        long[][] sums = new long[counts.length][counts.length];
        for (int i = 0; i < sums.length; i++) {
            for (int j = 0; j < sums.length; j++) {
                sums[i][j] = counts[i][j] + other.counts[i][j];
            }
        }
        return new ConfusionMatrix(classes, sums);
    }

    /** {@return the share of right decisions; undefined without rows} */
    public Estimate accuracy() {
        return Estimate.share("accuracy", right(), rows(), "there are no rows");
    }

    /** {@return the share of rows of a class among those taken for it; undefined if there are none} */
    public Estimate precision(int index) {
        return Estimate.share(
                "precision", counts[index][index], predicted(index), "no row was taken for " + quoted(index));
    }

    /** {@return the share of rows taken for a class among those of it; undefined if there are none} */
    public Estimate recall(int index) {
        return Estimate.share("recall", counts[index][index], labelled(index), "no row is " + quoted(index));
    }

    /** {@return the harmonic mean of precision and recall of a class; undefined if it does not occur} */
    public Estimate f1(int index) {
        long either = labelled(index) + predicted(index) - counts[index][index];
        Estimate overlap = Estimate.share(
                "f1", counts[index][index], either, "no row is " + quoted(index) + " or was taken for it");
        return overlap.mapped(share -> 2 * share / (1 + share));
    }

    /**
     * {@return the average precision of the classes that occur} A class that no row was taken for counts as 0, as in
     * scikit-learn. Undefined without rows.
     */
    public Estimate precision(Average average) {
        return new CellDelta(this).precision(average);
    }

    /** {@return the average recall of the classes that occur; a class that no row is of counts as 0} */
    public Estimate recall(Average average) {
        return new CellDelta(this).recall(average);
    }

    /** {@return the average F1 of the classes that occur} */
    public Estimate f1(Average average) {
        return new CellDelta(this).f1(average);
    }

    /** {@return the mean recall of the classes that rows are of; undefined without rows} */
    public Estimate balancedAccuracy() {
        return new CellDelta(this).balancedAccuracy();
    }

    /**
     * {@return Cohen's kappa (1960), the agreement beyond that of chance; undefined if chance would agree always}
     * Interval by the standard error of J. L. Fleiss, J. Cohen and B. S. Everitt (1969).
     */
    public Estimate kappa() {
        return new CellDelta(this).kappa();
    }

    /**
     * {@return Matthews' correlation of decisions and labels, for several classes that of J. Gorodkin (2004); undefined
     * if all rows are of one class or were taken for one}
     */
    public Estimate correlation() {
        return new CellDelta(this).correlation();
    }

    /** {@return the metrics over all classes in a fixed order} */
    public List<Estimate> estimates() {
        return List.of(
                accuracy(),
                balancedAccuracy(),
                precision(Average.MACRO),
                recall(Average.MACRO),
                f1(Average.MACRO),
                precision(Average.WEIGHTED),
                f1(Average.WEIGHTED),
                kappa(),
                correlation());
    }

    /** {@return the form for machines} */
    public Document.Fields toDocument() {
        List<Document> byClass = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            byClass.add(Document.object()
                    .with("class", classes.get(i))
                    .with(
                            "predicted",
                            Document.list(Arrays.stream(counts[i])
                                    .mapToObj(Document::of)
                                    .toList()))
                    .with("precision", precision(i).toDocument())
                    .with("recall", recall(i).toDocument())
                    .with("f1", f1(i).toDocument()));
        }
        return Document.object().with("classes", Document.texts(classes)).with("byClass", Document.list(byClass));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfusionMatrix matrix
                && matrix.classes.equals(classes)
                && Arrays.deepEquals(matrix.counts, counts);
    }

    @Override
    public int hashCode() {
        return 31 * classes.hashCode() + Arrays.deepHashCode(counts);
    }

    @Override
    public String toString() {
        return "ConfusionMatrix of " + classes + " " + Arrays.deepToString(counts);
    }

    private String quoted(int index) {
        return "'" + classes.get(index) + "'";
    }
}
