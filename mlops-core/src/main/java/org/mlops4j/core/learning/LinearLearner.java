// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.learning;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.core.learning.LearnerSettings.Loss;
import org.mlops4j.data.Document;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.Signature;

/**
 * A linear model that learns a row at a time, and follows a world that changes. Logistic regression for labels of 0 and
 * 1, or least squares.
 *
 * <pre>{@code
 * LinearLearner learner = LinearLearner.of(inputs, LearnerSettings.logistic());
 * learner.learn(row, 1);
 * ModelPackage snapshot = learner.toPackage(signature);
 * }</pre>
 *
 * <p>Inputs, and labels of least squares, are standardised by the mean and spread of what was learned so far, so that
 * units do not matter; an input that never varies counts for nothing. A row with a NaN or an infinity is not learned
 * from. The same rows in the same order give the same bits, also across {@link #toDocument} and {@link #from}.
 *
 * <p>A row costs time in the number of inputs and allocates nothing. Not thread-safe.
 *
 * @see "McMahan et al.: Ad click prediction: a view from the trenches, KDD 2013, algorithm 1 (FTRL-Proximal)"
 */
public final class LinearLearner {

    private final LearnerSettings settings;
    private final ColumnMoments inputs;
    private final ColumnMoments labels;
    /** By coefficient, the intercept last; the letters of the paper. */
    private final double[] z;

    private final double[] n;
    private final double[] label = new double[1];
    private double loss;

    private LinearLearner(
            LearnerSettings settings, ColumnMoments inputs, ColumnMoments labels, double[] z, double[] n, double loss) {
        this.settings = settings;
        this.inputs = inputs;
        this.labels = labels;
        this.z = z;
        this.n = n;
        this.loss = loss;
    }

    /**
     * {@return a learner that knows nothing}
     *
     * @param inputs how many, 1 or more
     */
    public static LinearLearner of(int inputs, LearnerSettings settings) {
        if (inputs < 1) {
            throw new IllegalArgumentException("a learner needs an input, not " + inputs);
        }
        return new LinearLearner(
                requireNonNull(settings, "settings"),
                new ColumnMoments(inputs),
                new ColumnMoments(1),
                new double[inputs + 1],
                new double[inputs + 1],
                0);
    }

    /** {@return the learner whose {@link #toDocument()} this is} */
    public static LinearLearner from(Document document) {
        return new LinearLearner(
                LearnerSettings.from(document.get("settings")),
                ColumnMoments.from(document.get("inputs")),
                ColumnMoments.from(document.get("labels")),
                ColumnMoments.numbers(document.get("z")),
                ColumnMoments.numbers(document.get("n")),
                document.get("loss").number());
    }

    /** {@return all that was learned, as a document: exact, some 80 bytes an input} */
    public Document toDocument() {
        return Document.object()
                .with("settings", settings.toDocument())
                .with("inputs", inputs.toDocument())
                .with("labels", labels.toDocument())
                .with("z", ColumnMoments.numbers(z))
                .with("n", ColumnMoments.numbers(n))
                .with("loss", loss);
    }

    /** {@return how it learns} */
    public LearnerSettings settings() {
        return settings;
    }

    /** {@return how many rows it has learned from} */
    public long learned() {
        return inputs.count();
    }

    /**
     * {@return the mean loss of its own predictions, each made before its label was learned} So it is honest although
     * there are no held-out rows: log loss in nats, or the squared error in units of the label. NaN before the first
     * row.
     */
    public double meanLoss() {
        return learned() == 0 ? Double.NaN : loss / learned();
    }

    /**
     * Learns from a row.
     *
     * @param row as many values as there are inputs
     * @param truth 0 or 1 for logistic regression
     * @return whether it did: not from values that are not finite, nor from a logistic label that is neither 0 nor 1
     * @throws IllegalArgumentException if the row has another length
     */
    public boolean learn(double[] row, double truth) {
        requireWidth(row);
        if (!allFinite(row) || !settings.loss().takes(truth)) {
            return false;
        }
        loss += lossOf(predict(row), truth);
        inputs.add(row);
        label[0] = truth;
        labels.add(label);
        double error = settings.loss() == Loss.LOGISTIC
                ? sigmoid(score(row)) - truth
                : score(row) - labels.standardised(0, truth);
        for (int i = 0; i < row.length; i++) {
            update(i, error * inputs.standardised(i, row[i]));
        }
        update(row.length, error);
        return true;
    }

    /**
     * {@return the probability of 1, or the expected label; NaN for a row that is not finite}
     *
     * @throws IllegalArgumentException if the row has another length
     */
    public double predict(double[] row) {
        requireWidth(row);
        if (!allFinite(row)) {
            return Double.NaN;
        }
        double score = score(row);
        return settings.loss() == Loss.LOGISTIC ? sigmoid(score) : labels.mean(0) + labels.spread(0) * score;
    }

    /**
     * {@return what it has learned as a model of the format {@code linear}, which predicts what {@link #predict} does
     * but for rounding}
     *
     * @param signature with as many inputs, in the same order
     * @throws IllegalArgumentException if the signature has other inputs or outputs
     */
    public ModelPackage toPackage(Signature signature) {
        if (signature.inputs().size() != z.length - 1 || signature.outputs().size() != 1) {
            throw new IllegalArgumentException("the learner has " + (z.length - 1)
                    + " inputs and one output, the signature "
                    + signature.inputs().size() + " and " + signature.outputs().size());
        }
        double unit = settings.loss() == Loss.LOGISTIC ? 1 : labels.spread(0);
        List<Document> coefficients = IntStream.range(0, z.length - 1)
                .mapToObj(i -> Document.of(unit * slope(i)))
                .toList();
        double shift = IntStream.range(0, z.length - 1)
                .mapToDouble(i -> slope(i) * inputs.mean(i))
                .sum();
        double zero = settings.loss() == Loss.LOGISTIC ? 0 : labels.mean(0);
        Document model = Document.object()
                .with("intercept", zero + unit * (weight(z.length - 1) - shift))
                .with("coefficients", Document.list(coefficients))
                .with("link", settings.loss() == Loss.LOGISTIC ? "logit" : "identity")
                .with("inputs", Document.texts(signature.inputs().names()));
        return ModelPackage.of("linear")
                .withFile("model", new JacksonText().write(model).getBytes(StandardCharsets.UTF_8))
                .signature(signature);
    }

    private double score(double[] row) {
        double score = weight(row.length);
        for (int i = 0; i < row.length; i++) {
            score += weight(i) * inputs.standardised(i, row[i]);
        }
        return score;
    }

    private void update(int i, double gradient) {
        double weight = weight(i);
        double squared = n[i] + gradient * gradient;
        z[i] += gradient - (Math.sqrt(squared) - Math.sqrt(n[i])) / settings.rate() * weight;
        n[i] = squared;
    }

    /** The intercept, which is the last one, is not made smaller by the penalties. */
    private double weight(int i) {
        boolean free = i == z.length - 1;
        double l1 = free ? 0 : settings.l1();
        double beyond = Math.abs(z[i]) - l1;
        if (beyond <= 0) {
            return 0;
        }
        double l2 = free ? 0 : settings.l2();
        return -Math.signum(z[i]) * beyond / ((settings.smoothing() + Math.sqrt(n[i])) / settings.rate() + l2);
    }

    private double slope(int i) {
        double spread = inputs.spread(i);
        return spread > 0 ? weight(i) / spread : 0;
    }

    private double lossOf(double predicted, double truth) {
        if (settings.loss() == Loss.SQUARED) {
            return (predicted - truth) * (predicted - truth);
        }
        double right = truth == 1 ? predicted : 1 - predicted;
        return -StrictMath.log(Math.max(right, Double.MIN_NORMAL));
    }

    private static double sigmoid(double score) {
        return 1 / (1 + StrictMath.exp(-score));
    }

    private static boolean allFinite(double[] row) {
        for (double value : row) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private void requireWidth(double[] row) {
        if (row.length != z.length - 1) {
            throw new IllegalArgumentException("the learner has " + (z.length - 1) + " inputs, the row " + row.length);
        }
    }
}
