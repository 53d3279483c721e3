// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Name;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;

/**
 * A typed, total, deterministic computation on one row: no clock, no randomness, no I/O. It is data: a column, a
 * constant, or a call of a {@link ScalarFunction} on further expressions. So it has a stored form, a text and a digest.
 * Immutable.
 *
 * <p><b>Numbers</b> are doubles by the rules of IEEE 754, functions beyond them those of {@link StrictMath}; an INT64
 * beyond 2^53 is rounded to the nearest double; a BOOLEAN aggregated or put into a vector is 1 or 0.
 *
 * <p><b>Null and NaN.</b> Null means unknown: functions of null are null unless the catalogue says otherwise,
 * {@code and} is false if one side is false, {@code or} is true if one side is true, whatever the other is. NaN is a
 * value: it equals nothing, is neither less nor greater, and is not null.
 */
public sealed interface Expression {

    /** The greatest number of levels of an expression: what walks it must not exhaust the stack. */
    int MAX_DEPTH = 200;

    /**
     * {@return the type of the result: FLOAT64, BOOLEAN, STRING, TIMESTAMP or a vector}
     *
     * @param schema of the rows
     * @throws InvalidException if a column is missing or an argument has the wrong type; the message names it
     */
    default DataType type(Schema schema) {
        return ExpressionTypes.type(this, schema);
    }

    /** {@return the form in which expressions are stored} */
    default Document toDocument() {
        return ExpressionForm.write(this);
    }

    /** {@return the form in which people read it, such as {@code delay > 15.0 and carrier = 'AA'}} */
    default String text() {
        return ExpressionText.write(this);
    }

    /**
     * {@return the columns that are read, by name, with the type that the use of each asks for}
     *
     * @throws InvalidException if a column is used as two types, or as a vector of unknown size
     */
    default SortedMap<String, Field> inputs() {
        return ExpressionInputs.of(this);
    }

    /** {@return the names of the columns that are read} */
    default SortedSet<String> columns() {
        SortedSet<String> columns = new TreeSet<>();
        if (this instanceof Column column) {
            columns.add(column.name());
        } else if (this instanceof Call call) {
            call.arguments().forEach(argument -> columns.addAll(argument.columns()));
        }
        return columns;
    }

    /**
     * {@return the expression whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    static Expression from(Document document) {
        return ExpressionForm.read(document);
    }

    /**
     * {@return the expression whose text this is, such as {@code delay > 15 and carrier in ('AA', 'UA')}} Operators,
     * from the loosest: {@code or}, {@code and}, {@code not}, comparisons with {@code between}, {@code in} and
     * {@code is null}, {@code + -}, {@code * / %}, and the sign; {@code case when … then … else … end}; all other
     * functions as {@code name(arguments)}. Texts stand in single quotes, columns in double quotes or, if they are
     * words, in none.
     *
     * @throws InvalidException if it is none; the message says where and what was expected
     */
    static Expression parse(String text) {
        return ExpressionParser.parse(requireNonNull(text, "text"));
    }

    /**
     * {@return a call of a function of the catalogue}
     *
     * @param function its name
     * @param arguments as its signature asks for
     * @throws InvalidException if there is no such function, it does not take so many arguments, or one that must be a
     *     constant is none
     */
    static Expression call(String function, Expression... arguments) {
        return new Call(function, List.of(arguments));
    }

    /** {@return a call of a function of the catalogue with this as first argument, see {@link #call}} */
    default Expression then(String function, Expression... others) {
        return new Call(
                function, Stream.concat(Stream.of(this), Arrays.stream(others)).toList());
    }

    /**
     * {@return the text that stands for this text in a map; null where none does} See {@code lookup_text}.
     *
     * @throws InvalidException if the map is empty
     */
    default Expression mapped(Map<String, String> texts) {
        List<Expression> pairs = new ArrayList<>();
        new TreeMap<>(texts).forEach((from, to) -> {
            pairs.add(new Text(from));
            pairs.add(new Text(to));
        });
        return then("lookup_text", pairs.toArray(Expression[]::new));
    }

    /**
     * {@return the text that stands for this text in a map, or another one where none does; null where this is null}
     */
    default Expression mapped(Map<String, String> texts, String otherwise) {
        Call found = (Call) mapped(texts);
        return new Call(
                found.function(),
                Stream.concat(found.arguments().stream(), Stream.of(new Text(otherwise)))
                        .toList());
    }

    /** {@return this plus another number} */
    default Expression plus(Expression other) {
        return then("add", other);
    }

    /** {@return this minus another number} */
    default Expression minus(Expression other) {
        return then("subtract", other);
    }

    /** {@return this times another number} */
    default Expression times(Expression other) {
        return then("multiply", other);
    }

    /** {@return this divided by another number; by zero it is infinite or NaN} */
    default Expression dividedBy(Expression other) {
        return then("divide", other);
    }

    /** {@return this plus a number} */
    default Expression plus(double number) {
        return plus(new Constant(number));
    }

    /** {@return this minus a number} */
    default Expression minus(double number) {
        return minus(new Constant(number));
    }

    /** {@return this times a number} */
    default Expression times(double number) {
        return times(new Constant(number));
    }

    /** {@return this divided by a number} */
    default Expression dividedBy(double number) {
        return dividedBy(new Constant(number));
    }

    /** {@return whether this is greater than another of its type} */
    default Expression gt(Expression other) {
        return then("greater", other);
    }

    /** {@return whether this is another of its type or greater} */
    default Expression ge(Expression other) {
        return then("at_least", other);
    }

    /** {@return whether this is less than another of its type} */
    default Expression lt(Expression other) {
        return then("less", other);
    }

    /** {@return whether this is another of its type or less} */
    default Expression le(Expression other) {
        return then("at_most", other);
    }

    /** {@return whether this equals another of its type} */
    default Expression eq(Expression other) {
        return then("equal", other);
    }

    /** {@return whether this differs from another of its type} */
    default Expression ne(Expression other) {
        return then("not_equal", other);
    }

    /** {@return whether this is greater than a number} */
    default Expression gt(double number) {
        return gt(new Constant(number));
    }

    /** {@return whether this is a number or greater} */
    default Expression ge(double number) {
        return ge(new Constant(number));
    }

    /** {@return whether this is less than a number} */
    default Expression lt(double number) {
        return lt(new Constant(number));
    }

    /** {@return whether this is a number or less} */
    default Expression le(double number) {
        return le(new Constant(number));
    }

    /** {@return whether this equals a number} */
    default Expression eq(double number) {
        return eq(new Constant(number));
    }

    /** {@return whether this equals a text, character by character} */
    default Expression eq(String text) {
        return eq(new Text(text));
    }

    /** {@return whether this differs from a number} */
    default Expression ne(double number) {
        return ne(new Constant(number));
    }

    /** {@return whether this differs from a text} */
    default Expression ne(String text) {
        return ne(new Text(text));
    }

    /** {@return whether this and another are true} */
    default Expression and(Expression other) {
        return then("and", other);
    }

    /** {@return whether this or another is true} */
    default Expression or(Expression other) {
        return then("or", other);
    }

    /** {@return whether this is false} */
    default Expression not() {
        return then("not");
    }

    /** {@return whether this is null; never null itself} */
    default Expression isNull() {
        return then("is_null");
    }

    /** {@return this, or a number where this is null} */
    default Expression orElse(double number) {
        return then("coalesce", new Constant(number));
    }

    /** {@return this, or a text where this is null} */
    default Expression orElse(String text) {
        return then("coalesce", new Text(text));
    }

    /**
     * The value of a column.
     *
     * @param name the column
     */
    record Column(String name) implements Expression {
        /** Checks the name. */
        public Column {
            Name.requireKey("column", name);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * A fixed number.
     *
     * @param value any double; all NaN are one
     */
    record Constant(double value) implements Expression {
        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * A truth value.
     *
     * @param value true or false
     */
    record Truth(boolean value) implements Expression {
        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * A text.
     *
     * @param value the characters
     */
    record Text(String value) implements Expression {
        /** Checks that there is a text. */
        public Text {
            requireNonNull(value, "value");
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * A function of the catalogue applied to arguments.
     *
     * @param function its name
     * @param arguments what it is applied to
     */
    record Call(String function, List<Expression> arguments) implements Expression {
        /** Checks name, number of arguments, constants and depth. */
        public Call {
            arguments = List.copyOf(arguments);
            ExpressionTypes.checkCall(ScalarFunction.require(function), arguments);
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
