// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.VectorColumn;

/**
 * What later data are compared with: the profile of a table that fixes the bins of every column. A numeric column gets
 * up to {@value #CELLS} cells at its exact quantiles and keeps its values in order, or a sample of
 * {@value #KEPT_VALUES} of them drawn with a fixed seed if it has more. A text or boolean column keeps its
 * {@value #KEPT_CATEGORIES} most frequent categories; all others share one cell. Immutable.
 *
 * <p>INT64 and TIMESTAMP values are taken as the nearest doubles.
 *
 * @param profile the profile of the reference itself
 */
public record ReferenceProfile(Profile profile) {

    /** Deciles are too coarse for tails, and hundreds of cells too thin for small windows. */
    public static final int CELLS = 20;

    /** Enough to find a shift of 1 % of the rows, and no more than 800 KB a column. */
    public static final int KEPT_VALUES = 100_000;

    /** As many as {@link OtherCategories#LIMIT}: with more, a column is not tested for drift of its categories. */
    public static final int KEPT_CATEGORIES = OtherCategories.LIMIT;

    private static final long SAMPLE_SEED = 20260101L;

    /** Checks that the profile is there. */
    public ReferenceProfile {
        requireNonNull(profile, "profile");
    }

    /** {@return the reference profile of all columns of a table but TIMESTAMP and VECTOR ones} */
    public static ReferenceProfile of(Table table) {
        return of(table, profiled(table));
    }

    /** {@return the columns that are profiled unless others are asked for} */
    static List<String> profiled(Table table) {
        return table.schema().fields().stream()
                .filter(field -> field.type() instanceof DataType.Scalar && field.type() != DataType.TIMESTAMP)
                .map(Field::name)
                .toList();
    }

    /**
     * {@return the reference profile of some columns of a table; costs a sort of every numeric column}
     *
     * @param columns vectors are profiled by their Euclidean norms; those of another size count as missing later
     * @throws org.mlops4j.error.NotFoundException if there is no such column
     */
    public static ReferenceProfile of(Table table, List<String> columns) {
        List<ColumnProfile> profiles = new ArrayList<>();
        for (String name : columns) {
            profiles.add(profile(name, table.column(name)));
        }
        return new ReferenceProfile(new Profile(table.rowCount(), profiles));
    }

    /** {@return the reference whose {@link #toDocument()} this is} */
    public static ReferenceProfile from(Document document) {
        return new ReferenceProfile(Profile.from(document));
    }

    /** {@return the number of rows of the reference} */
    public long rows() {
        return profile.rows();
    }

    /** {@return the columns in order} */
    public List<ColumnProfile> columns() {
        return profile.columns();
    }

    /**
     * {@return other data counted into the bins of this reference, without their values}
     *
     * @param table a column that it lacks, or that holds another kind of values, counts as null in every row
     */
    public Profile count(Table table) {
        List<ColumnProfile> counted = new ArrayList<>();
        for (ColumnProfile column : profile.columns()) {
            counted.add(
                    fits(column, table)
                            ? column.counter()
                                    .addAll(table.column(column.name()))
                                    .snapshot()
                            : missing(column, table));
        }
        return new Profile(table.rowCount(), counted);
    }

    /**
     * {@return one column of other data counted into the bins of this reference, with all its values}
     *
     * @param column a column of this reference
     * @param table if it lacks the column, or the column holds another kind of values, every row counts as null
     */
    public ColumnProfile count(ColumnProfile column, Table table) {
        return fits(column, table) ? column.count(table.column(column.name())) : missing(column, table);
    }

    /** {@return the form in which references are stored} */
    public Document toDocument() {
        return profile.toDocument();
    }

    private static boolean fits(ColumnProfile column, Table table) {
        if (table.schema().find(column.name()).isEmpty()) {
            return false;
        }
        Column data = table.column(column.name());
        SortedMap<String, Long> types = column.content().types();
        if (data instanceof VectorColumn || types.keySet().stream().anyMatch(type -> type.startsWith("vector"))) {
            return types.containsKey(data.type().text());
        }
        return column.numeric() ? ColumnProfile.isNumeric(data) : ColumnProfile.isCategorical(data);
    }

    private static ColumnProfile missing(ColumnProfile column, Table table) {
        return table.schema().find(column.name()).isEmpty()
                ? column.absent(table.rowCount())
                : column.misfit(table.column(column.name()));
    }

    private static ColumnProfile profile(String name, Column column) {
        if (ColumnProfile.isNumeric(column)) {
            SortedValues values = SortedValues.of(ColumnProfile.numbers(column));
            return new ColumnCounter(name, QuantileBins.of(values, CELLS))
                    .addAll(column)
                    .snapshot()
                    .withValues(values.sample(KEPT_VALUES, SAMPLE_SEED));
        } else if (column instanceof StringColumn strings) {
            return new ColumnCounter(name, CategoryBins.of(categories(strings)))
                    .addAll(column)
                    .snapshot();
        }
        return new ColumnCounter(name, CategoryBins.of(List.of("false", "true")))
                .addAll(column)
                .snapshot();
    }

    private static List<String> categories(StringColumn strings) {
        Map<Integer, Long> counts = new HashMap<>();
        for (int row = 0; row < strings.size(); row++) {
            if (strings.code(row) >= 0) {
                counts.merge(strings.code(row), 1L, Long::sum);
            }
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(entry -> strings.word(entry.getKey())))
                .limit(KEPT_CATEGORIES)
                .map(entry -> strings.word(entry.getKey()))
                .toList();
    }
}
