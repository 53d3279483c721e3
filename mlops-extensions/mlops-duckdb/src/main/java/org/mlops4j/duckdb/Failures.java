// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.StorageException;

/** What DuckDB says went wrong, as failures of ours. Its messages begin with a kind; it gives no other code. */
final class Failures {

    private static final List<String> OF_THE_FILE =
            List.of("no magic bytes", "too small to be a parquet", "corrupt", "don't match", "metadata", "footer");

    private static final List<String> OF_STORAGE =
            List.of("io error", "out of memory", "internal", "fatal", "interrupt", "connection");

    private Failures() {}

    /**
     * {@return the failure to throw}
     *
     * @param what was to be done, such as {@code could not read query 'SELECT 1'}
     */
    static MlopsException of(String what, SQLException e) {
        String message = String.valueOf(e.getMessage());
        String first = message.lines().findFirst().orElse("");
        String kind = first.toLowerCase(Locale.ROOT);
        if (OF_THE_FILE.stream().anyMatch(kind::contains)) {
            return new CorruptException(what + ": a file is damaged, or is no Parquet: " + first, e);
        } else if (kind.startsWith("permission error")) {
            return new InvalidException(
                    what + ": a query reads the files it was given by from(…), and no others: " + first, e);
        } else if (kind.startsWith("out of memory")) {
            return new StorageException(
                    what + ": it needs more than " + Database.MEMORY + " of memory; sort or group less at once: "
                            + first,
                    e);
        } else if (OF_STORAGE.stream().anyMatch(kind::startsWith)) {
            return new StorageException(what + ": " + first, e);
        }
        return new InvalidException(what + ": " + first, e);
    }
}
