// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.forecasting;

import java.util.Arrays;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.performance.Estimate;

/**
 * Whether intervals of forecasts hold the truth as often as they promise, and how wide they are for it. Points are in
 * the order of time; those with a missing number are left out and counted.
 *
 * @param points with an interval and a truth
 * @param skipped points without
 * @param coverage the share of truths within their interval, ends included; Wilson's interval for a horizon of 1, for a
 *     longer one that of {@link Estimate#meanOfSeries}
 * @param width the mean width
 * @param score the interval score (T. Gneiting and A. E. Raftery, 2007): the mean of the width plus 2 / (1 - promise)
 *     times the distance of truths beyond; lower is better, and only honest intervals reach the least
 */
public record ForecastIntervals(long points, long skipped, Estimate coverage, Estimate width, Estimate score) {

    /**
     * {@return how good intervals were}
     *
     * @param lows the lower ends, in the order of time
     * @param highs the upper ends, as many, none below its lower one
     * @param truths as many
     * @param promised the share of truths that the intervals should hold, between 0 and 1
     * @param horizon how many steps ahead the forecasts were made, from 1
     * @throws InvalidException if there are not as many of each, or an upper end is below its lower one
     */
    public static ForecastIntervals of(double[] lows, double[] highs, double[] truths, double promised, int horizon) {
        if (lows.length != highs.length || lows.length != truths.length || !(promised > 0 && promised < 1)) {
            throw new InvalidException("there must be two ends and a truth for each point and a promise between 0 and"
                    + " 1; got " + lows.length + ", " + highs.length + ", " + truths.length + " and " + promised);
        }
        double[] widths = new double[truths.length];
        double[] held = new double[truths.length];
        double[] scores = new double[truths.length];
        int count = 0;
        for (int i = 0; i < truths.length; i++) {
            double width = highs[i] - lows[i];
            if (width < 0) {
                throw new InvalidException("point " + i + " has an upper end below its lower one");
            } else if (Double.isFinite(width + truths[i])) {
                double beyond = Math.max(0, Math.max(lows[i] - truths[i], truths[i] - highs[i]));
                widths[count] = width;
                held[count] = beyond == 0 ? 1 : 0;
                scores[count++] = width + 2 / (1 - promised) * beyond;
            }
        }
        return new ForecastIntervals(
                count,
                truths.length - count,
                coverage(Arrays.copyOf(held, count), horizon),
                Estimate.meanOfSeries("intervalWidth", Arrays.copyOf(widths, count), horizon),
                Estimate.meanOfSeries("intervalScore", Arrays.copyOf(scores, count), horizon));
    }

    /** {@return how good intervals of a table were; columns of FLOAT64 or FLOAT32} */
    public static ForecastIntervals of(
            Table table, String low, String high, String truth, double promised, int horizon) {
        return of(
                table.doubles(low).toArray(),
                table.doubles(high).toArray(),
                table.doubles(truth).toArray(),
                promised,
                horizon);
    }

    /** {@return all metrics in a fixed order} */
    public List<Estimate> estimates() {
        return List.of(coverage, width, score);
    }

    /** {@return the form for machines} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("points", points)
                .with("skipped", skipped)
                .with("estimates", Estimate.documents(estimates()));
    }

    private static Estimate coverage(double[] held, int horizon) {
        return horizon == 1
                ? Estimate.share("intervalCoverage", (long) Arrays.stream(held).sum(), held.length, "there are no rows")
                : Estimate.meanOfSeries("intervalCoverage", held, horizon).within(0, 1);
    }
}
