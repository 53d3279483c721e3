// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.error.InvalidException;

class MultiClassTest {

    private static final List<String> ABC = List.of("a", "b", "c");

    @Test
    void rowsWithoutScoreOrLabelAreLeftOutAndCounted() {
        Table table = Table.of(
                Schema.of(Field.of("scores", new DataType.Vector(2)), Field.nullable("label", DataType.STRING)),
                List.of(VectorColumn.of(2, 0.3, 0.7, 0.9, Double.NaN, 0.6, 0.4), StringColumn.of("b", "a", null)));

        MultiClassPerformance performance =
                MultiClassPerformance.of(ClassScores.of(List.of("a", "b"), table, "scores", "label"));

        assertThat(performance.rows()).isEqualTo(1);
        assertThat(performance.skipped()).isEqualTo(2);
        assertThat(performance.confusion().count(1, 1)).isEqualTo(1);
    }

    @Test
    void classesThatAreNumbersAreInTheOrderOfTheNumbers() {
        ClassDecisions decisions = ClassDecisions.from(LongColumn.of(10, 9, 2), LongColumn.of(10, 10, 2));

        assertThat(decisions.classes()).containsExactly("2", "9", "10");
        assertThat(decisions.right()).containsExactly(true, false, true);
    }

    @Test
    void aClassThatIsNeverPredictedCountsAsNothingInAnAverageAndIsUndefinedByItself() {
        ConfusionMatrix matrix =
                ConfusionMatrix.of(ClassDecisions.of(new String[] {"a", "a", "b"}, new String[] {"a", "c", "b"}));

        assertThat(matrix.precision(2).reason()).isEqualTo("no row was taken for 'c'");
        assertThat(matrix.precision(Average.MACRO).value()).isCloseTo((0.5 + 1 + 0) / 3, within(1e-15));
        assertThat(matrix.f1(2).value()).isZero();
    }

    @Test
    void whatIsUndefinedSaysWhy() {
        MultiClassPerformance none = MultiClassPerformance.of(ClassScores.of(ABC, new double[0][], new String[0]));
        MultiClassPerformance one = MultiClassPerformance.of(ClassScores.of(
                ABC, new double[][] {{1, 0, 0}, {0.5, 0.5, 0.5}}, new String[] {"a", "a"}));

        assertThat(none.estimates()).allSatisfy(estimate -> {
            assertThat(estimate.value()).isNaN();
            assertThat(estimate.reason()).isEqualTo("there are no rows");
        });
        assertThat(one.find("kappa").orElseThrow().reason())
                .isEqualTo("all rows are of one class and were taken for it");
        assertThat(one.find("correlation").orElseThrow().reason())
                .isEqualTo("all rows are of one class or were taken for one");
        assertThat(one.find("macroAuc").orElseThrow().reason()).isEqualTo("no row is 'b'");
        assertThat(one.find("logLoss").orElseThrow().reason())
                .isEqualTo("the scores of a row are not in [0, 1] or do not add up to 1");
    }

    @Test
    void unknownLabelsAndOddSizesAreRefused() {
        assertThatThrownBy(() -> ClassScores.of(ABC, new double[][] {{1, 0, 0}}, new String[] {"d"}))
                .isInstanceOf(InvalidException.class)
                .hasMessage("the label of row 0 is 'd', which is none of [a, b, c]");
        assertThatThrownBy(() -> ClassScores.of(ABC, new double[][] {{1, 0}}, new String[] {"a"}))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> ClassScores.of(List.of("a", "a"), new double[][] {{1, 0}}, new String[] {"a"}))
                .isInstanceOf(InvalidException.class)
                .hasMessage("class 'a' is there twice");
        assertThatThrownBy(() -> ConfusionMatrix.of(ABC, new long[][] {{1}})).isInstanceOf(InvalidException.class);
    }

    @Test
    void twoClassesHaveTheAreaAndTheIntervalOfDeLong() {
        ClassScores scores = scores(new Random(71), 120, List.of("no", "yes"));
        Estimate binary = BinaryPerformance.auc(scores.against(1));

        for (String metric : List.of("macroAuc", "pairwiseAuc")) {
            Estimate estimate = MultiClassPerformance.of(scores).find(metric).orElseThrow();
            assertThat(estimate.value()).isCloseTo(binary.value(), within(1e-12));
            assertThat(estimate.low()).isCloseTo(binary.low(), within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shardsInAnyOrderAddUpToTheWhole(long seed) {
        Random random = new Random(seed);
        ClassDecisions all = scores(random, 500, ABC).decisions();
        List<ConfusionMatrix> shards = new ArrayList<>();
        int from = 0;
        while (from < all.rows()) {
            int start = from;
            int to = Math.min(all.rows(), from + random.nextInt(120));
            shards.add(ConfusionMatrix.of(all.take(IntStream.range(start, to).toArray())));
            from = to;
        }
        Collections.shuffle(shards, random);
        ConfusionMatrix merged = shards.stream().reduce(ConfusionMatrix::plus).orElseThrow();

        assertThat(merged).isEqualTo(ConfusionMatrix.of(all));
        assertThat(merged.estimates()).isEqualTo(ConfusionMatrix.of(all).estimates());
    }

    @Test
    void intervalsHoldTheTruthAboutNineteenTimesInTwenty() {
        MultiClassPerformance truth = MultiClassPerformance.of(scores(new Random(72), 100_000, ABC));
        Map<String, Integer> held = new TreeMap<>();
        Random random = new Random(73);
        for (int trial = 0; trial < 500; trial++) {
            for (Estimate estimate :
                    MultiClassPerformance.of(scores(random, 200, ABC)).estimates()) {
                double value = truth.find(estimate.metric()).orElseThrow().value();
                held.merge(
                        estimate.metric(), estimate.low() <= value && value <= estimate.high() ? 1 : 0, Integer::sum);
            }
        }
        assertThat(held)
                .hasSize(14)
                .allSatisfy((metric, count) -> assertThat(count).as(metric).isBetween(460, 490));
    }

    /** Scores that are probabilities and say something about the label, unequally frequent classes. */
    private static ClassScores scores(Random random, int rows, List<String> classes) {
        double[][] scores = new double[rows][classes.size()];
        String[] labels = new String[rows];
        for (int row = 0; row < rows; row++) {
            int label = Math.min(classes.size() - 1, (int) (random.nextDouble() * random.nextDouble() * 4));
            double sum = 0;
            for (int i = 0; i < classes.size(); i++) {
                scores[row][i] = Math.exp(random.nextGaussian() + (i == label ? 1 : 0));
                sum += scores[row][i];
            }
            for (int i = 0; i < classes.size(); i++) {
                scores[row][i] /= sum;
            }
            labels[row] = classes.get(label);
        }
        return ClassScores.of(classes, scores, labels);
    }
}
