// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import org.mlops4j.data.Document;

/**
 * How many rows a column has, and how many of them hold no ordinary value.
 *
 * @param rows all rows
 * @param nulls rows that hold nothing
 * @param nans rows that hold NaN
 * @param negativeInfinities rows that hold minus infinity
 * @param positiveInfinities rows that hold infinity
 */
public record Tally(long rows, long nulls, long nans, long negativeInfinities, long positiveInfinities) {

    /** {@return the tally whose {@link #toDocument()} this is} */
    public static Tally from(Document document) {
        return new Tally(
                document.get("rows").whole(),
                document.get("nulls").whole(),
                document.get("nans").whole(),
                document.get("negativeInfinities").whole(),
                document.get("positiveInfinities").whole());
    }

    /** {@return rows without a value: null or NaN} */
    public long missing() {
        return nulls + nans;
    }

    /** {@return rows with a value, infinite ones too} */
    public long present() {
        return rows - missing();
    }

    /** {@return the missing share of the rows, NaN if there are none} */
    public double missingShare() {
        return (double) missing() / rows;
    }

    /** {@return the tally of the rows of both} */
    public Tally plus(Tally other) {
        return new Tally(
                rows + other.rows,
                nulls + other.nulls,
                nans + other.nans,
                negativeInfinities + other.negativeInfinities,
                positiveInfinities + other.positiveInfinities);
    }

    /** {@return the form in which tallies are stored} */
    public Document toDocument() {
        return Document.object()
                .with("rows", rows)
                .with("nulls", nulls)
                .with("nans", nans)
                .with("negativeInfinities", negativeInfinities)
                .with("positiveInfinities", positiveInfinities);
    }
}
