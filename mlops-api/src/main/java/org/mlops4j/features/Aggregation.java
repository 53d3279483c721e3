// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;

/**
 * A number out of the events of an entity that count at an instant t, such as "mean delay of the last three hours".
 * Immutable; made by {@link Features#mean} and its like.
 *
 * <p><b>Which events count.</b> One rule for every function, for training and for serving: the event time lies in the
 * {@link Window}, such as {@code [t - length, t)}, to the nanosecond, and the event was available at t or before. So an
 * event at exactly t does not count, one at exactly {@code t - length} does, and a late event counts from the instant
 * it became available, if its event time is still in the window. Without a window, every event before t that was
 * available counts. Of these, those count whose filter is true and whose input is not null. Equal rows are as many
 * events.
 *
 * @param function what is computed
 * @param input of what; BOOLEAN counts as 1 or 0
 * @param second the other value of a {@link Function.OfTwo}, {@code null} for all other functions
 * @param filter which events count, or {@code null} for all
 * @param window which event times, or {@code null} for the lifetime of the entity
 */
public record Aggregation(
        Function function,
        Expression input,
        @Nullable Expression second,
        @Nullable Expression filter,
        @Nullable Window window) {

    /** Checks the parts. */
    public Aggregation {
        requireNonNull(function, "function");
        requireNonNull(input, "input");
        if (second == null == function instanceof Function.OfTwo) {
            throw new InvalidException("the function " + function + " takes "
                    + (second == null ? "two values, was given one" : "one value, was given two"));
        }
    }

    /** {@return the aggregation of all events that were available, however old} */
    public static Aggregation of(Function function, Expression input) {
        return new Aggregation(function, input, null, null, null);
    }

    /** {@return the aggregation of two values of all events that were available, however old} */
    public static Aggregation of(Function.OfTwo function, Expression first, Expression second) {
        return new Aggregation(function, first, requireNonNull(second, "second"), null, null);
    }

    /**
     * {@return this over the events of the last time only, to the nanosecond}
     *
     * @throws InvalidException if the length is not positive or longer than 292 years
     */
    public Aggregation over(Duration length) {
        return over(Window.sliding(length));
    }

    /** {@return this over the events of a window only} */
    public Aggregation over(Window other) {
        return new Aggregation(function, input, second, filter, requireNonNull(other, "window"));
    }

    /** {@return this over those events only for which a condition is true, neither false nor null} */
    public Aggregation where(Expression condition) {
        requireNonNull(condition, "condition");
        return new Aggregation(function, input, second, filter == null ? condition : filter.and(condition), window);
    }

    /** {@return the second value, if the function takes two} */
    public Optional<Expression> findSecond() {
        return Optional.ofNullable(second);
    }

    /** {@return which events count, if not all} */
    public Optional<Expression> findFilter() {
        return Optional.ofNullable(filter);
    }

    /** {@return all that is computed of an event: the values, then the filter} */
    public List<Expression> expressions() {
        return Stream.of(input, second, filter).filter(Objects::nonNull).toList();
    }

    /** {@return the window, empty for the lifetime} */
    public Optional<Window> findWindow() {
        return Optional.ofNullable(window);
    }

    /**
     * Checks that this can be computed on rows of a schema.
     *
     * @throws InvalidException if not; the message says why
     */
    public void check(Schema schema) {
        if (function == Function.Statistic.RATE && !(window instanceof Window.Interval)) {
            throw new InvalidException("a rate needs a window of a fixed length: events a second of what time");
        }
        requireNumber(input, schema);
        if (second != null) {
            requireNumber(second, schema);
        }
        if (filter != null && filter.type(schema) != DataType.BOOLEAN) {
            throw new InvalidException("the filter of an aggregation must be true or false, is " + filter);
        }
    }

    private static void requireNumber(Expression input, Schema schema) {
        DataType type = input.type(schema);
        if (type != DataType.FLOAT64 && type != DataType.BOOLEAN) {
            throw new InvalidException(
                    "an aggregation needs a number or a truth value, has the " + type.text() + " " + input);
        }
    }

    /** {@return the aggregation whose {@link #toDocument()} this is} */
    public static Aggregation from(Document document) {
        return new Aggregation(
                Function.from(document.get("function")),
                Expression.from(document.get("input")),
                document.find("second").map(Expression::from).orElse(null),
                document.find("filter").map(Expression::from).orElse(null),
                document.find("window").map(Window::from).orElse(null));
    }

    /** {@return the form in which aggregations are stored} */
    public Document.Fields toDocument() {
        Document.Fields fields =
                Document.object().with("function", function.toDocument()).with("input", input.toDocument());
        if (second != null) {
            fields = fields.with("second", second.toDocument());
        }
        if (filter != null) {
            fields = fields.with("filter", filter.toDocument());
        }
        return window == null ? fields : fields.with("window", window.toDocument());
    }
}
