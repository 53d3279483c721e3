// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.search;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;

/**
 * Something of a run or a model version that can be searched and ordered by.
 *
 * <pre>{@code
 * Field.metric("auc").max().above(0.7).and(Field.param("depth").atMost(8))
 * }</pre>
 *
 * @param source where to look
 * @param key the name there
 * @param aggregate which number of a metric, {@code null} for all else
 */
public record Field(Source source, String key, @Nullable Aggregate aggregate) {

    /** Where a field is. */
    public enum Source {
        /** What is known of every run or version, such as {@code status} or {@code author}. */
        ATTRIBUTE,

        /** A metric of a run. */
        METRIC,

        /** A parameter of a run. */
        PARAM,

        /** A tag. */
        TAG,

        /** The datasets of a run: {@code name} or {@code digest}. */
        DATASET
    }

    /** Checks that metrics, and they only, have an aggregate. */
    public Field {
        requireNonNull(source, "source");
        requireNonNull(key, "key");
        if ((source == Source.METRIC) != (aggregate != null)) {
            throw new IllegalArgumentException("a metric has an aggregate, and nothing else has one");
        }
    }

    /** {@return a metric by its last value} */
    public static Field metric(String key) {
        return new Field(Source.METRIC, key, Aggregate.LAST);
    }

    /** {@return a parameter} */
    public static Field param(String key) {
        return new Field(Source.PARAM, key, null);
    }

    /** {@return a tag} */
    public static Field tag(String key) {
        return new Field(Source.TAG, key, null);
    }

    /** {@return what is known of everything of the kind, such as {@code status}} */
    public static Field attribute(String name) {
        return new Field(Source.ATTRIBUTE, name, null);
    }

    /** {@return of the datasets of a run: {@code name} or {@code digest}} */
    public static Field dataset(String name) {
        return new Field(Source.DATASET, name, null);
    }

    /** {@return this metric by its smallest value} */
    public Field min() {
        return by(Aggregate.MIN);
    }

    /** {@return this metric by its greatest value} */
    public Field max() {
        return by(Aggregate.MAX);
    }

    /** {@return this metric by its mean} */
    public Field mean() {
        return by(Aggregate.MEAN);
    }

    /** {@return this metric by another of its numbers} */
    public Field by(Aggregate which) {
        return new Field(source, key, requireNonNull(which, "which"));
    }

    /** {@return this field in the language of {@link Filter}, such as {@code metrics.auc.max}} */
    public String text() {
        String name = isPlain(key) ? key : "`" + key.replace("`", "``") + "`";
        String of = source.name().toLowerCase(Locale.ROOT) + "s." + name;
        return aggregate == null || aggregate == Aggregate.LAST
                ? of
                : of + "." + aggregate.name().toLowerCase(Locale.ROOT);
    }

    private static boolean isPlain(String key) {
        return !key.isEmpty()
                && key.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '_'
                                || c == '-');
    }

    /** {@return a filter for values greater than a number} */
    public Filter above(double number) {
        return compared(Filter.Operator.ABOVE, number);
    }

    /** {@return a filter for values greater than a number or equal to it} */
    public Filter atLeast(double number) {
        return compared(Filter.Operator.AT_LEAST, number);
    }

    /** {@return a filter for values smaller than a number} */
    public Filter below(double number) {
        return compared(Filter.Operator.BELOW, number);
    }

    /** {@return a filter for values smaller than a number or equal to it} */
    public Filter atMost(double number) {
        return compared(Filter.Operator.AT_MOST, number);
    }

    /** {@return a filter for times after an instant} */
    public Filter after(Instant instant) {
        return new Filter.Compared(this, Filter.Operator.ABOVE, Document.of(instant));
    }

    /** {@return a filter for times before an instant} */
    public Filter before(Instant instant) {
        return new Filter.Compared(this, Filter.Operator.BELOW, Document.of(instant));
    }

    /** {@return a filter for one number} */
    public Filter equalTo(double number) {
        return compared(Filter.Operator.EQUAL, number);
    }

    /** {@return a filter for one text} */
    public Filter equalTo(String text) {
        return new Filter.Compared(this, Filter.Operator.EQUAL, Document.of(text));
    }

    /** {@return a filter for all numbers but one; what lacks the field does not match} */
    public Filter notEqualTo(double number) {
        return compared(Filter.Operator.NOT_EQUAL, number);
    }

    /** {@return a filter for all texts but one; what lacks the field does not match} */
    public Filter notEqualTo(String text) {
        return new Filter.Compared(this, Filter.Operator.NOT_EQUAL, Document.of(text));
    }

    /** {@return a filter for some texts} */
    public Filter in(String... texts) {
        return new Filter.In(this, documents(texts));
    }

    /** {@return a filter for all texts but some; what lacks the field does not match} */
    public Filter notIn(String... texts) {
        return new Filter.NotIn(this, documents(texts));
    }

    /** {@return a filter for texts in which {@code %} stands for any letters and {@code _} for one} */
    public Filter like(String pattern) {
        return new Filter.Like(this, pattern, Filter.Letters.EXACT);
    }

    /** {@return a filter as {@link #like}, for which small letters and capitals are the same} */
    public Filter likeIgnoringCase(String pattern) {
        return new Filter.Like(this, pattern, Filter.Letters.EITHER_CASE);
    }

    /** {@return a filter for what does not have the field} */
    public Filter isMissing() {
        return new Filter.Missing(this);
    }

    /** {@return a filter for metrics that are NaN} */
    public Filter isNan() {
        return new Filter.IsNan(this);
    }

    /** {@return the order with the smallest first} */
    public Order ascending() {
        return new Order(this, false);
    }

    /** {@return the order with the greatest first} */
    public Order descending() {
        return new Order(this, true);
    }

    private static List<Document> documents(String... texts) {
        return Arrays.stream(texts).<Document>map(Document::of).toList();
    }

    private Filter compared(Filter.Operator operator, double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1L << 53;
        return new Filter.Compared(this, operator, whole ? Document.of((long) number) : Document.of(number));
    }
}
