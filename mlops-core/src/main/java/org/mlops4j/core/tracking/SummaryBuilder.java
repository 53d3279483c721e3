// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.documents.PointPages;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.spi.SeriesStore.Point;
import org.mlops4j.tracking.MetricSummary;

/**
 * The summary of a metric, point by point. The order of the points does not matter but for the last bits of the mean.
 * Not thread-safe.
 *
 * <p>The mean is a sum by Neumaier's compensated addition over a count. Should the sum overflow, a second one of scaled
 * values gives the mean, which is representable whenever the values are.
 *
 * @see "A. Neumaier: Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54 (1974), 39-51"
 */
final class SummaryBuilder {

    private static final Comparator<Point> BY_POSITION = Comparator.comparingLong(Point::step)
            .thenComparing(Point::time)
            .thenComparing(Point::value, Double::compare);
    private static final double SCALE = 0x1p-70;

    private final Set<Point> atLatestTime = new HashSet<>();
    private @Nullable Instant latestTime;
    private @Nullable Point first;
    private @Nullable Point last;
    private @Nullable Point min;
    private @Nullable Point max;
    private long count;
    private long numbers;
    private double sum;
    private double compensation;
    private double scaledSum;
    private boolean finite = true;

    /** {@return all points of a series, counted} */
    static SummaryBuilder of(SeriesStore store, String series) {
        SummaryBuilder summary = new SummaryBuilder();
        PointPages.forEach(store, series, summary::add);
        return summary;
    }

    /**
     * {@return whether a point is older than the latest one, so that {@link #add} could not tell it from a repetition}
     */
    boolean isLate(Point point) {
        return latestTime != null && point.time().isBefore(latestTime);
    }

    /** Counts a point in, unless it equals one of the latest time that is in already. A late one counts as new. */
    void add(Point point) {
        if (latestTime == null || point.time().isAfter(latestTime)) {
            latestTime = point.time();
            atLatestTime.clear();
        }
        if (point.time().equals(latestTime) && !atLatestTime.add(point)) {
            return;
        }
        count++;
        first = first == null || BY_POSITION.compare(point, first) < 0 ? point : first;
        last = last == null || BY_POSITION.compare(point, last) > 0 ? point : last;
        if (!Double.isNaN(point.value())) {
            addNumber(point);
        }
    }

    private void addNumber(Point point) {
        numbers++;
        min = min == null || better(point, min, -1) ? point : min;
        max = max == null || better(point, max, 1) ? point : max;
        double value = point.value();
        finite &= Double.isFinite(value);
        scaledSum += value * SCALE;
        double total = sum + value;
        compensation += Math.abs(sum) >= Math.abs(value) ? sum - total + value : value - total + sum;
        sum = total;
    }

    /** {@return the summary of all points so far, at least one} */
    MetricSummary build() {
        if (first == null || last == null) {
            throw new IllegalStateException("a summary needs at least one point");
        }
        return new MetricSummary(
                count,
                first.value(),
                last.value(),
                min == null ? Double.NaN : min.value(),
                min == null ? first.step() : min.step(),
                max == null ? Double.NaN : max.value(),
                max == null ? first.step() : max.step(),
                mean());
    }

    private double mean() {
        if (numbers == 0) {
            return Double.NaN;
        }
        if (!finite) {
            return sum / numbers;
        }
        return Double.isFinite(sum) ? (sum + compensation) / numbers : scaledSum / numbers / SCALE;
    }

    private static boolean better(Point point, Point than, int sign) {
        int comparison = Integer.signum(Double.compare(point.value(), than.value())) * sign;
        return comparison > 0 || (comparison == 0 && point.step() < than.step());
    }
}
