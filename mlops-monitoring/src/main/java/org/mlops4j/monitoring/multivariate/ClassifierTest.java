// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.drift.EffectUnit;
import org.mlops4j.monitoring.drift.Measurement;
import org.mlops4j.monitoring.performance.Estimate;

/**
 * Whether a classifier can tell current rows from those of a reference: a logistic regression is trained on a random
 * half of both tables and has to sort the other half. The p-value is that of the one-sided Mann-Whitney test on its
 * scores, which knows nothing of how they came about, so it holds its level whatever the columns are. The effect is
 * {@code 2 AUC - 1}: 0 if the tables cannot be told apart, 1 if every row is put to the right one. Says also what the
 * classifier goes by.
 *
 * <p>The halves are not swapped to have every row scored: both directions see much the same difference, so their mean
 * is hardly more certain than one of them, and a p-value that took it to be would give false alarms.
 *
 * <p>It sees shifts, changes of spread and correlations of up to thirty numbers (columns, categories, components),
 * shifts alone if there are more, and words of texts. Columns become numbers as for {@link KernelTest}; STRING columns
 * hold categories unless they are named as texts. Takes at most 20 000 rows a side at random, and fewer if there are
 * more than two million numbers a side; costs up to a few seconds and 100 MB then.
 *
 * @see <a href="https://arxiv.org/abs/1610.06545">D. Lopez-Paz and M. Oquab (2017), Revisiting classifier two-sample
 *     tests</a>
 */
public final class ClassifierTest {

    /** An AUC of 0.55, as one shift by a fifth of a standard deviation gives. */
    public static final double DEFAULT_EFFECT = 0.1;

    /** How many separators are told. */
    public static final int SEPARATORS = 10;

    private static final int MOST_ROWS = 20_000;
    private static final int MOST_NUMBERS = 2_000_000;
    private static final int LEAST_ROWS = 10;
    private static final long SEED = 20260101L;
    private static final double Z_POWER = 0.8416212335729143;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final Criterion criterion;
    private final List<String> texts;
    private final long seed;

    private ClassifierTest(Criterion criterion, List<String> texts, long seed) {
        this.criterion = requireNonNull(criterion, "criterion");
        this.texts = List.copyOf(texts);
        this.seed = seed;
    }

    /** {@return the test for an effect of {@value #DEFAULT_EFFECT}; every STRING column holds categories} */
    public static ClassifierTest defaults() {
        return new ClassifierTest(Criterion.ofEffect(DEFAULT_EFFECT), List.of(), SEED);
    }

    /** {@return a copy with another criterion} */
    public ClassifierTest withCriterion(Criterion other) {
        return new ClassifierTest(other, texts, seed);
    }

    /** {@return a copy at another level} */
    public ClassifierTest withAlpha(double other) {
        return withCriterion(criterion.withAlpha(other));
    }

    /** {@return a copy that takes these columns for texts, of which it sees the words} */
    public ClassifierTest withTexts(String... columns) {
        return new ClassifierTest(criterion, List.of(columns), seed);
    }

    /** {@return a copy with another seed of the halves; the default is fixed, so equal data give equal results} */
    public ClassifierTest withSeed(long other) {
        return new ClassifierTest(criterion, texts, other);
    }

    /**
     * {@return the verdict; INSUFFICIENT_DATA with a reason if there are less than ten rows on a side or no columns}
     */
    public ClassifierDrift compare(Table reference, Table current) {
        SplittableRandom random = new SplittableRandom(seed);
        Table first = Sampling.shuffled(reference, MOST_ROWS, random);
        Table second = Sampling.shuffled(current, MOST_ROWS, random);
        Encoding encoding = Encoding.of(first.without(texts(first)), second.without(texts(second)));
        if (encoding.size() == 0 && texts(first).length == 0) {
            return impossible(first, second, "there are no columns to compare");
        } else if (Math.min(first.rowCount(), second.rowCount()) < LEAST_ROWS) {
            return impossible(first, second, "needs ten rows on each side");
        }
        int most = Math.max(LEAST_ROWS, MOST_NUMBERS / Math.max(1, DenseFeatures.most(encoding.size())));
        TrainedClassifier classifier = TrainedClassifier.of(
                encoding,
                new TextFeatures(texts),
                first.slice(0, Math.min(most, first.rowCount())),
                second.slice(0, Math.min(most, second.rowCount())));
        return new ClassifierDrift(
                criterion.judge(classifier.measurement(), effectiveSize()),
                classifier.auc(),
                classifier.separators(SEPARATORS));
    }

    /**
     * The variance of an AUC without difference is {@code 1 / (12 size)} (H. B. Mann and D. R. Whitney, 1947), of the
     * half that is scored. A classifier that was trained on few rows finds a part of the difference only, for which
     * half as many rows are added.
     */
    private double effectiveSize() {
        double z = NORMAL.inverseSurvivalProbability(criterion.alpha()) + Z_POWER;
        double area = criterion.effect() / 2;
        return 1.5 * 2 * z * z / (12 * area * area);
    }

    private String[] texts(Table table) {
        return texts.stream().filter(table.schema().names()::contains).toArray(String[]::new);
    }

    private ClassifierDrift impossible(Table first, Table second, String reason) {
        Measurement none = Measurement.impossible(
                TrainedClassifier.NAME, EffectUnit.SEPARATION, first.rowCount(), second.rowCount(), reason);
        Estimate auc = new Estimate("auc", Double.NaN, Double.NaN, Double.NaN, 0, reason);
        return new ClassifierDrift(criterion.judge(none, effectiveSize()), auc, List.of());
    }
}
