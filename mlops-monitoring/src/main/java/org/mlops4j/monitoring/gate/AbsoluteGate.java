// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import java.util.Locale;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.performance.Metric;
import org.mlops4j.pipeline.Verdict;

/** Whether a metric clears a bound, by the end of its one-sided interval rather than by the point. */
record AbsoluteGate(GateMetric metric, double bound) implements Gate {

    AbsoluteGate {
        if (!Double.isFinite(bound)) {
            throw new IllegalArgumentException("the bound of '" + metric.name() + "' is finite, was " + bound);
        }
    }

    @Override
    public String name() {
        return "bound-" + metric.name();
    }

    @Override
    public Verdict judge(Trial trial, double alpha) {
        Estimate estimate = metric.estimate().apply(trial);
        double sign = metric.better() == Metric.Better.HIGHER ? 1 : -1;
        double error = Planning.standardError(estimate.value(), estimate.low(), estimate.high());
        double distance = sign * (estimate.value() - bound);
        double reach = Planning.quantile(alpha) * error;
        Document.Fields evidence =
                estimate.toDocument().with("bound", bound).with("end", estimate.value() - sign * reach);
        if (estimate.rows() < Planning.LEAST_ROWS) {
            return Planning.tooFew(estimate.rows(), evidence);
        }
        String numbers = String.format(
                Locale.ROOT,
                "%s is %.4g, certain to %.4g, bound %.4g, on %d rows",
                metric.name(),
                estimate.value(),
                estimate.value() - sign * reach,
                bound,
                estimate.rows());
        if (distance >= reach) {
            return Verdict.pass(numbers, evidence);
        } else if (distance < -reach) {
            return Verdict.fail(numbers, evidence);
        }
        return Planning.inconclusive(
                estimate.defined() ? numbers : estimate.reason(),
                evidence,
                Planning.moreRows(estimate.rows(), error, distance, alpha));
    }
}
