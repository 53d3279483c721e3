// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.drift.EffectUnit;
import org.mlops4j.monitoring.drift.Measurement;
import org.mlops4j.monitoring.performance.BinaryPerformance;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.Estimate;

/** A classifier between two tables, trained on the first half of the rows of each and tried on the second. */
final class TrainedClassifier {

    static final String NAME = "classifier";

    private final DenseFeatures dense;
    private final TextFeatures texts;
    private final Side first;
    private final Side second;
    private final double[] weights;
    private final double[] referenceScores;
    private final double[] currentScores;

    private TrainedClassifier(DenseFeatures dense, TextFeatures texts, Side first, Side second) {
        this.dense = dense;
        this.texts = texts;
        this.first = first;
        this.second = second;
        SparseRows rows = new SparseRows();
        write(first, 0, first.middle(), rows);
        write(second, 0, second.middle(), rows);
        boolean[] labels = new boolean[rows.size()];
        Arrays.fill(labels, first.middle(), labels.length, true);
        this.weights = LogisticRegression.weights(rows, labels, dense.size() + texts.size());
        this.referenceScores = scores(first);
        this.currentScores = scores(second);
    }

    /** {@return a classifier between two tables, each in random order and of at least two rows} */
    static TrainedClassifier of(Encoding encoding, TextFeatures texts, Table reference, Table current) {
        Side first = new Side(reference, encoding.encode(reference));
        Side second = new Side(current, encoding.encode(current));
        return new TrainedClassifier(DenseFeatures.of(encoding, first.points(), second.points()), texts, first, second);
    }

    Measurement measurement() {
        MannWhitneyUTest.Result ranks = MannWhitneyUTest.withDefaults()
                .with(AlternativeHypothesis.GREATER_THAN)
                .test(currentScores, referenceScores);
        double area = ranks.getStatistic() / ((double) referenceScores.length * currentScores.length);
        return new Measurement(
                NAME,
                area,
                ranks.getPValue(),
                Math.max(0, 2 * area - 1),
                EffectUnit.SEPARATION,
                first.points().size(),
                second.points().size(),
                "");
    }

    Estimate auc() {
        int reference = referenceScores.length;
        double[] scores = Arrays.copyOf(referenceScores, reference + currentScores.length);
        System.arraycopy(currentScores, 0, scores, reference, currentScores.length);
        boolean[] labels = new boolean[scores.length];
        Arrays.fill(labels, reference, labels.length, true);
        return BinaryPerformance.auc(BinaryScores.of(scores, labels));
    }

    /** {@return the features of most importance} */
    List<Separator> separators(int most) {
        double[] one = means(first);
        double[] other = means(second);
        List<Weighed> weighed = new ArrayList<>();
        for (int feature = 0; feature < weights.length; feature++) {
            double share = (one[feature] + other[feature]) / 2;
            double deviation = feature < dense.size() ? 1 : Math.sqrt(Math.max(0, share * (1 - share)));
            double importance = Math.abs(weights[feature]) * deviation;
            if (importance > 0) {
                weighed.add(new Weighed(feature, importance));
            }
        }
        return weighed.stream()
                .sorted(Comparator.comparingDouble(Weighed::importance).reversed())
                .limit(most)
                .map(w -> new Separator(name(w.feature()), w.importance(), one[w.feature()], other[w.feature()]))
                .toList();
    }

    private String name(int feature) {
        return feature < dense.size()
                ? dense.name(feature)
                : texts.name(feature - dense.size(), first.table(), second.table());
    }

    private double[] scores(Side half) {
        SparseRows rows = new SparseRows();
        write(half, half.middle(), half.points().size(), rows);
        double[] scores = new double[rows.size()];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = rows.dot(row, weights);
        }
        return scores;
    }

    private double[] means(Side half) {
        SparseRows rows = new SparseRows();
        write(half, 0, half.points().size(), rows);
        double[] means = new double[weights.length];
        for (int row = 0; row < rows.size(); row++) {
            rows.addTo(means, row, 1.0 / rows.size());
        }
        return means;
    }

    private void write(Side half, int from, int to, SparseRows target) {
        for (int row = from; row < to; row++) {
            dense.write(half.points(), row, target);
            texts.write(half.table(), row, dense.size(), target);
            target.endRow();
        }
    }

    private record Weighed(int feature, double importance) {}

    /** The rows of one table, of which those before the middle are trained on. */
    private record Side(Table table, Points points) {

        int middle() {
            return points.size() / 2;
        }
    }
}
