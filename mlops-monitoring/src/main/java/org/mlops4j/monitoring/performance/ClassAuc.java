// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Areas under ROC curves over several classes. Each is a mean of areas of two groups of rows; the influence of a row on
 * the mean is the mean of its influences, which are DeLong's placements, and their squares add up to the variance. For
 * two classes that is DeLong's variance.
 */
final class ClassAuc {

    private final ClassScores rows;
    private final double[] influence;
    private double sum;

    private ClassAuc(ClassScores rows) {
        this.rows = rows;
        this.influence = new double[rows.rows()];
    }

    /** {@return the mean area of each class against all others} */
    static Estimate oneAgainstRest(ClassScores rows, Average average) {
        String name = average.name("Auc");
        int classes = rows.classes().size();
        long[] counts = counts(rows);
        String reason = whyUndefined(rows, counts);
        if (!reason.isEmpty()) {
            return Estimate.undefined(name, rows.rows(), reason);
        }
        ClassAuc auc = new ClassAuc(rows);
        double[] areas = new double[classes];
        for (int i = 0; i < classes; i++) {
            double weight = average == Average.MACRO ? 1.0 / classes : (double) counts[i] / rows.rows();
            areas[i] = auc.add(i, weight, label -> true);
        }
        if (average == Average.WEIGHTED) {
            for (int row = 0; row < rows.rows(); row++) {
                auc.influence[row] += (areas[rows.label(row)] - auc.sum) / rows.rows();
            }
        }
        return auc.estimate(name);
    }

    /**
     * {@return the mean over all pairs of classes of the area by which the scores of either tell the two apart} (D. J.
     * Hand and R. J. Till, A simple generalisation of the area under the ROC curve, 2001.)
     */
    static Estimate pairwise(ClassScores rows) {
        int classes = rows.classes().size();
        String reason = whyUndefined(rows, counts(rows));
        if (!reason.isEmpty()) {
            return Estimate.undefined("pairwiseAuc", rows.rows(), reason);
        }
        ClassAuc auc = new ClassAuc(rows);
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                int one = i;
                int other = j;
                if (one != other) {
                    auc.add(one, 1.0 / (classes * (classes - 1)), label -> label == one || label == other);
                }
            }
        }
        return auc.estimate("pairwiseAuc");
    }

    /** Adds the area by which the scores of a class tell it from the other classes that take part. */
    private double add(int index, double weight, IntPredicate takesPart) {
        int[] kept = IntStream.range(0, rows.rows())
                .filter(row -> takesPart.test(rows.label(row)))
                .toArray();
        DeLong curve = DeLong.of(rows.against(index).take(kept));
        int positive = 0;
        int negative = 0;
        for (int row : kept) {
            influence[row] += weight
                    * (rows.label(row) == index
                            ? curve.positive().influence(positive++, curve.area())
                            : curve.negative().influence(negative++, curve.area()));
        }
        sum += weight * curve.area();
        return curve.area();
    }

    private Estimate estimate(String name) {
        double variance = 0;
        for (double row : influence) {
            variance += row * row;
        }
        return Estimate.normal(name, sum, Math.sqrt(variance), rows.rows()).within(0, 1);
    }

    private static long[] counts(ClassScores rows) {
        long[] counts = new long[rows.classes().size()];
        for (int row = 0; row < rows.rows(); row++) {
            counts[rows.label(row)]++;
        }
        return counts;
    }

    /** {@return which class no row is of, or that there are no rows or is but one class; empty if none of it} */
    private static String whyUndefined(ClassScores rows, long[] counts) {
        if (rows.rows() == 0 || counts.length < 2) {
            return rows.rows() == 0 ? "there are no rows" : "there is but one class";
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                return "no row is '" + rows.classes().get(i) + "'";
            }
        }
        return "";
    }
}
