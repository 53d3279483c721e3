// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import java.util.stream.IntStream;
import org.mlops4j.monitoring.performance.BinaryPerformance;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.Bootstrap;
import org.mlops4j.monitoring.performance.Confusion;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.performance.Metric;
import org.mlops4j.monitoring.performance.PairedComparison;
import org.mlops4j.monitoring.performance.RegressionPerformance;

/**
 * A metric with what gates need of it: its interval, and its comparison on paired rows.
 *
 * @param name such as {@code auc}
 * @param better which of two values is the better one
 * @param estimate of the candidate
 * @param comparison of the candidate with the champion on the same rows
 */
public record GateMetric(
        String name,
        Metric.Better better,
        Function<? super Trial, Estimate> estimate,
        Function<? super Trial, PairedComparison> comparison) {

    /** Checks that the parts are there. */
    public GateMetric {
        requireNonNull(name, "name");
        requireNonNull(better, "better");
        requireNonNull(estimate, "estimate");
        requireNonNull(comparison, "comparison");
    }

    /** {@return the area under the ROC curve; DeLong's interval and test} */
    public static GateMetric auc() {
        return new GateMetric(
                "auc",
                Metric.Better.HIGHER,
                trial -> BinaryPerformance.auc(trial.candidateScores()),
                trial -> PairedComparison.auc(trial.championScores(), trial.candidateScores()));
    }

    /** {@return the log loss of probabilities; normal interval and test} */
    public static GateMetric logLoss() {
        return new GateMetric(
                "log-loss",
                Metric.Better.LOWER,
                trial -> BinaryPerformance.logLoss(trial.candidateScores()),
                trial -> PairedComparison.logLoss(trial.championScores(), trial.candidateScores()));
    }

    /** {@return the share of right decisions at a threshold; Wilson's interval, McNemar's and Tango's test} */
    public static GateMetric accuracy(double threshold) {
        return new GateMetric(
                "accuracy",
                Metric.Better.HIGHER,
                trial -> Confusion.of(trial.candidateScores(), threshold).accuracy(),
                trial -> PairedComparison.accuracy(trial.championScores(), trial.candidateScores(), threshold));
    }

    /** {@return the mean absolute error of predicted numbers; normal interval and test} */
    public static GateMetric absoluteError() {
        return new GateMetric(
                "absolute-error",
                Metric.Better.LOWER,
                trial -> RegressionPerformance.of(trial.candidateOutputs(), trial.labels())
                        .mae(),
                trial -> PairedComparison.meanLoss(
                        "absolute-error",
                        errors(trial.championOutputs(), trial.labels()),
                        errors(trial.candidateOutputs(), trial.labels())));
    }

    /** {@return any metric of scores; intervals and tests by a paired bootstrap} */
    public static GateMetric of(Metric<BinaryScores> metric, Bootstrap bootstrap) {
        return new GateMetric(
                metric.name(),
                metric.better(),
                trial -> bootstrap.estimate(metric, trial.candidateScores()),
                trial -> PairedComparison.of(metric, trial.championScores(), trial.candidateScores(), bootstrap));
    }

    /**
     * {@return the loss of each point of a series in the order of the rows, by the test of Diebold and Mariano}
     *
     * @param horizon how many steps ahead the forecasts were made, from 1
     */
    public static GateMetric absoluteErrorOfSeries(int horizon) {
        return new GateMetric(
                "absolute-error",
                Metric.Better.LOWER,
                absoluteError().estimate(),
                trial -> PairedComparison.series(
                        "absolute-error",
                        errors(trial.championOutputs(), trial.labels()),
                        errors(trial.candidateOutputs(), trial.labels()),
                        horizon));
    }

    private static double[] errors(double[] outputs, double[] labels) {
        return IntStream.range(0, outputs.length)
                .mapToDouble(row -> Math.abs(outputs[row] - labels[row]))
                .toArray();
    }
}
