// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;

/**
 * The profiles of the columns of some rows, all counted into the bins of one reference. Immutable.
 *
 * @param rows how many rows
 * @param columns in the order of the reference
 */
public record Profile(long rows, List<ColumnProfile> columns) {

    private static final long VERSION = 1;

    /** Copies the columns. */
    public Profile {
        columns = List.copyOf(columns);
    }

    /**
     * {@return the profile whose {@link #toDocument()} this is}
     *
     * @throws IncompatibleException if a later version of the library wrote it
     */
    public static Profile from(Document document) {
        requireVersion(document, VERSION);
        return new Profile(
                document.get("rows").whole(),
                document.get("columns").list().stream().map(ColumnProfile::from).toList());
    }

    /**
     * {@return the profile whose {@link #toBytes()} this is}
     *
     * @throws CorruptException if the bytes are damaged, or are no profile
     * @throws IncompatibleException if a later version of the library wrote them
     */
    public static Profile from(byte[] bytes) {
        return ProfileReader.read(bytes);
    }

    /** {@return the profile of a column, if there is one} */
    public Optional<ColumnProfile> find(String column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst();
    }

    /**
     * {@return the profile of the rows of both, without values}
     *
     * @throws IncompatibleException if the columns or their bins differ
     */
    public Profile plus(Profile other) {
        if (columns.size() != other.columns.size()) {
            throw new IncompatibleException("profiles of " + columns.size() + " and " + other.columns.size()
                    + " columns cannot be added; count both by one reference");
        }
        List<ColumnProfile> sums = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            sums.add(columns.get(i).plus(other.columns.get(i)));
        }
        return new Profile(rows + other.rows, sums);
    }

    /** {@return the form in which profiles are stored} */
    public Document toDocument() {
        return Document.object()
                .with("version", VERSION)
                .with("rows", rows)
                .with(
                        "columns",
                        Document.list(
                                columns.stream().map(ColumnProfile::toDocument).toList()));
    }

    /** {@return the form in which profiles are sent and kept in bulk: with a version and a checksum} */
    public byte[] toBytes() {
        return ProfileWriter.write(this);
    }

    static void requireVersion(Document document, long known) {
        long version = document.get("version").whole();
        if (version > known) {
            throw new IncompatibleException("the profile has version " + version + ", this library reads up to " + known
                    + "; update the library");
        }
    }
}
