// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.profile.Moments;

/**
 * A metric computed from rows, with its uncertainty.
 *
 * @param metric its name, such as {@code auc}
 * @param value the number, NaN if it is undefined
 * @param low the lower end of the 95 % confidence interval, NaN if there is none
 * @param high the upper end
 * @param rows the number of rows it rests on
 * @param reason why the value is undefined, empty if it is not
 */
public record Estimate(String metric, double value, double low, double high, long rows, String reason) {

    static final double Z95 = 1.959963984540054;

    /** Checks that the parts are there. */
    public Estimate {
        requireNonNull(metric, "metric");
        requireNonNull(reason, "reason");
    }

    /** {@return an undefined metric} */
    public static Estimate undefined(String metric, long rows, String reason) {
        return new Estimate(metric, Double.NaN, Double.NaN, Double.NaN, rows, reason);
    }

    /** {@return a metric that has no interval} */
    public static Estimate point(String metric, double value, long rows) {
        return new Estimate(metric, value, Double.NaN, Double.NaN, rows, "");
    }

    /** {@return a metric with the normal interval of its standard error; no interval if that is NaN} */
    public static Estimate normal(String metric, double value, double standardError, long rows) {
        return new Estimate(metric, value, value - Z95 * standardError, value + Z95 * standardError, rows, "");
    }

    /** {@return the mean of a value of each row with the normal interval; undefined without rows} */
    public static Estimate mean(String metric, double... values) {
        return mean(metric, Sample.of(values));
    }

    /**
     * {@return the mean of a value of each row with the normal interval; undefined without rows} Moments of parts,
     * added in any order, give the bits of the whole: so metrics that are means can be computed as rows come in.
     */
    public static Estimate mean(String metric, Moments moments) {
        return mean(metric, new Sample(moments.count(), moments.mean(), moments.variance()));
    }

    /**
     * {@return the mean of a value of each point of a series, in the order of time; undefined without points} Errors of
     * forecasts that overlap are alike, so the interval rests on the autocovariances below the horizon, as the test of
     * Diebold and Mariano (1995) does, with the correction of Harvey, Leybourne and Newbold (1997) and Student's t.
     *
     * @param horizon how many steps ahead the forecasts were made, from 1; no interval if there are no more points
     * @throws org.mlops4j.error.InvalidException if the horizon is less than 1
     */
    public static Estimate meanOfSeries(String metric, double[] values, int horizon) {
        StudentLaw law = LongRunVariance.law(values, horizon);
        return values.length == 0
                ? undefined(metric, 0, "there are no rows")
                : new Estimate(metric, law.value(), law.low(), law.high(), values.length, "");
    }

    /** {@return the mean of a sample with the normal interval} */
    static Estimate mean(String metric, Sample sample) {
        return sample.count() == 0
                ? undefined(metric, 0, "there are no rows")
                : normal(metric, sample.mean(), sample.standardError(), sample.count());
    }

    /**
     * {@return a share with {@link Wilson Wilson's score interval}}
     *
     * @param cases rows of a kind
     * @param rows all rows
     * @param whyNone why there may be no rows: the reason why the share is undefined then
     * @see <a href="https://doi.org/10.2307/2276774">E. B. Wilson (1927)</a>
     */
    public static Estimate share(String metric, long cases, long rows, String whyNone) {
        if (rows == 0) {
            return undefined(metric, 0, whyNone);
        }
        Wilson interval = Wilson.interval(cases, rows, Z95);
        return new Estimate(metric, (double) cases / rows, interval.low(), interval.high(), rows, "");
    }

    /** {@return this with the interval cut to a range that the metric cannot leave} */
    public Estimate within(double least, double greatest) {
        return new Estimate(metric, value, Math.max(least, low), Math.min(greatest, high), rows, reason);
    }

    /** {@return this under an increasing function: value and ends of the interval are mapped} */
    Estimate mapped(DoubleUnaryOperator increasing) {
        return new Estimate(
                metric,
                increasing.applyAsDouble(value),
                increasing.applyAsDouble(low),
                increasing.applyAsDouble(high),
                rows,
                reason);
    }

    /** {@return whether the value is a number} */
    public boolean defined() {
        return !Double.isNaN(value);
    }

    /** {@return the forms of several estimates for machines, in their order} */
    public static Document.Items documents(List<Estimate> estimates) {
        return Document.list(estimates.stream().map(Estimate::toDocument).toList());
    }

    /** {@return the form for machines} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("metric", metric)
                .with("value", value)
                .with("low", low)
                .with("high", high)
                .with("rows", rows)
                .with("reason", reason);
    }
}
