// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.quality;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Row;
import org.mlops4j.error.InvalidException;

/**
 * What rows must be like, and how many may be otherwise. Immutable.
 *
 * <pre>{@code
 * List.of(notNull("carrier"), between("delay", -120, 3_000).exceptShare(0.001), fresh("departed", Duration.ofHours(6)))
 * }</pre>
 *
 * <p>A monitor holds windows against constraints. What becomes of single events at the door of a feature store is
 * decided by {@link org.mlops4j.features.Expectation}, which uses the same words.
 *
 * @param name unique among those that are checked together, part of the name of its signals
 * @param check what is looked at
 * @param tolerated the share of the rows looked at that may fail, from 0 to 1
 */
public record Constraint(String name, Check check, double tolerated) {

    /** Checks the share. */
    public Constraint {
        requireNonNull(name, "name");
        requireNonNull(check, "check");
        if (!(tolerated >= 0 && tolerated <= 1)) {
            throw new IllegalArgumentException("the share of rows that may fail is from 0 to 1, was " + tolerated);
        } else if (tolerated > 0 && check instanceof TableCheck) {
            throw new IllegalArgumentException("that " + check.text() + " holds or not, for no share of the rows");
        }
    }

    /** {@return a constraint that no row may fail, named like {@code between.delay}} */
    public static Constraint of(Check check) {
        String about =
                check instanceof RowCheck.Satisfies satisfies ? satisfies.name() : String.join("+", check.columns());
        return new Constraint(check.kind() + (about.isEmpty() ? "" : "." + about), check, 0);
    }

    /** {@return that a column is null in no row} */
    public static Constraint notNull(String column) {
        return of(new ColumnCheck.NotNull(column));
    }

    /** {@return that a share of the rows at most is null in a column} */
    public static Constraint nullShare(String column, double atMost) {
        return notNull(column).exceptShare(atMost);
    }

    /** {@return that the numbers of a column are neither NaN nor infinite} */
    public static Constraint finite(String column) {
        return of(new ColumnCheck.Finite(column));
    }

    /** {@return that the numbers of a column lie in a range, both ends included} */
    public static Constraint between(String column, double least, double greatest) {
        return of(new ColumnCheck.Between(column, least, greatest));
    }

    /** {@return that the instants of a column lie in a period, both ends included} */
    public static Constraint between(String column, Instant first, Instant last) {
        return of(new ColumnCheck.Period(column, first, last));
    }

    /** {@return that the texts of a column are among these} */
    public static Constraint oneOf(String column, List<String> texts) {
        return of(new ColumnCheck.OneOf(column, texts));
    }

    /** {@return that the texts of a column have so many characters} */
    public static Constraint length(String column, int least, int greatest) {
        return of(new ColumnCheck.Length(column, least, greatest));
    }

    /** {@return that no two rows are equal in these columns} */
    public static Constraint unique(String... columns) {
        return of(new RowCheck.Unique(List.of(columns)));
    }

    /** {@return that the values of a column follow each other in an order} */
    public static Constraint ordered(String column, RowCheck.Order order) {
        return of(new RowCheck.Ordered(column, order));
    }

    /** {@return that some columns add up to another, within an amount} */
    public static Constraint sum(List<String> parts, String total, double within) {
        return of(new RowCheck.Sum(parts, total, within));
    }

    /** {@return that code of the user accepts every row, see {@link RowCheck.Satisfies}} */
    public static Constraint satisfies(String name, Predicate<Row> test) {
        return of(new RowCheck.Satisfies(name, test));
    }

    /** {@return that a column is there and of a type} */
    public static Constraint type(String column, DataType type) {
        return of(new TableCheck.Typed(column, type));
    }

    /** {@return that the newest row is not old at the instant of the check} */
    public static Constraint fresh(String column, Duration atMost) {
        return of(new TableCheck.Fresh(column, atMost));
    }

    /** {@return that there are neither too few rows nor too many} */
    public static Constraint volume(long atLeast, long atMost) {
        return of(new TableCheck.Volume(atLeast, atMost));
    }

    /**
     * {@return that there are about as many rows as in a reference}
     *
     * @param rows of the reference
     * @param share by how much there may be more or less, from 0 to 1: 0.5 allows half as many to half as many again
     */
    public static Constraint volumeLike(long rows, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the number of rows differs by a share from 0 to 1, was " + share);
        }
        return volume((long) Math.ceil(rows * (1 - share)), (long) Math.floor(rows * (1 + share)));
    }

    /**
     * {@return the constraint whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one, or has code of the user
     */
    public static Constraint from(Document document) {
        return from(document, Map.of());
    }

    /**
     * {@return the constraint whose {@link #toDocument()} this is}
     *
     * @param code the code of {@link RowCheck.Satisfies} by its name
     * @throws InvalidException if it is not one, or its code is not given
     */
    public static Constraint from(Document document, Map<String, Predicate<Row>> code) {
        return new Constraint(
                document.get("name").text(),
                new StoredCheck(document.get("check")).read(code),
                document.get("tolerated").number());
    }

    /** {@return a copy with another name, for a second constraint of the same kind on a column} */
    public Constraint named(String other) {
        return new Constraint(other, check, tolerated);
    }

    /** {@return a copy that a share of the rows looked at may fail} */
    public Constraint exceptShare(double share) {
        return new Constraint(name, check, share);
    }

    /** {@return the form in which people read it} */
    public String text() {
        return check.text() + (tolerated == 0 ? "" : ", except for a share of " + tolerated);
    }

    /** {@return the form in which constraints are stored} */
    public Document toDocument() {
        return Document.object()
                .with("name", name)
                .with("check", check.toDocument())
                .with("tolerated", tolerated);
    }

    @Override
    public String toString() {
        return text();
    }
}
