// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.estimation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.performance.Estimate;

/** Rows of which not the class but the probability of each is known, and the class that was decided for. */
final class ClassProbabilities {

    private final List<String> classes;
    private final double[][] scores;
    private final double[][] probabilities;
    private final int[] decisions;

    private ClassProbabilities(List<String> classes, double[][] scores, double[][] probabilities) {
        this.classes = classes;
        this.scores = scores;
        this.probabilities = probabilities;
        this.decisions = new int[scores.length];
        for (int row = 0; row < decisions.length; row++) {
            for (int i = 1; i < classes.size(); i++) {
                decisions[row] = scores[row][i] > scores[row][decisions[row]] ? i : decisions[row];
            }
        }
    }

    static ClassProbabilities of(
            List<String> classes, double[][] scores, List<Optional<IsotonicCalibration>> calibrations) {
        double[][] known = Arrays.stream(scores)
                .filter(row -> Arrays.stream(row).noneMatch(Double::isNaN))
                .toArray(double[][]::new);
        double[][] probabilities = new double[known.length][classes.size()];
        for (int row = 0; row < known.length; row++) {
            if (known[row].length != classes.size()) {
                throw new InvalidException(
                        "each row needs a score for each of " + classes.size() + " classes, got " + known[row].length);
            }
            double sum = 0;
            for (int i = 0; i < classes.size(); i++) {
                double score = known[row][i];
                double probability =
                        calibrations.get(i).map(c -> c.calibrate(score)).orElse(score);
                if (!(probability >= 0 && probability <= 1)) {
                    throw new InvalidException(
                            "without a calibration, scores must be probabilities; one is " + probability);
                }
                probabilities[row][i] = probability;
                sum += probability;
            }
            for (int i = 0; i < classes.size(); i++) {
                // A row that no class is likely for says nothing: all are equally so.
                probabilities[row][i] = sum == 0 ? 1.0 / classes.size() : probabilities[row][i] / sum;
            }
        }
        return new ClassProbabilities(classes, known, probabilities);
    }

    Estimate accuracy() {
        int rows = scores.length;
        double sum = 0;
        double variance = 0;
        for (int row = 0; row < rows; row++) {
            double right = probabilities[row][decisions[row]];
            sum += right;
            variance += right * (1 - right) / rows / rows;
        }
        return rows == 0
                ? Estimate.undefined("accuracy", 0, "there are no rows")
                : Estimate.normal("accuracy", sum / rows, Math.sqrt(variance), rows)
                        .within(0, 1);
    }

    /** The mean over the classes; a label is a draw of one of them, so its variance is that of a category. */
    Estimate macro(String name, Function<ExpectedCounts, Expected> metric) {
        List<Expected> ofClasses = new ArrayList<>();
        double mean = 0;
        for (int i = 0; i < classes.size(); i++) {
            Expected expected = metric.apply(against(i));
            if (!expected.reason().isEmpty()
                    && (scores.length == 0 || expected.metric().equals("auc"))) {
                return Estimate.undefined(name, scores.length, expected.reason());
            }
            ofClasses.add(expected);
            mean += (expected.reason().isEmpty() ? expected.value() : 0) / classes.size();
        }
        double variance = 0;
        for (int row = 0; row < scores.length; row++) {
            double squares = 0;
            double slopes = 0;
            for (int i = 0; i < classes.size(); i++) {
                Expected expected = ofClasses.get(i);
                double slope = expected.reason().isEmpty() ? expected.slope().applyAsDouble(row) : 0;
                squares += probabilities[row][i] * slope * slope;
                slopes += probabilities[row][i] * slope;
            }
            variance += (squares - slopes * slopes) / classes.size() / classes.size();
        }
        return Estimate.normal(name, mean, Math.sqrt(variance), scores.length).within(0, 1);
    }

    /** The expected confusion matrix: for each class and each decision, such as {@code cat taken for dog}. */
    List<Estimate> counts() {
        List<Estimate> counts = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            for (int decision = 0; decision < classes.size(); decision++) {
                double sum = 0;
                double variance = 0;
                for (int row = 0; row < scores.length; row++) {
                    double probability = decisions[row] == decision ? probabilities[row][label] : 0;
                    sum += probability;
                    variance += probability * (1 - probability);
                }
                String name = classes.get(label) + " taken for " + classes.get(decision);
                counts.add(Estimate.normal(name, sum, Math.sqrt(variance), scores.length)
                        .within(0, scores.length));
            }
        }
        return counts;
    }

    private ExpectedCounts against(int index) {
        double[] own = new double[scores.length];
        double[] chances = new double[scores.length];
        boolean[] taken = new boolean[scores.length];
        for (int row = 0; row < own.length; row++) {
            own[row] = scores[row][index];
            chances[row] = probabilities[row][index];
            taken[row] = decisions[row] == index;
        }
        return new ExpectedCounts(own, chances, taken);
    }
}
