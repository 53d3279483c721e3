// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.quality;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Row;
import org.mlops4j.error.InvalidException;

/** A check as it was stored. */
record StoredCheck(Document document) {

    Check read(Map<String, Predicate<Row>> code) {
        String kind = document.get("kind").text();
        try {
            return switch (kind) {
                case "not_null" -> new ColumnCheck.NotNull(column());
                case "finite" -> new ColumnCheck.Finite(column());
                case "between" -> new ColumnCheck.Between(column(), number("least"), number("greatest"));
                case "period" ->
                    new ColumnCheck.Period(
                            column(),
                            document.get("first").instant(),
                            document.get("last").instant());
                case "one_of" ->
                    new ColumnCheck.OneOf(column(), document.get("texts").texts());
                case "length" -> new ColumnCheck.Length(column(), count("least"), count("greatest"));
                case "unique" -> new RowCheck.Unique(document.get("columns").texts());
                case "ordered" ->
                    new RowCheck.Ordered(column(), document.get("order").constant(RowCheck.Order.class));
                case "sum" -> new RowCheck.Sum(document.get("parts").texts(), text("total"), number("within"));
                case "satisfies" -> new RowCheck.Satisfies(text("name"), required(code));
                case "typed" -> new TableCheck.Typed(column(), DataType.parse(text("type")));
                case "fresh" ->
                    new TableCheck.Fresh(
                            column(),
                            Duration.ofNanos(document.get("at_most_nanos").whole()));
                case "volume" ->
                    new TableCheck.Volume(
                            document.get("at_least").whole(),
                            document.get("at_most").whole());
                default ->
                    throw new InvalidException(
                            "'" + kind + "' is not a check of rows; known are not_null, finite,"
                                    + " between, period, one_of, length, unique, ordered, sum, satisfies, typed, fresh, volume");
            };
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InvalidException("the stored check " + kind + " is not valid", e);
        }
    }

    private Predicate<Row> required(Map<String, Predicate<Row>> code) {
        Predicate<Row> test = code.get(text("name"));
        if (test == null) {
            throw new InvalidException("the check '" + text("name")
                    + "' is code, which is not stored; give it under its name when the constraint is read");
        }
        return test;
    }

    private String column() {
        return text("column");
    }

    private String text(String field) {
        return document.get(field).text();
    }

    private double number(String field) {
        return document.get(field).number();
    }

    private int count(String field) {
        return Math.toIntExact(document.get(field).whole());
    }
}
