// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

/**
 * Metrics of a confusion matrix with the standard error of the delta method. All of them stay the same if each count is
 * multiplied by the same number, so their variance over multinomial counts is the sum over the cells of the count times
 * the square of the derivative by it (A. Agresti, Categorical Data Analysis, 3rd ed. 2013, section 16.1).
 */
final class CellDelta {

    private final ConfusionMatrix matrix;
    private final int size;
    private final double rows;
    private final double[] labelled;
    private final double[] predicted;

    CellDelta(ConfusionMatrix matrix) {
        this.matrix = matrix;
        this.size = matrix.classes().size();
        this.rows = matrix.rows();
        this.labelled = new double[size];
        this.predicted = new double[size];
        for (int i = 0; i < size; i++) {
            labelled[i] = matrix.labelled(i);
            predicted[i] = matrix.predicted(i);
        }
    }

    /** The derivative of a metric by the count of a cell. */
    @FunctionalInterface
    private interface Derivative {
        double by(int label, int prediction);
    }

    Estimate precision(Average average) {
        return averaged("Precision", average, 0);
    }

    Estimate recall(Average average) {
        return averaged("Recall", average, 1);
    }

    Estimate f1(Average average) {
        return averaged("F1", average, 0.5);
    }

    /**
     * The average of a metric that is, for each class, its right decisions over a mean of the number of its rows and of
     * those taken for it.
     *
     * @param own the weight of the number of its rows in that mean
     */
    private Estimate averaged(String metric, Average average, double own) {
        String name = average.name(metric);
        if (average == Average.MICRO) {
            // Each wrong decision is one for a wrong class and one against the right class, so that all three agree.
            return Estimate.share(name, matrix.right(), matrix.rows(), "there are no rows");
        }
        double occurring = occurring();
        double[] base = new double[size];
        double[] ofClass = new double[size];
        double[] weight = new double[size];
        double mean = 0;
        for (int i = 0; i < size; i++) {
            base[i] = own * labelled[i] + (1 - own) * predicted[i];
            ofClass[i] = base[i] == 0 ? 0 : matrix.count(i, i) / base[i];
            weight[i] = average == Average.WEIGHTED ? labelled[i] / rows : 1 / occurring;
            mean += weight[i] * ofClass[i];
        }
        double value = mean;
        return normal(name, value, 0, (i, j) -> {
            double byLabel = base[i] == 0 ? 0 : weight[i] * ((i == j ? 1 : 0) - own * ofClass[i]) / base[i];
            double byPrediction = base[j] == 0 ? 0 : weight[j] * (1 - own) * ofClass[j] / base[j];
            double byWeight = average == Average.WEIGHTED ? (ofClass[i] - value) / rows : 0;
            return byLabel - byPrediction + byWeight;
        });
    }

    /** The number of classes that rows are of or were taken for. */
    private int occurring() {
        int occurring = 0;
        for (int i = 0; i < size; i++) {
            occurring += labelled[i] + predicted[i] > 0 ? 1 : 0;
        }
        return occurring;
    }

    Estimate balancedAccuracy() {
        double classes = 0;
        double sum = 0;
        for (int i = 0; i < size; i++) {
            classes += labelled[i] > 0 ? 1 : 0;
            sum += labelled[i] > 0 ? matrix.count(i, i) / labelled[i] : 0;
        }
        double present = classes;
        return normal(
                "balancedAccuracy",
                sum / classes,
                0,
                (i, j) -> ((i == j ? 1 : 0) - matrix.count(i, i) / labelled[i]) / labelled[i] / present);
    }

    Estimate kappa() {
        double observed = matrix.right() / rows;
        double chance = 0;
        for (int i = 0; i < size; i++) {
            chance += labelled[i] / rows * predicted[i] / rows;
        }
        double expected = chance;
        if (expected == 1) {
            return Estimate.undefined("kappa", matrix.rows(), "all rows are of one class and were taken for it");
        }
        return normal("kappa", (observed - expected) / (1 - expected), -1, (i, j) -> {
            double byObserved = ((i == j ? 1 : 0) - observed) / rows;
            double byExpected = (labelled[j] + predicted[i]) / rows / rows - 2 * expected / rows;
            return byObserved / (1 - expected) - byExpected * (1 - observed) / (1 - expected) / (1 - expected);
        });
    }

    Estimate correlation() {
        double products = 0;
        double labelSquares = 0;
        double predictionSquares = 0;
        for (int i = 0; i < size; i++) {
            products += labelled[i] * predicted[i];
            labelSquares += labelled[i] * labelled[i];
            predictionSquares += predicted[i] * predicted[i];
        }
        double labelSpread = rows * rows - labelSquares;
        double predictionSpread = rows * rows - predictionSquares;
        double root = Math.sqrt(labelSpread * predictionSpread);
        if (root == 0 && rows > 0) {
            return Estimate.undefined("correlation", matrix.rows(), "all rows are of one class or were taken for one");
        }
        double value = (rows * matrix.right() - products) / root;
        return normal("correlation", value, -1, (i, j) -> {
            double byNumerator = matrix.right() + (i == j ? rows : 0) - labelled[j] - predicted[i];
            double byLabels = (rows - labelled[i]) / labelSpread;
            double byPredictions = (rows - predicted[j]) / predictionSpread;
            return byNumerator / root - value * (byLabels + byPredictions);
        });
    }

    private Estimate normal(String metric, double value, double least, Derivative derivative) {
        if (rows == 0) {
            return Estimate.undefined(metric, 0, "there are no rows");
        }
        double variance = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double slope = matrix.count(i, j) == 0 ? 0 : derivative.by(i, j);
                variance += matrix.count(i, j) * slope * slope;
            }
        }
        return Estimate.normal(metric, value, Math.sqrt(variance), matrix.rows())
                .within(least, 1);
    }
}
