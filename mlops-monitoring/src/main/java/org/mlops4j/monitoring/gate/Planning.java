// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Verdict;

/** Verdicts for want of rows, and how many more they need. */
final class Planning {

    /** Fewer rows are never judged: normal approximations are not to be trusted, nor equal answers. */
    static final int LEAST_ROWS = 100;

    /** A candidate that is as good as the champion passes with as many rows four times in five. */
    private static final double POWER = 0.8;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Half the width of a 95 % interval in standard errors. */
    private static final double Z95 = NORMAL.inverseSurvivalProbability(0.025);

    private Planning() {}

    static Verdict inconclusive(String reason, Document.Fields evidence, long moreRows) {
        return new Verdict(
                Verdict.Outcome.INCONCLUSIVE,
                reason + "; about " + moreRows + " more rows are needed",
                evidence.with("moreRows", moreRows));
    }

    static Verdict tooFew(long rows, Document.Fields evidence) {
        return inconclusive("there are only " + rows + " rows", evidence, LEAST_ROWS - rows);
    }

    static Verdict noChampion() {
        return new Verdict(
                Verdict.Outcome.RUBBER_STAMPED, "there is no champion to compare with yet", Document.object());
    }

    /**
     * {@return how many more rows show a distance by a one-sided test; at least as many again if there seem to be
     * enough}
     *
     * @param standardError with the rows that there are
     * @param distance between what is expected and what has to be ruled out
     */
    static long moreRows(long rows, double standardError, double distance, double alpha) {
        double quantiles = NORMAL.inverseSurvivalProbability(alpha) + NORMAL.inverseCumulativeProbability(POWER);
        double factor = quantiles * standardError / distance;
        double more = rows * (factor * factor - 1);
        return more > 1 && more < Long.MAX_VALUE ? (long) Math.ceil(more) : rows;
    }

    /** {@return the standard error of an estimate whose 95 % interval may be cut at the ends of its range} */
    static double standardError(double value, double low, double high) {
        return Math.max(value - low, high - value) / Z95;
    }

    /** {@return the standard normal quantile that alpha is beyond} */
    static double quantile(double alpha) {
        return NORMAL.inverseSurvivalProbability(alpha);
    }
}
