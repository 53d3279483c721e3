// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;

/** The rules of types of expressions and the reading of their stored form. */
final class ExpressionForm {

    /** Deeper trees are refused when read: a stored document must not exhaust the stack. */
    private static final int MAX_DEPTH = 200;

    private ExpressionForm() {}

    static DataType typeOfColumn(String name, Schema schema) {
        DataType type = schema.find(name)
                .orElseThrow(() -> new InvalidException("an expression reads column '" + name
                        + "', which is not there; the columns are " + String.join(", ", schema.names())))
                .type();
        if (type == DataType.INT64 || type == DataType.FLOAT32) {
            return DataType.FLOAT64;
        } else if (type instanceof DataType.Vector) {
            throw new InvalidException(
                    "an expression reads column '" + name + "' of type " + type.text() + ", which has no operations");
        }
        return type;
    }

    static DataType require(DataType wanted, Expression operand, Schema schema) {
        DataType type = operand.type(schema);
        if (!type.equals(wanted)) {
            throw new InvalidException(
                    "an expression needs a " + wanted.text() + " where it has the " + type.text() + " " + operand);
        }
        return type;
    }

    static DataType typeOfComparison(Expression.Comparison comparison, Schema schema) {
        DataType type = comparison.left().type(schema);
        if (type == DataType.STRING) {
            if (comparison.relation() != Expression.Relation.EQUAL
                    && comparison.relation() != Expression.Relation.NOT_EQUAL) {
                throw new InvalidException("texts are compared for equality only, not by " + text(comparison.relation())
                        + " in " + comparison);
            }
            require(DataType.STRING, comparison.right(), schema);
        } else {
            require(DataType.FLOAT64, comparison.left(), schema);
            require(DataType.FLOAT64, comparison.right(), schema);
        }
        return DataType.BOOLEAN;
    }

    static Document binary(String op, Enum<?> by, Expression left, Expression right) {
        return Document.object()
                .with("op", op)
                .with("by", text(by))
                .with("left", left.toDocument())
                .with("right", right.toDocument());
    }

    static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E constant(Class<E> type, Document document) {
        for (E constant : type.getEnumConstants()) {
            if (text(constant).equals(document.text())) {
                return constant;
            }
        }
        throw new InvalidException("'" + document.text() + "' is not one of "
                + List.of(type.getEnumConstants()).stream()
                        .map(ExpressionForm::text)
                        .toList());
    }

    static ZoneId zone(Document document) {
        try {
            return ZoneId.of(document.text());
        } catch (DateTimeException e) {
            throw new InvalidException("'" + document.text() + "' is not a time zone", e);
        }
    }

    static Expression parse(Document document, int depth) {
        if (depth > MAX_DEPTH) {
            throw new InvalidException("an expression is nested deeper than " + MAX_DEPTH + " levels");
        }
        String op = document.get("op").text();
        return switch (op) {
            case "column" -> new Expression.Column(document.get("name").text());
            case "number" -> new Expression.Constant(document.get("value").number());
            case "truth" -> new Expression.Truth(document.get("value").bool());
            case "text" -> new Expression.Text(document.get("value").text());
            case "arithmetic" ->
                new Expression.Arithmetic(
                        constant(Expression.Operator.class, document.get("by")),
                        parse(document.get("left"), depth + 1),
                        parse(document.get("right"), depth + 1));
            case "comparison" ->
                new Expression.Comparison(
                        constant(Expression.Relation.class, document.get("by")),
                        parse(document.get("left"), depth + 1),
                        parse(document.get("right"), depth + 1));
            case "logic" ->
                new Expression.Logic(
                        constant(Expression.Connective.class, document.get("by")),
                        parse(document.get("left"), depth + 1),
                        parse(document.get("right"), depth + 1));
            case "not" -> new Expression.Not(parse(document.get("operand"), depth + 1));
            case "is_null" -> new Expression.IsNull(parse(document.get("operand"), depth + 1));
            case "time_part" ->
                new Expression.TimePart(
                        constant(Expression.Part.class, document.get("part")),
                        document.get("column").text(),
                        zone(document.get("zone")));
            default -> throw new InvalidException("'" + op + "' is not an operation of an expression");
        };
    }
}
