// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.estimation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.performance.JudgedRows;

/**
 * Between which values a metric of a window is expected, by its values in windows of a reference. They are those of a
 * prediction interval, {@code mean ± t s √(1 + 1/n)}: of few windows neither mean nor deviation is well known, and
 * three standard deviations of ten windows, divisor n, raise a false alarm every forty windows and not every 370.
 *
 * @param low below is an alarm; NaN if there are less than two windows
 * @param high above is an alarm
 * @param mean of the windows of the reference
 * @param windows how many there are
 */
public record ReferenceLimits(double low, double high, double mean, int windows) {

    /** One false alarm in 370 windows: what three standard deviations of a known normal law would give. */
    public static final double DEFAULT_FALSE_ALARMS = 0.0027;

    /** {@return the limits with the usual share of false alarms; values that are NaN are left out} */
    public static ReferenceLimits of(double... values) {
        return of(DEFAULT_FALSE_ALARMS, values);
    }

    /**
     * {@return the limits of some values; those that are NaN are left out}
     *
     * @param falseAlarms the share of windows that are beyond either limit while nothing has changed, between 0 and 1
     */
    public static ReferenceLimits of(double falseAlarms, double[] values) {
        double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        int n = known.length;
        double mean = n == 0 ? Double.NaN : Arrays.stream(known).sum() / n;
        if (n < 2) {
            return new ReferenceLimits(Double.NaN, Double.NaN, mean, n);
        }
        double variance = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum() / (n - 1);
        double half = TDistribution.of(n - 1).inverseSurvivalProbability(falseAlarms / 2)
                * Math.sqrt(variance * (1 + 1.0 / n));
        return new ReferenceLimits(mean - half, mean + half, mean, n);
    }

    /**
     * {@return the limits of each metric of a reference, cut into windows of equal size in the order of its rows}
     *
     * @throws InvalidException if there are less rows than windows or windows than one
     */
    static <S extends JudgedRows<S>> Map<String, ReferenceLimits> ofWindows(
            S reference, int windows, Function<S, List<Estimate>> metrics) {
        if (windows < 1 || windows > reference.rows()) {
            throw new InvalidException(
                    "a reference of " + reference.rows() + " rows cannot be cut into " + windows + " windows");
        }
        Map<String, double[]> values = new TreeMap<>();
        for (int window = 0; window < windows; window++) {
            int from = (int) ((long) reference.rows() * window / windows);
            int to = (int) ((long) reference.rows() * (window + 1) / windows);
            S rows = reference.take(IntStream.range(from, to).toArray());
            for (Estimate estimate : metrics.apply(rows)) {
                values.computeIfAbsent(estimate.metric(), metric -> new double[windows])[window] = estimate.value();
            }
        }
        Map<String, ReferenceLimits> limits = new TreeMap<>();
        values.forEach((metric, inWindows) -> limits.put(metric, of(inWindows)));
        return limits;
    }

    /** {@return the limits whose {@link #toDocument()} this is} */
    public static ReferenceLimits from(Document document) {
        return new ReferenceLimits(
                document.get("low").number(),
                document.get("high").number(),
                document.get("mean").number(),
                Math.toIntExact(document.get("windows").whole()));
    }

    /** {@return the limits of each metric whose {@link #document} this is} */
    static Map<String, ReferenceLimits> byMetric(Document document) {
        Map<String, ReferenceLimits> limits = new TreeMap<>();
        document.fields().forEach((metric, stored) -> limits.put(metric, from(stored)));
        return limits;
    }

    /** {@return the form in which the limits of each metric are stored} */
    static Document.Fields document(Map<String, ReferenceLimits> limits) {
        Map<String, Document> byMetric = new TreeMap<>();
        limits.forEach((metric, ofMetric) -> byMetric.put(metric, ofMetric.toDocument()));
        return Document.object(byMetric);
    }

    /** {@return whether a value is beyond a limit; never if it or the limits are NaN} */
    public boolean exceededBy(double value) {
        return value < low || value > high;
    }

    /** {@return the form in which limits are stored} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("low", low)
                .with("high", high)
                .with("mean", mean)
                .with("windows", windows);
    }
}
