// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.DoubleStream;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.features.Function.Decayed;
import org.mlops4j.features.Function.Distinct;
import org.mlops4j.features.Function.Histogram;
import org.mlops4j.features.Function.OfTwo;
import org.mlops4j.features.Function.Quantile;
import org.mlops4j.features.Function.Selection;
import org.mlops4j.features.Function.Statistic;

/** The words in which features are defined; made for {@code import static}. */
public final class Features {

    private Features() {}

    /** {@return an entity with these keys; without any, the key has the name of the entity} */
    public static Entity entity(String name, String... keys) {
        return new Entity(name, keys.length == 0 ? List.of(name) : List.of(keys));
    }

    /** {@return the value of a column} */
    public static Expression col(String name) {
        return new Expression.Column(name);
    }

    /** {@return a number} */
    public static Expression lit(double number) {
        return new Expression.Constant(number);
    }

    /** {@return a text} */
    public static Expression lit(String text) {
        return new Expression.Text(text);
    }

    /** {@return a truth value} */
    public static Expression lit(boolean truth) {
        return new Expression.Truth(truth);
    }

    /** {@return the hour of the day, 0 to 23, that an instant is in a zone} */
    public static Expression hourOf(String column, ZoneId zone) {
        return Expression.call("hour", col(column), lit(zone.getId()));
    }

    /** {@return the day of the week, 1 for Monday to 7 for Sunday, that an instant is in a zone} */
    public static Expression weekdayOf(String column, ZoneId zone) {
        return Expression.call("weekday", col(column), lit(zone.getId()));
    }

    /** {@return the number of events, see {@link Statistic#COUNT}} */
    public static Aggregation count() {
        return Aggregation.of(Statistic.COUNT, new Expression.Truth(true));
    }

    /** {@return the number of events whose input is not null, see {@link Statistic#COUNT}} */
    public static Aggregation count(Expression input) {
        return Aggregation.of(Statistic.COUNT, input);
    }

    /** {@return the sum, see {@link Statistic#SUM}} */
    public static Aggregation sum(Expression input) {
        return Aggregation.of(Statistic.SUM, input);
    }

    /** {@return the mean, see {@link Statistic#MEAN}} */
    public static Aggregation mean(Expression input) {
        return Aggregation.of(Statistic.MEAN, input);
    }

    /** {@return the least value, see {@link Statistic#MIN}} */
    public static Aggregation min(Expression input) {
        return Aggregation.of(Statistic.MIN, input);
    }

    /** {@return the greatest value, see {@link Statistic#MAX}} */
    public static Aggregation max(Expression input) {
        return Aggregation.of(Statistic.MAX, input);
    }

    /** {@return the newest value that is not null, see {@link Statistic#LAST}} */
    public static Aggregation last(Expression input) {
        return Aggregation.of(Statistic.LAST, input);
    }

    /** {@return the seconds since the newest event, see {@link Statistic#TIME_SINCE_LAST}} */
    public static Aggregation timeSinceLast() {
        return Aggregation.of(Statistic.TIME_SINCE_LAST, new Expression.Truth(true));
    }

    /** {@return the events a second, see {@link Statistic#RATE}} */
    public static Aggregation rate() {
        return Aggregation.of(Statistic.RATE, new Expression.Truth(true));
    }

    /** {@return the oldest value that is not null, see {@link Statistic#FIRST}} */
    public static Aggregation first(Expression input) {
        return Aggregation.of(Statistic.FIRST, input);
    }

    /** {@return the variance, see {@link Statistic#VARIANCE}} */
    public static Aggregation variance(Expression input) {
        return Aggregation.of(Statistic.VARIANCE, input);
    }

    /** {@return the variance of a sample, see {@link Statistic#SAMPLE_VARIANCE}} */
    public static Aggregation sampleVariance(Expression input) {
        return Aggregation.of(Statistic.SAMPLE_VARIANCE, input);
    }

    /** {@return the standard deviation, see {@link Statistic#STDDEV}} */
    public static Aggregation stddev(Expression input) {
        return Aggregation.of(Statistic.STDDEV, input);
    }

    /** {@return the standard deviation of a sample, see {@link Statistic#SAMPLE_STDDEV}} */
    public static Aggregation sampleStddev(Expression input) {
        return Aggregation.of(Statistic.SAMPLE_STDDEV, input);
    }

    /** {@return the skewness, see {@link Statistic#SKEWNESS}} */
    public static Aggregation skewness(Expression input) {
        return Aggregation.of(Statistic.SKEWNESS, input);
    }

    /** {@return the excess kurtosis, see {@link Statistic#KURTOSIS}} */
    public static Aggregation kurtosis(Expression input) {
        return Aggregation.of(Statistic.KURTOSIS, input);
    }

    /** {@return the number of different values, see {@link Statistic#DISTINCT}} */
    public static Aggregation distinct(Expression input) {
        return Aggregation.of(Statistic.DISTINCT, input);
    }

    /**
     * {@return the number of different values, counted up to a bound that means "so many or more", see
     * {@link Distinct}}
     */
    public static Aggregation distinct(Expression input, int most) {
        return Aggregation.of(new Distinct(most), input);
    }

    /** {@return about how many different values there are, see {@link Statistic#APPROXIMATE_DISTINCT}} */
    public static Aggregation approximateDistinct(Expression input) {
        return Aggregation.of(Statistic.APPROXIMATE_DISTINCT, input);
    }

    /** {@return the most frequent value, see {@link Statistic#MODE}} */
    public static Aggregation mode(Expression input) {
        return Aggregation.of(Statistic.MODE, input);
    }

    /** {@return the entropy of the values in bits, see {@link Statistic#ENTROPY}} */
    public static Aggregation entropy(Expression input) {
        return Aggregation.of(Statistic.ENTROPY, input);
    }

    /** {@return how many of the newest events in a row are true, see {@link Statistic#STREAK}} */
    public static Aggregation streak(Expression input) {
        return Aggregation.of(Statistic.STREAK, input);
    }

    /** {@return the sum of the first input over that of the second, see {@link OfTwo#RATIO}} */
    public static Aggregation ratio(Expression above, Expression below) {
        return Aggregation.of(OfTwo.RATIO, above, below);
    }

    /** {@return the correlation of two inputs, see {@link OfTwo#CORRELATION}} */
    public static Aggregation correlation(Expression one, Expression other) {
        return Aggregation.of(OfTwo.CORRELATION, one, other);
    }

    /** {@return a quantile with a relative error of at most 0.01, see {@link Quantile}} */
    public static Aggregation quantile(Expression input, double share) {
        return Aggregation.of(new Quantile(share, 0.01), input);
    }

    /** {@return a quantile with a relative error of at most 0.01, see {@link Quantile}} */
    public static Aggregation median(Expression input) {
        return quantile(input, 0.5);
    }

    /** {@return how many values lie between bounds, see {@link Histogram}} */
    public static Aggregation histogram(Expression input, double... bounds) {
        return Aggregation.of(new Histogram(DoubleStream.of(bounds).boxed().toList()), input);
    }

    /** {@return the oldest values, oldest first, see {@link Selection}} */
    public static Aggregation firstK(Expression input, int size) {
        return Aggregation.of(new Selection(Selection.Order.FIRST, size), input);
    }

    /** {@return the newest values, newest first, see {@link Selection}} */
    public static Aggregation lastK(Expression input, int size) {
        return Aggregation.of(new Selection(Selection.Order.LAST, size), input);
    }

    /** {@return the greatest values, greatest first, see {@link Selection}} */
    public static Aggregation topK(Expression input, int size) {
        return Aggregation.of(new Selection(Selection.Order.TOP, size), input);
    }

    /** {@return the least values, least first, see {@link Selection}} */
    public static Aggregation bottomK(Expression input, int size) {
        return Aggregation.of(new Selection(Selection.Order.BOTTOM, size), input);
    }

    /** {@return the events, each weighted by its age, see {@link Decayed}} */
    public static Aggregation decayedCount(Duration halfLife) {
        return Aggregation.of(new Decayed(Decayed.Of.COUNT, halfLife), new Expression.Truth(true));
    }

    /** {@return the sum of values weighted by their age, see {@link Decayed}} */
    public static Aggregation decayedSum(Expression input, Duration halfLife) {
        return Aggregation.of(new Decayed(Decayed.Of.SUM, halfLife), input);
    }

    /** {@return the mean of values weighted by their age, see {@link Decayed}} */
    public static Aggregation decayedMean(Expression input, Duration halfLife) {
        return Aggregation.of(new Decayed(Decayed.Of.MEAN, halfLife), input);
    }

    /** {@return intervals side by side, of which the last one that is over counts, see {@link Window#tumbling}} */
    public static Window tumbling(Duration length) {
        return Window.tumbling(length);
    }

    /** {@return intervals that overlap, of which the last one that is over counts, see {@link Window#hopping}} */
    public static Window hopping(Duration length, Duration every) {
        return Window.hopping(length, every);
    }

    /** {@return the newest events, so many at most, see {@link Window#last}} */
    public static Window lastEvents(int events) {
        return Window.last(events);
    }

    /** {@return the events that follow each other closely, up to now, see {@link Window#session}} */
    public static Window session(Duration gap, Duration atMost) {
        return Window.session(gap, atMost);
    }

    /** {@return a feature computed from the request; numeric columns are FLOAT64} */
    public static RequestFeature request(String name, Expression expression) {
        return RequestFeature.of(name, expression);
    }

    /** {@return a feature that is a FLOAT64 column of the request} */
    public static RequestFeature request(String column) {
        return request(column, DataType.FLOAT64);
    }

    /** {@return a feature that is a column of the request: a number or a truth value} */
    public static RequestFeature request(String column, DataType type) {
        return new RequestFeature(column, col(column), Schema.of(Field.nullable(column, type)));
    }

    /** {@return a duration} */
    public static Duration minutes(long number) {
        return Duration.ofMinutes(number);
    }

    /** {@return a duration} */
    public static Duration hours(long number) {
        return Duration.ofHours(number);
    }

    /** {@return a duration of that many times 24 hours} */
    public static Duration days(long number) {
        return Duration.ofDays(number);
    }
}
