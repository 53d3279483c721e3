// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.source;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.StorageException;

/**
 * The rows of an SQL query on any database. Columns are found by their label, first to the letter, then whatever their
 * case, because databases change it. {@link #after} gives the same rows only if the query has an ORDER BY that leaves
 * no ties. Reading holds a connection and, where the database allows, a page of rows. Immutable.
 *
 * <p>An INT64 is any whole number that fits; a FLOAT64 any number, DECIMAL and 64-bit integers rounded to the nearest
 * double; a FLOAT32 a number that is exactly one; a BOOLEAN a truth value; a STRING a text; a TIMESTAMP a time with its
 * offset, a local time if there is a {@link #zone}, or a text as {@code 2001-01-01T06:00:00Z}. SQL NULL is null.
 */
public final class JdbcQuery implements Source {

    private final DataSource database;
    private final String sql;
    private final @Nullable ZoneId zone;

    private JdbcQuery(DataSource database, String sql, @Nullable ZoneId zone) {
        this.database = requireNonNull(database, "database");
        this.sql = requireNonNull(sql, "sql");
        this.zone = zone;
    }

    /** {@return the rows of a query, whose times have offsets} */
    public static JdbcQuery of(DataSource database, String sql) {
        return new JdbcQuery(database, sql, null);
    }

    /** {@return this with local times of a zone} One that clocks there never showed, or twice, is an error. */
    public JdbcQuery zone(ZoneId of) {
        return new JdbcQuery(database, sql, requireNonNull(of, "of"));
    }

    @Override
    public Pages open(Schema columns) {
        Connection connection;
        try {
            connection = database.getConnection();
        } catch (SQLException e) {
            throw new StorageException("could not connect for " + this, e);
        }
        JdbcPages pages = new JdbcPages(this, connection, columns);
        try {
            pages.execute(sql);
            return pages;
        } catch (SQLException e) {
            throw closed(pages, new StorageException("could not run " + this + ": " + e.getMessage(), e));
        } catch (InvalidException e) {
            throw closed(pages, e);
        }
    }

    @Nullable ZoneId zone() {
        return zone;
    }

    private static MlopsException closed(JdbcPages pages, MlopsException failure) {
        try (pages) {
            return failure;
        } catch (StorageException closing) {
            failure.addSuppressed(closing);
            return failure;
        }
    }

    @Override
    public String toString() {
        return "query '" + (sql.length() > 100 ? sql.substring(0, 100) + "…" : sql) + "'";
    }
}
