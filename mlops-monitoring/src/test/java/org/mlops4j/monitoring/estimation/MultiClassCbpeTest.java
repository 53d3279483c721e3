// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.Reference;
import org.mlops4j.monitoring.performance.ClassScores;
import org.mlops4j.monitoring.performance.Estimate;

class MultiClassCbpeTest {

    private static final Reference NANNYML = Reference.open("estimation");
    private static final List<String> ABC = List.of("a", "b", "c");

    @Test
    void estimatesEqualTheFormulasOfNannyMl() {
        double[] labels = NANNYML.numbers("classes.reference.labels");
        MultiClassCbpe cbpe = MultiClassCbpe.fit(ClassScores.of(
                ABC,
                rows(NANNYML.numbers("classes.reference.scores")),
                Arrays.stream(labels).mapToObj(label -> ABC.get((int) label)).toArray(String[]::new)));
        EstimatedPerformance performance = cbpe.estimate(rows(NANNYML.numbers("classes.scores")));

        for (Estimate estimate : performance.estimates()) {
            assertThat(estimate.value())
                    .as(estimate.metric())
                    .isCloseTo(NANNYML.number("classes." + estimate.metric()), within(1e-9));
        }
        double[] counts = NANNYML.numbers("classes.counts");
        for (int i = 0; i < counts.length; i++) {
            assertThat(performance.counts().get(i).value()).isCloseTo(counts[i], within(1e-9));
        }
        assertThat(performance.find("b taken for a").orElseThrow().value()).isCloseTo(counts[3], within(1e-9));
        assertThat(cbpe.limits()).containsOnlyKeys("accuracy", "macroAuc", "macroF1", "macroPrecision", "macroRecall");
    }

    @Test
    void intervalsHoldTheRealisedMetricAboutNineteenTimesInTwenty() {
        Random random = new Random(121);
        Map<String, Integer> held = new TreeMap<>();
        MultiClassCbpe cbpe = MultiClassCbpe.fit(calibrated(random, 20_000));
        for (int trial = 0; trial < 400; trial++) {
            ClassScores rows = calibrated(random, 250);
            List<Estimate> estimates = cbpe.estimate(scores(rows)).estimates();
            List<Estimate> realised = MultiClassCbpe.realised(rows);
            for (int i = 0; i < estimates.size(); i++) {
                Estimate estimate = estimates.get(i);
                double value = realised.get(i).value();
                held.merge(
                        estimate.metric(), estimate.low() <= value && value <= estimate.high() ? 1 : 0, Integer::sum);
            }
        }
        assertThat(held)
                .hasSize(5)
                .allSatisfy((metric, count) -> assertThat(count).as(metric).isBetween(362, 394));
    }

    @Test
    void anEstimatorThatWasStoredSaysTheSame() {
        MultiClassCbpe cbpe = MultiClassCbpe.fit(calibrated(new Random(123), 500));
        MultiClassCbpe again = MultiClassCbpe.from(cbpe.toDocument());
        double[][] scores = scores(calibrated(new Random(124), 50));

        assertThat(again.estimate(scores)).isEqualTo(cbpe.estimate(scores));
        assertThat(again.toDocument()).isEqualTo(cbpe.toDocument());
    }

    @Test
    void whatIsUndefinedSaysWhyAndWhatIsWrongIsRefused() {
        MultiClassCbpe cbpe = MultiClassCbpe.fit(calibrated(new Random(122), 2_000));

        assertThat(cbpe.estimate().estimates())
                .allSatisfy(estimate -> assertThat(estimate.reason()).isNotEmpty());
        assertThat(cbpe.estimate(new double[] {0.2, Double.NaN, 0.1}, new double[] {0.6, 0.3, 0.1})
                        .find("accuracy")
                        .orElseThrow()
                        .rows())
                .isEqualTo(1);
        assertThatThrownBy(() -> cbpe.estimate(new double[] {0.5, 0.5}))
                .isInstanceOf(InvalidException.class)
                .hasMessage("each row needs a score for each of 3 classes, got 2");
        assertThatThrownBy(() -> MultiClassCbpe.fit(ClassScores.of(
                        ABC, new double[][] {{1, 0, 0}, {0, 1, 0}}, new String[] {"a", "b"})))
                .isInstanceOf(InvalidException.class)
                .hasMessage("a reference needs rows of every class and of others, has 0 of 'c' in 2");
    }

    private static double[][] rows(double[] flat) {
        double[][] rows = new double[flat.length / 3][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(flat, 3 * row, 3 * row + 3));
        return rows;
    }

    private static double[][] scores(ClassScores rows) {
        double[][] scores = new double[rows.rows()][3];
        for (int row = 0; row < scores.length; row++) {
            int at = row;
            Arrays.setAll(scores[row], i -> rows.score(at, i));
        }
        return scores;
    }

    /** Scores that are the chances of the classes. */
    private static ClassScores calibrated(Random random, int rows) {
        double[][] scores = new double[rows][3];
        String[] labels = new String[rows];
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = 0; i < 3; i++) {
                scores[row][i] = Math.exp(1.3 * random.nextGaussian());
                sum += scores[row][i];
            }
            double draw = sum * random.nextDouble();
            int label = draw < scores[row][0] ? 0 : draw < scores[row][0] + scores[row][1] ? 1 : 2;
            for (int i = 0; i < 3; i++) {
                scores[row][i] /= sum;
            }
            labels[row] = ABC.get(label);
        }
        return ClassScores.of(ABC, scores, labels);
    }
}
