// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Name;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;

/**
 * A typed, total, deterministic computation on one row: no clock, no randomness, no I/O. It is data, with a stored form
 * and so a digest. Immutable.
 *
 * <p><b>Numbers</b> are doubles by the rules of IEEE 754; an INT64 beyond 2^53 is rounded to the nearest double, a
 * BOOLEAN aggregated or put into a vector is 1 or 0.
 *
 * <p><b>Null and NaN.</b> Null means unknown: arithmetic, comparison and {@code not} of null are null, {@code and} is
 * false if one side is false, {@code or} is true if one side is true, whatever the other is. NaN is a value: it equals
 * nothing, is neither less nor greater, and is not null.
 */
public sealed interface Expression {

    /**
     * {@return the type of the result: FLOAT64, BOOLEAN, STRING or TIMESTAMP}
     *
     * @param schema of the rows
     * @throws InvalidException if a column is missing or an operand has the wrong type; the message names it
     */
    DataType type(Schema schema);

    /** {@return the form in which expressions are stored} */
    Document toDocument();

    /** {@return the columns that are read, by name, with the type that the use of each asks for} */
    default SortedMap<String, Field> inputs() {
        SortedMap<String, Field> inputs = new TreeMap<>();
        ExpressionInputs.collect(this, DataType.FLOAT64, inputs);
        return inputs;
    }

    /**
     * {@return the expression whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    static Expression from(Document document) {
        return ExpressionForm.parse(document, 0);
    }

    /** {@return this plus another number} */
    default Expression plus(Expression other) {
        return new Arithmetic(Operator.PLUS, this, other);
    }

    /** {@return this minus another number} */
    default Expression minus(Expression other) {
        return new Arithmetic(Operator.MINUS, this, other);
    }

    /** {@return this times another number} */
    default Expression times(Expression other) {
        return new Arithmetic(Operator.TIMES, this, other);
    }

    /** {@return this divided by another number; by zero it is infinite or NaN} */
    default Expression dividedBy(Expression other) {
        return new Arithmetic(Operator.DIVIDED_BY, this, other);
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

    /** {@return whether this relates to another number or text so} */
    default Expression is(Relation relation, Expression other) {
        return new Comparison(relation, this, other);
    }

    /** {@return whether this is greater than a number} */
    default Expression gt(double number) {
        return is(Relation.GREATER, new Constant(number));
    }

    /** {@return whether this is a number or greater} */
    default Expression ge(double number) {
        return is(Relation.AT_LEAST, new Constant(number));
    }

    /** {@return whether this is less than a number} */
    default Expression lt(double number) {
        return is(Relation.LESS, new Constant(number));
    }

    /** {@return whether this is a number or less} */
    default Expression le(double number) {
        return is(Relation.AT_MOST, new Constant(number));
    }

    /** {@return whether this equals a number} */
    default Expression eq(double number) {
        return is(Relation.EQUAL, new Constant(number));
    }

    /** {@return whether this equals a text, character by character} */
    default Expression eq(String text) {
        return is(Relation.EQUAL, new Text(text));
    }

    /** {@return whether this differs from a number} */
    default Expression ne(double number) {
        return is(Relation.NOT_EQUAL, new Constant(number));
    }

    /** {@return whether this differs from a text} */
    default Expression ne(String text) {
        return is(Relation.NOT_EQUAL, new Text(text));
    }

    /** {@return whether this and another are true} */
    default Expression and(Expression other) {
        return new Logic(Connective.AND, this, other);
    }

    /** {@return whether this or another is true} */
    default Expression or(Expression other) {
        return new Logic(Connective.OR, this, other);
    }

    /** {@return whether this is false} */
    default Expression not() {
        return new Not(this);
    }

    /** {@return whether this is null; never null itself} */
    default Expression isNull() {
        return new IsNull(this);
    }

    /** What two numbers are joined by. */
    enum Operator {
        /** Sum. */
        PLUS,
        /** Difference. */
        MINUS,
        /** Product. */
        TIMES,
        /** Quotient. */
        DIVIDED_BY
    }

    /** How two numbers are compared; texts are only equal or not. */
    enum Relation {
        /** Same. */
        EQUAL,
        /** Not the same. */
        NOT_EQUAL,
        /** Less. */
        LESS,
        /** Less or same. */
        AT_MOST,
        /** Greater. */
        GREATER,
        /** Greater or same. */
        AT_LEAST
    }

    /** What two truths are joined by. */
    enum Connective {
        /** Both. */
        AND,
        /** At least one. */
        OR
    }

    /** A part of a local date and time. */
    enum Part {
        /** The hour of the day, 0 to 23. */
        HOUR,
        /** The day of the week, 1 for Monday to 7 for Sunday. */
        WEEKDAY
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
        public DataType type(Schema schema) {
            return ExpressionForm.typeOfColumn(name, schema);
        }

        @Override
        public Document toDocument() {
            return Document.object().with("op", "column").with("name", name);
        }
    }

    /**
     * A fixed number.
     *
     * @param value any double
     */
    record Constant(double value) implements Expression {
        @Override
        public DataType type(Schema schema) {
            return DataType.FLOAT64;
        }

        @Override
        public Document toDocument() {
            return Document.object().with("op", "number").with("value", value);
        }
    }

    /**
     * A truth value.
     *
     * @param value true or false
     */
    record Truth(boolean value) implements Expression {
        @Override
        public DataType type(Schema schema) {
            return DataType.BOOLEAN;
        }

        @Override
        public Document toDocument() {
            return Document.object().with("op", "truth").with("value", value);
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
        public DataType type(Schema schema) {
            return DataType.STRING;
        }

        @Override
        public Document toDocument() {
            return Document.object().with("op", "text").with("value", value);
        }
    }

    /**
     * Two numbers joined.
     *
     * @param operator by what
     * @param left a number
     * @param right a number
     */
    record Arithmetic(Operator operator, Expression left, Expression right) implements Expression {
        /** Checks that the parts are there. */
        public Arithmetic {
            requireNonNull(operator, "operator");
            requireNonNull(left, "left");
            requireNonNull(right, "right");
        }

        @Override
        public DataType type(Schema schema) {
            ExpressionForm.require(DataType.FLOAT64, left, schema);
            return ExpressionForm.require(DataType.FLOAT64, right, schema);
        }

        @Override
        public Document toDocument() {
            return ExpressionForm.binary("arithmetic", operator, left, right);
        }
    }

    /**
     * Two numbers or two texts compared.
     *
     * @param relation how
     * @param left a number or a text
     * @param right another of the same type
     */
    record Comparison(Relation relation, Expression left, Expression right) implements Expression {
        /** Checks that the parts are there. */
        public Comparison {
            requireNonNull(relation, "relation");
            requireNonNull(left, "left");
            requireNonNull(right, "right");
        }

        @Override
        public DataType type(Schema schema) {
            return ExpressionForm.typeOfComparison(this, schema);
        }

        @Override
        public Document toDocument() {
            return ExpressionForm.binary("comparison", relation, left, right);
        }
    }

    /**
     * Two truths joined.
     *
     * @param connective by what
     * @param left a truth
     * @param right a truth
     */
    record Logic(Connective connective, Expression left, Expression right) implements Expression {
        /** Checks that the parts are there. */
        public Logic {
            requireNonNull(connective, "connective");
            requireNonNull(left, "left");
            requireNonNull(right, "right");
        }

        @Override
        public DataType type(Schema schema) {
            ExpressionForm.require(DataType.BOOLEAN, left, schema);
            return ExpressionForm.require(DataType.BOOLEAN, right, schema);
        }

        @Override
        public Document toDocument() {
            return ExpressionForm.binary("logic", connective, left, right);
        }
    }

    /**
     * The opposite.
     *
     * @param operand a truth
     */
    record Not(Expression operand) implements Expression {
        /** Checks that the operand is there. */
        public Not {
            requireNonNull(operand, "operand");
        }

        @Override
        public DataType type(Schema schema) {
            return ExpressionForm.require(DataType.BOOLEAN, operand, schema);
        }

        @Override
        public Document toDocument() {
            return Document.object().with("op", "not").with("operand", operand.toDocument());
        }
    }

    /**
     * Whether something is null.
     *
     * @param operand anything
     */
    record IsNull(Expression operand) implements Expression {
        /** Checks that the operand is there. */
        public IsNull {
            requireNonNull(operand, "operand");
        }

        @Override
        public DataType type(Schema schema) {
            operand.type(schema);
            return DataType.BOOLEAN;
        }

        @Override
        public Document toDocument() {
            return Document.object().with("op", "is_null").with("operand", operand.toDocument());
        }
    }

    /**
     * A part of the local time that an instant is in a zone.
     *
     * @param part which
     * @param column a TIMESTAMP column
     * @param zone never taken from the machine
     */
    record TimePart(Part part, String column, ZoneId zone) implements Expression {
        /** Checks the name. */
        public TimePart {
            requireNonNull(part, "part");
            Name.requireKey("column", column);
            requireNonNull(zone, "zone");
        }

        @Override
        public DataType type(Schema schema) {
            ExpressionForm.require(DataType.TIMESTAMP, new Column(column), schema);
            return DataType.FLOAT64;
        }

        @Override
        public Document toDocument() {
            return Document.object()
                    .with("op", "time_part")
                    .with("part", ExpressionForm.text(part))
                    .with("column", column)
                    .with("zone", zone.getId());
        }
    }
}
