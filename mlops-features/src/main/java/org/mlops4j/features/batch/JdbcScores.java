// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.mlops4j.data.Name;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.StorageException;

/** Scores as rows of a table. A page and the position of the batch behind it are one transaction. */
record JdbcScores(DataSource database, String table, String batch) implements ScoreSink {

    /** An identifier, with those of its schema and catalogue before it. Nothing else gets into SQL as it is. */
    private static final Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*){0,2}");

    JdbcScores {
        requireNonNull(database, "database");
        Name.require("batch", batch);
        if (!TABLE.matcher(table).matches()) {
            throw new InvalidException("the name of a table is of letters, digits and '_', with those of its schema and"
                    + " catalogue before it, each behind a '.'; was '" + table + "'");
        }
    }

    @Override
    public Writer open(Schema columns) {
        Connection connection;
        try {
            connection = database.getConnection();
        } catch (SQLException e) {
            throw new StorageException("could not connect to write scores to table " + table, e);
        }
        JdbcScoreWriter writer =
                new JdbcScoreWriter(connection, table, columns, new JdbcPosition(connection, table, batch));
        try {
            writer.begin();
            return writer;
        } catch (SQLException e) {
            throw closed(
                    writer,
                    new StorageException(
                            "scores cannot be written to table " + table + ": " + e.getMessage()
                                    + ". It has to be there, with the columns " + columns,
                            e));
        } catch (MlopsException e) {
            throw closed(writer, e);
        }
    }

    private static MlopsException closed(JdbcScoreWriter writer, MlopsException failure) {
        try (writer) {
            return failure;
        } catch (StorageException closing) {
            failure.addSuppressed(closing);
            return failure;
        }
    }
}
