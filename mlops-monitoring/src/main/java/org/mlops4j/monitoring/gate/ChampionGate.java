// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import java.util.Locale;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.performance.PairedComparison;
import org.mlops4j.pipeline.Verdict;

/** Whether a candidate is not worse than the champion by a margin, by a one-sided test on paired rows. */
record ChampionGate(GateMetric metric, double margin) implements Gate {

    ChampionGate {
        requireMargin(margin);
    }

    static void requireMargin(double margin) {
        if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a margin is from 0 and finite, was " + margin);
        }
    }

    @Override
    public String name() {
        return "not-worse-" + metric.name();
    }

    @Override
    public Verdict judge(Trial trial, double alpha) {
        if (!trial.hasChampion()) {
            return Planning.noChampion();
        }
        PairedComparison comparison = metric.comparison().apply(trial);
        double notWorse = comparison.pValueNotWorseBy(margin);
        double worse = comparison.gainLaw().pValueAtLeast(-margin);
        Document.Fields evidence = comparison
                .toDocument()
                .with("margin", margin)
                .with("alpha", alpha)
                .with("pValueNotWorse", notWorse)
                .with("pValueWorse", worse);
        if (comparison.rows() < Planning.LEAST_ROWS) {
            return Planning.tooFew(comparison.rows(), evidence);
        }
        String numbers = String.format(
                Locale.ROOT,
                "%s %.4g against the champion's %.4g on %d rows, p = %.2g that it is worse by %.4g or more",
                metric.name(),
                comparison.candidate(),
                comparison.baseline(),
                comparison.rows(),
                notWorse,
                margin);
        if (notWorse < alpha) {
            return Verdict.pass(numbers, evidence);
        } else if (worse < alpha) {
            return Verdict.fail(numbers, evidence);
        }
        double distance = margin > 0 ? margin : comparison.gain();
        return Planning.inconclusive(
                comparison.defined() ? numbers : comparison.reason(),
                evidence,
                Planning.moreRows(comparison.rows(), comparison.standardError(), distance, alpha));
    }
}
