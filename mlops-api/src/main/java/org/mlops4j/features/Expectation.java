// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;

/**
 * What the events of a view must be like, and what happens to those that are not. Immutable.
 *
 * <pre>{@code
 * FeatureView.named("departures")…
 *         .expect(notNull("carrier").orQuarantine())
 *         .expect(between("delay", -120, 3_000).orWarn())
 *         .expect(unique("origin", "departed"))                  // or reject
 * }</pre>
 *
 * <p>Expectations decide which events get into the history of a view. What its features are of a history they do not
 * change, so they are no part of the digest of the view.
 *
 * @param check what is looked at
 * @param action what happens to rows that fail
 */
public record Expectation(Check check, Action action) {

    /** Checks that there is both. */
    public Expectation {
        requireNonNull(check, "check");
        requireNonNull(action, "action");
    }

    /** {@return that a condition is false in no row, see {@link Check.Each}; refused otherwise} */
    public static Expectation that(Expression condition) {
        return of(new Check.Each(condition));
    }

    /** {@return that a column is null in no row} */
    public static Expectation notNull(String column) {
        return that(Features.col(column).isNull().not());
    }

    /** {@return that the numbers of a column lie in a range, both ends included} */
    public static Expectation between(String column, double least, double greatest) {
        return that(Features.col(column).then("between", Features.lit(least), Features.lit(greatest)));
    }

    /** {@return that the instants of a column lie in a range, both ends included} */
    public static Expectation between(String column, Instant first, Instant last) {
        return that(Features.col(column).then("between", constant(first), constant(last)));
    }

    /** {@return that the texts of a column are among these} */
    public static Expectation oneOf(String column, List<String> texts) {
        return that(Features.col(column)
                .then("in", texts.stream().map(Features::lit).toArray(Expression[]::new)));
    }

    /**
     * {@return that the texts of a column match a pattern from begin to end}
     *
     * @param pattern with the syntax of RE2, which needs time linear in the text; checked when the view is applied
     */
    public static Expectation matches(String column, String pattern) {
        return that(Features.col(column).then("regex_find", Features.lit("\\A(?:" + pattern + ")\\z")));
    }

    /** {@return that a share of the rows of a batch at most is null in a column, see {@link Check.NullShare}} */
    public static Expectation nullShare(String column, double atMost) {
        return of(new Check.NullShare(column, atMost));
    }

    /** {@return that no two rows of a batch are equal in these columns, see {@link Check.Unique}} */
    public static Expectation unique(String... columns) {
        return of(new Check.Unique(List.of(columns)));
    }

    /** {@return that event times are near to the time of the push, see {@link Check.Fresh}} */
    public static Expectation fresh(Duration past, Duration future) {
        return of(new Check.Fresh(past, future));
    }

    /** {@return that a batch has neither too few nor too many rows, see {@link Check.Volume}} */
    public static Expectation volume(long atLeast, long atMost) {
        return of(new Check.Volume(atLeast, atMost));
    }

    /** {@return that another view has events of the entity that these columns name, see {@link Check.Known}} */
    public static Expectation known(String view, String... columns) {
        return of(new Check.Known(view, List.of(columns)));
    }

    /** {@return this, with rows that fail being put aside} */
    public Expectation orQuarantine() {
        return new Expectation(check, Action.QUARANTINE);
    }

    /** {@return this, with rows that fail being taken all the same and reported} */
    public Expectation orWarn() {
        return new Expectation(check, Action.WARN);
    }

    /**
     * Checks that this can be asked of rows.
     *
     * @param source the columns of a row
     * @throws InvalidException if a column is missing or has the wrong type; the message names it
     */
    public void require(Schema source) {
        check.require(source);
    }

    /** {@return the form in which people read it, such as {@code not (carrier is null), or quarantine}} */
    public String text() {
        return check.text() + ", or " + Document.of(action).text();
    }

    /** {@return the form in which expectations are stored} */
    public Document toDocument() {
        return check.toDocument().with("action", Document.of(action));
    }

    /**
     * {@return the expectation whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    public static Expectation from(Document document) {
        return new Expectation(Check.from(document), document.get("action").constant(Action.class));
    }

    private static Expectation of(Check check) {
        return new Expectation(check, Action.REJECT);
    }

    private static Expression constant(Instant instant) {
        return Expression.call("timestamp", Features.lit(instant.toString()));
    }

    @Override
    public String toString() {
        return text();
    }

    /** What happens to rows that fail. */
    public enum Action {
        /** The whole batch is refused. */
        REJECT,
        /** The rows go to the quarantine of the view, with the reason; the others are taken. */
        QUARANTINE,
        /** The rows are taken, counted and reported. */
        WARN
    }
}
