// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.estimation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.performance.BinaryMetrics;
import org.mlops4j.monitoring.performance.BinaryScores;

/**
 * A calibration of scores: the increasing function that is closest to the labels. Between the scores that it learnt
 * from it is linear, beyond them constant. Immutable; applying it costs O(log n) and allocates nothing.
 *
 * <p>Learnt by pooling adjacent violators (M. Ayer and others, 1955; R. E. Barlow and others, 1972), as a calibration
 * after B. Zadrozny and C. Elkan (2002).
 */
public final class IsotonicCalibration {

    private static final int FOLDS = 10;

    private final double[] scores;
    private final double[] probabilities;

    private IsotonicCalibration(double[] scores, double[] probabilities) {
        this.scores = scores;
        this.probabilities = probabilities;
    }

    /**
     * {@return the calibration of scores with labels}
     *
     * @throws InvalidException if there are no rows or a score is infinite
     */
    public static IsotonicCalibration fit(BinaryScores rows) {
        if (rows.rows() == 0) {
            throw new InvalidException("a calibration needs rows with score and label");
        }
        Integer[] order = new Integer[rows.rows()];
        Arrays.setAll(order, row -> row);
        Arrays.sort(order, Comparator.comparingDouble(rows::score));
        double[] scores = new double[order.length];
        double[] means = new double[order.length];
        double[] weights = new double[order.length];
        int distinct = 0;
        for (int row : order) {
            double score = rows.score(row);
            if (Double.isInfinite(score)) {
                throw new InvalidException("scores to calibrate by must be finite, row " + row + " has " + score);
            }
            distinct += distinct == 0 || scores[distinct - 1] != score ? 1 : 0;
            scores[distinct - 1] = score;
            means[distinct - 1] += rows.label(row) ? 1 : 0;
            weights[distinct - 1]++;
        }
        for (int i = 0; i < distinct; i++) {
            means[i] /= weights[i];
        }
        return knots(Arrays.copyOf(scores, distinct), pooled(Arrays.copyOf(means, distinct), weights));
    }

    /**
     * {@return the calibration of scores with labels, if it helps} It does if scores are no probabilities, or if by ten
     * folds the calibration error of scores that it did not learn from is smaller with it than without.
     */
    static Optional<IsotonicCalibration> ifItHelps(BinaryScores rows) {
        return helps(rows) ? Optional.of(fit(rows)) : Optional.empty();
    }

    /**
     * {@return the calibration whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is none
     */
    public static IsotonicCalibration from(Document document) {
        double[] scores = Numbers.from(document.get("scores"));
        double[] probabilities = Numbers.from(document.get("probabilities"));
        if (scores.length == 0 || scores.length != probabilities.length) {
            throw new InvalidException("a stored calibration has a probability for each score, got "
                    + probabilities.length + " for " + scores.length);
        }
        return new IsotonicCalibration(scores, probabilities);
    }

    /** {@return the probability that a score stands for; NaN for NaN} */
    public double calibrate(double score) {
        if (Double.isNaN(score)) {
            return Double.NaN;
        }
        int at = Arrays.binarySearch(scores, score + 0.0);
        if (at >= 0) {
            return probabilities[at];
        }
        int above = -at - 1;
        if (above == 0 || above == scores.length) {
            return probabilities[Math.min(above, scores.length - 1)];
        }
        double slope = (probabilities[above] - probabilities[above - 1]) / (scores[above] - scores[above - 1]);
        return probabilities[above - 1] + slope * (score - scores[above - 1]);
    }

    /** {@return the probabilities that scores stand for} */
    public double[] calibrate(double... scores) {
        return Arrays.stream(scores).map(this::calibrate).toArray();
    }

    /** {@return the form in which a calibration is stored} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("scores", Numbers.document(scores))
                .with("probabilities", Numbers.document(probabilities));
    }

    /** Merges neighbours that are out of order into their mean until none is. */
    private static double[] pooled(double[] means, double[] weights) {
        int[] ends = new int[means.length];
        double[] level = new double[means.length];
        double[] weight = new double[means.length];
        int blocks = 0;
        for (int i = 0; i < means.length; i++) {
            level[blocks] = means[i];
            weight[blocks] = weights[i];
            ends[blocks++] = i + 1;
            while (blocks > 1 && level[blocks - 2] >= level[blocks - 1]) {
                double both = weight[blocks - 2] + weight[blocks - 1];
                level[blocks - 2] =
                        (level[blocks - 2] * weight[blocks - 2] + level[blocks - 1] * weight[blocks - 1]) / both;
                weight[blocks - 2] = both;
                ends[blocks - 2] = ends[blocks - 1];
                blocks--;
            }
        }
        double[] fitted = new double[means.length];
        int from = 0;
        for (int block = 0; block < blocks; block++) {
            Arrays.fill(fitted, from, ends[block], level[block]);
            from = ends[block];
        }
        return fitted;
    }

    /** Leaves out points between two others of the same level, which change nothing. */
    private static IsotonicCalibration knots(double[] scores, double[] levels) {
        double[] kept = new double[scores.length];
        double[] keptLevels = new double[scores.length];
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            boolean inside = i > 0 && i + 1 < scores.length && levels[i] == levels[i - 1] && levels[i] == levels[i + 1];
            if (!inside) {
                kept[count] = scores[i];
                keptLevels[count++] = levels[i];
            }
        }
        return new IsotonicCalibration(Arrays.copyOf(kept, count), Arrays.copyOf(keptLevels, count));
    }

    /** Whether scores that a calibration did not learn from have a smaller calibration error with it than without. */
    private static boolean helps(BinaryScores reference) {
        double raw = BinaryMetrics.calibrationError().of(reference);
        if (Double.isNaN(raw)) {
            return true;
        }
        // Rows of each label go to the folds in turn.
        int[] fold = new int[reference.rows()];
        int[] next = new int[2];
        for (int row = 0; row < fold.length; row++) {
            fold[row] = next[reference.label(row) ? 1 : 0]++ % FOLDS;
        }
        double[] calibrated = new double[fold.length];
        boolean[] labels = new boolean[fold.length];
        for (int held = 0; held < FOLDS; held++) {
            int out = held;
            int[] learnt = IntStream.range(0, fold.length)
                    .filter(row -> fold[row] != out)
                    .toArray();
            if (learnt.length == 0) {
                return false;
            }
            IsotonicCalibration calibration = IsotonicCalibration.fit(reference.take(learnt));
            for (int row = 0; row < fold.length; row++) {
                if (fold[row] == out) {
                    calibrated[row] = calibration.calibrate(reference.score(row));
                    labels[row] = reference.label(row);
                }
            }
        }
        return BinaryMetrics.calibrationError().of(BinaryScores.of(calibrated, labels)) < raw;
    }
}
