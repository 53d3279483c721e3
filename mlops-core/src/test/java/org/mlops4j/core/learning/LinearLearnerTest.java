// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.learning.LearnerSettings.Loss;
import org.mlops4j.core.linear.LinearFormat;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Predictor;

class LinearLearnerTest {

    private static final int ROWS = 40_000;

    /** Columns in units that have nothing to do with each other. */
    private static final double[] UNITS = {1, 1_000, 0.001};

    private static final double[] OFFSETS = {0, 5_000, -0.002};

    private static double[] row(SplittableRandom random) {
        double[] row = new double[UNITS.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = OFFSETS[i] + UNITS[i] * random.nextGaussian();
        }
        return row;
    }

    private static double truth(double[] row, double sign) {
        return sign * (0.5 + 1.5 * row[0] - (row[1] - 5_000) / 1_000);
    }

    private static double label(Loss loss, double score, SplittableRandom random) {
        return loss == Loss.SQUARED
                ? 300 + 40 * score + 10 * random.nextGaussian()
                : random.nextDouble() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
    }

    private static LearnerSettings settings(Loss loss) {
        return loss == Loss.SQUARED ? LearnerSettings.squared() : LearnerSettings.logistic();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void logisticRegressionComesCloseToTheMaximumOfTheLikelihoodInOnePass(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[ROWS][];
        double[] labels = new double[ROWS];
        LinearLearner learner = LinearLearner.of(UNITS.length, LearnerSettings.logistic());
        for (int i = 0; i < ROWS; i++) {
            rows[i] = row(random);
            labels[i] = label(Loss.LOGISTIC, truth(rows[i], 1), random);
            assertThat(learner.learn(rows[i], labels[i])).isTrue();
        }
        double best = logLoss(rows, labels, downhill(rows, labels));
        double[] own = new double[ROWS];
        double loss = 0;
        for (int i = 0; i < ROWS; i++) {
            own[i] = learner.predict(rows[i]);
            loss -= Math.log(labels[i] == 1 ? own[i] : 1 - own[i]) / ROWS;
        }
        assertThat(loss).as("seed %s", seed).isBetween(best, best + 0.003);
        assertThat(learner.meanLoss()).as("seed %s", seed).isBetween(best, best + 0.01);
    }

    @Test
    void leastSquaresFindsTheCoefficients() {
        SplittableRandom random = new SplittableRandom(4);
        LinearLearner learner = LinearLearner.of(UNITS.length, LearnerSettings.squared());
        for (int i = 0; i < ROWS; i++) {
            double[] row = row(random);
            learner.learn(row, label(Loss.SQUARED, truth(row, 1), random));
        }
        for (int i = 0; i < 100; i++) {
            double[] row = row(random);
            assertThat(learner.predict(row)).isCloseTo(300 + 40 * truth(row, 1), within(8.0));
        }
        assertThat(Math.sqrt(learner.meanLoss())).isBetween(10.0, 14.0);
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void aWorldThatTurnsRoundIsLearnedAnew(Loss loss) {
        SplittableRandom random = new SplittableRandom(5);
        LinearLearner learner = LinearLearner.of(UNITS.length, settings(loss));
        for (int i = 0; i < 2 * ROWS; i++) {
            double[] row = row(random);
            learner.learn(row, label(loss, truth(row, i < ROWS ? 1 : -1), random));
        }
        double[] high = {2, 3_000, -0.002};
        double[] low = {-2, 7_000, -0.002};
        assertThat(learner.predict(high)).isLessThan(learner.predict(low));
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void aLearnerThatWasStoredGoesOnBitForBit(Loss loss) {
        SplittableRandom random = new SplittableRandom(6);
        LinearLearner one =
                LinearLearner.of(UNITS.length, settings(loss).l1(0.1).l2(0.5).rate(0.05));
        LinearLearner other = LinearLearner.from(one.toDocument());
        for (int i = 0; i < 500; i++) {
            double[] row = row(random);
            double label = label(loss, truth(row, 1), random);
            one.learn(row, label);
            other.learn(row, label);
            if (i % 7 == 0) {
                other = LinearLearner.from(other.toDocument());
            }
        }
        assertThat(other.toDocument()).isEqualTo(one.toDocument());
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void theModelPredictsWhatTheLearnerDoes(Loss loss) throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        LinearLearner learner = LinearLearner.of(UNITS.length, settings(loss));
        for (int i = 0; i < 2_000; i++) {
            double[] row = row(random);
            learner.learn(row, label(loss, truth(row, 1), random));
        }
        try (Predictor model = load(learner.toPackage(signature(3, 1)))) {
            double[] output = new double[1];
            for (int i = 0; i < 100; i++) {
                double[] row = row(random);
                model.predict(row, output);
                assertThat(output[0]).isCloseTo(learner.predict(row), within(1e-9 * Math.abs(output[0])));
            }
        }
    }

    @Test
    void theFirstPenaltyDropsInputsThatTellNothing() throws Exception {
        SplittableRandom random = new SplittableRandom(8);
        LinearLearner learner =
                LinearLearner.of(UNITS.length, LearnerSettings.logistic().l1(100));
        for (int i = 0; i < ROWS; i++) {
            double[] row = row(random);
            learner.learn(row, label(Loss.LOGISTIC, truth(row, 1), random));
        }
        double[] row = {0, 5_000, -0.002};
        double[] other = {0, 5_000, 17};
        double[] further = {1, 5_000, 17};
        assertThat(learner.predict(other)).isEqualTo(learner.predict(row)).isNotEqualTo(learner.predict(further));
    }

    @Test
    void whatIsNotFiniteIsNotLearned() {
        LinearLearner learner = LinearLearner.of(1, LearnerSettings.logistic());
        assertThat(learner.learn(new double[] {Double.NaN}, 1)).isFalse();
        assertThat(learner.learn(new double[] {1}, Double.NaN)).isFalse();
        assertThat(learner.learn(new double[] {1}, 2)).isFalse();
        assertThat(learner.learned()).isZero();
        assertThat(learner.meanLoss()).isNaN();
        assertThat(learner.predict(new double[] {1})).isEqualTo(0.5);
        assertThat(learner.predict(new double[] {Double.POSITIVE_INFINITY})).isNaN();
        assertThat(learner.learn(new double[] {1}, 1)).isTrue();
        assertThat(learner.predict(new double[] {1})).isBetween(0.5, 1.0);
    }

    @Test
    void wrongCallsAreRefused() {
        LinearLearner learner = LinearLearner.of(2, LearnerSettings.squared());
        assertThatThrownBy(() -> learner.learn(new double[1], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 inputs");
        assertThatThrownBy(() -> learner.toPackage(signature(3, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the signature 3 and 1");
        assertThatThrownBy(() -> LinearLearner.of(0, LearnerSettings.squared()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LearnerSettings.logistic().rate(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rate");
    }

    private static Signature signature(int inputs, int outputs) {
        return new Signature(numbers("x", inputs), numbers("y", outputs));
    }

    private static Schema numbers(String name, int count) {
        Field[] fields = new Field[count];
        for (int i = 0; i < count; i++) {
            fields[i] = Field.of(name + i, DataType.FLOAT64);
        }
        return Schema.of(fields);
    }

    private static Predictor load(ModelPackage contents) throws Exception {
        byte[] bytes = contents.files().get("model").open().readAllBytes();
        ModelManifest manifest = new ModelManifest(
                "linear",
                List.of(new ModelManifest.File("model", Digest.of(bytes), bytes.length)),
                contents.findSignature().orElseThrow(),
                null,
                contents.properties());
        return new LinearFormat().load(manifest, name -> bytes);
    }

    /** Another way to the same place: all rows at once, downhill in standardised units until nothing changes. */
    private static double[] downhill(double[][] rows, double[] labels) {
        double[] weights = new double[UNITS.length + 1];
        for (int step = 0; step < 200; step++) {
            double[] gradient = new double[weights.length];
            for (int r = 0; r < rows.length; r++) {
                double[] x = scaled(rows[r]);
                double error = 1 / (1 + Math.exp(-dot(x, weights))) - labels[r];
                for (int i = 0; i < x.length; i++) {
                    gradient[i] += error * x[i] / rows.length;
                }
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] -= 4 * gradient[i];
            }
        }
        return weights;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static double[] scaled(double[] row) {
        double[] x = new double[row.length + 1];
        for (int i = 0; i < row.length; i++) {
            x[i] = (row[i] - OFFSETS[i]) / UNITS[i];
        }
        x[row.length] = 1;
        return x;
    }

    private static double logLoss(double[][] rows, double[] labels, double[] weights) {
        double loss = 0;
        for (int r = 0; r < rows.length; r++) {
            double score = dot(scaled(rows[r]), weights);
            double p = 1 / (1 + Math.exp(-score));
            loss -= Math.log(labels[r] == 1 ? p : 1 - p) / rows.length;
        }
        return loss;
    }
}
