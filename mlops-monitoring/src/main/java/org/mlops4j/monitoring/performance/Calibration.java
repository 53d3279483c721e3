// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities can be taken at their word.
 *
 * @param error the expected calibration error: the mean over the rows of the difference between what their bin was told
 *     and what happened in it; undefined without rows
 * @param bins of about equal row counts, by ascending score; rows of equal score are never parted
 */
public record Calibration(Estimate error, List<CalibrationBin> bins) {

    /** How many bins there are if scores do not tie. */
    public static final int BINS = 10;

    /** Copies the bins. */
    public Calibration {
        bins = List.copyOf(bins);
    }

    /** {@return the calibration of scores that are probabilities} */
    static Calibration of(BinaryScores rows) {
        Integer[] order = rows.ascending();
        List<CalibrationBin> bins = new ArrayList<>();
        int from = 0;
        for (int bin = 1; bin <= BINS; bin++) {
            int to = (int) ((long) order.length * bin / BINS);
            while (to > from && to < order.length && rows.score(order[to]) == rows.score(order[to - 1])) {
                to++;
            }
            if (to > from) {
                bins.add(bin(rows, order, from, to));
                from = to;
            }
        }
        return new Calibration(error(bins, order.length), bins);
    }

    /** {@return the greatest difference of any bin between what it was told and what happened in it} */
    public Estimate maximumError() {
        return bins.isEmpty()
                ? Estimate.undefined("maximumCalibrationError", error.rows(), error.reason())
                : Estimate.point(
                        "maximumCalibrationError",
                        bins.stream()
                                .mapToDouble(bin -> Math.abs(bin.meanScore() - bin.positiveShare()))
                                .max()
                                .orElse(Double.NaN),
                        error.rows());
    }

    private static CalibrationBin bin(BinaryScores rows, Integer[] order, int from, int to) {
        double scores = 0;
        long positives = 0;
        for (int i = from; i < to; i++) {
            scores += rows.score(order[i]);
            positives += rows.label(order[i]) ? 1 : 0;
        }
        double count = to - from;
        return new CalibrationBin(
                to - from, rows.score(order[from]), rows.score(order[to - 1]), scores / count, positives / count);
    }

    private static Estimate error(List<CalibrationBin> bins, int rows) {
        if (rows == 0) {
            return Estimate.undefined("calibrationError", 0, "there are no rows");
        }
        double error = 0;
        for (CalibrationBin bin : bins) {
            error += Math.abs(bin.meanScore() - bin.positiveShare()) * bin.rows() / rows;
        }
        return Estimate.point("calibrationError", error, rows);
    }
}
