// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;

/**
 * The profile of rows that nothing has fixed bins for yet: of a stream that is to become a reference, or one that is
 * only looked at. Bounded memory, however many rows there are. Adds up in any order to the bits of the whole.
 * Immutable.
 *
 * <pre>{@code
 * SketchedProfile week = SketchedProfile.of(monday);
 * week = week.plus(SketchedProfile.of(tuesday));
 * week.find("fare").orElseThrow().quantiles().quantile(0.99);
 * ReferenceProfile reference = week.reference();
 * }</pre>
 *
 * @param rows how many rows
 * @param columns in the order of the first table
 */
public record SketchedProfile(long rows, List<ColumnSketch> columns) {

    private static final long VERSION = 1;

    /** Copies the columns. */
    public SketchedProfile {
        columns = List.copyOf(columns);
    }

    /** {@return the profile of all columns of a table but TIMESTAMP and VECTOR ones} */
    public static SketchedProfile of(Table table) {
        return of(table, ReferenceProfile.profiled(table));
    }

    /**
     * {@return the profile of some columns of a table}
     *
     * @param columns vectors are profiled by their Euclidean norms
     * @throws org.mlops4j.error.NotFoundException if there is no such column
     */
    public static SketchedProfile of(Table table, List<String> columns) {
        return new SketchedProfile(
                table.rowCount(),
                columns.stream()
                        .map(name -> ColumnSketch.of(name, table.column(name)))
                        .toList());
    }

    /**
     * {@return the profile whose {@link #toDocument()} this is}
     *
     * @throws IncompatibleException if a later version of the library wrote it
     */
    public static SketchedProfile from(Document document) {
        Profile.requireVersion(document, VERSION);
        return new SketchedProfile(
                document.get("rows").whole(),
                document.get("columns").list().stream().map(ColumnSketch::from).toList());
    }

    /** {@return what is known about a column, if there is one of that name} */
    public Optional<ColumnSketch> find(String column) {
        return columns.stream().filter(each -> each.name().equals(column)).findFirst();
    }

    /**
     * {@return the profile of the rows of both}
     *
     * @throws IncompatibleException if the columns differ
     */
    public SketchedProfile plus(SketchedProfile other) {
        if (columns.size() != other.columns.size()) {
            throw new IncompatibleException("profiles of " + columns.size() + " and " + other.columns.size()
                    + " columns cannot be added; profile the same columns of both");
        }
        List<ColumnSketch> sums = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            sums.add(columns.get(i).plus(other.columns.get(i)));
        }
        return new SketchedProfile(rows + other.rows, sums);
    }

    /**
     * {@return these rows as a reference, which later rows are counted and compared by} Its cells hold about equal
     * counts, exactly known ones: what a sketch does not know is in no verdict. It keeps no values, so numbers are
     * compared by their counts. Of a column of more than {@value OtherCategories#LIMIT} categories none has a cell.
     */
    public ReferenceProfile reference() {
        return new ReferenceProfile(
                new Profile(rows, columns.stream().map(ColumnSketch::reference).toList()));
    }

    /** {@return the form in which these profiles are stored} */
    public Document toDocument() {
        return Document.object()
                .with("version", VERSION)
                .with("rows", rows)
                .with(
                        "columns",
                        Document.list(
                                columns.stream().map(ColumnSketch::toDocument).toList()));
    }
}
