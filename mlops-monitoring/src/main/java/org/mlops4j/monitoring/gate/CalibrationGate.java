// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import java.util.Locale;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.performance.BinaryPerformance;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.Calibration;
import org.mlops4j.monitoring.performance.CalibrationBin;
import org.mlops4j.monitoring.performance.CalibrationTest;
import org.mlops4j.pipeline.Verdict;

/**
 * Whether probabilities can be taken at their word. It passes if the expected calibration error is within a bound, and
 * fails if it is beyond and the deviations of the bins are not chance.
 */
record CalibrationGate(double bound) implements Gate {

    CalibrationGate {
        if (!(bound > 0 && bound < 1)) {
            throw new IllegalArgumentException("the bound of the calibration error is in (0, 1), was " + bound);
        }
    }

    @Override
    public String name() {
        return "calibration";
    }

    @Override
    public Verdict judge(Trial trial, double alpha) {
        BinaryScores scores = trial.candidateScores();
        Calibration calibration = BinaryPerformance.of(scores).calibration();
        double error = calibration.error().value();
        CalibrationTest chance = CalibrationTest.hosmerLemeshow(scores);
        double p = chance.pValue();
        Document.Fields evidence =
                calibration.error().toDocument().with("bound", bound).with("test", chance.toDocument());
        if (scores.rows() < Planning.LEAST_ROWS) {
            return Planning.tooFew(scores.rows(), evidence);
        }
        String numbers = String.format(
                Locale.ROOT,
                "calibration error %.4f, bound %.4f, p = %.2g that it is chance, on %d rows",
                error,
                bound,
                p,
                scores.rows());
        if (error <= bound) {
            return Verdict.pass(numbers, evidence);
        } else if (error > bound && p < alpha) {
            return Verdict.fail(numbers, evidence);
        }
        double factor = errorByChance(calibration, scores.rows()) / (bound / 2);
        long more = (long) Math.max(scores.rows(), Math.ceil(scores.rows() * (factor * factor - 1)));
        return Planning.inconclusive(
                calibration.error().defined() ? numbers : calibration.error().reason(), evidence, more);
    }

    /** The calibration error that a perfect model has on these rows, on average. */
    private static double errorByChance(Calibration calibration, long rows) {
        return calibration.bins().stream()
                .mapToDouble(bin -> Math.sqrt(2 / Math.PI * variance(bin)) * bin.rows() / rows)
                .sum();
    }

    private static double variance(CalibrationBin bin) {
        return bin.meanScore() * (1 - bin.meanScore()) / bin.rows();
    }
}
