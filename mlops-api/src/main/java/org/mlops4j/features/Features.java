// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.features.Aggregation.Function;

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

    /** {@return the number of events, see {@link Function#COUNT}} */
    public static Aggregation count() {
        return Aggregation.of(Function.COUNT, new Expression.Truth(true));
    }

    /** {@return the number of events whose input is not null, see {@link Function#COUNT}} */
    public static Aggregation count(Expression input) {
        return Aggregation.of(Function.COUNT, input);
    }

    /** {@return the sum, see {@link Function#SUM}} */
    public static Aggregation sum(Expression input) {
        return Aggregation.of(Function.SUM, input);
    }

    /** {@return the mean, see {@link Function#MEAN}} */
    public static Aggregation mean(Expression input) {
        return Aggregation.of(Function.MEAN, input);
    }

    /** {@return the least value, see {@link Function#MIN}} */
    public static Aggregation min(Expression input) {
        return Aggregation.of(Function.MIN, input);
    }

    /** {@return the greatest value, see {@link Function#MAX}} */
    public static Aggregation max(Expression input) {
        return Aggregation.of(Function.MAX, input);
    }

    /** {@return the newest value that is not null, see {@link Function#LAST}} */
    public static Aggregation last(Expression input) {
        return Aggregation.of(Function.LAST, input);
    }

    /** {@return the seconds since the newest event, see {@link Function#TIME_SINCE_LAST}} */
    public static Aggregation timeSinceLast() {
        return Aggregation.of(Function.TIME_SINCE_LAST, new Expression.Truth(true));
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
