// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import org.mlops4j.data.Schema;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.IncompatibleException;

/** How many rows of a batch are in a table: a row of a table beside it. For one thread. */
final class JdbcPosition {

    private static final String LOOK = "SELECT columns_digest, rows_written FROM mlops_batches WHERE 1 = 0";
    private static final String CREATE = "CREATE TABLE mlops_batches (score_table VARCHAR(255) NOT NULL,"
            + " batch VARCHAR(255) NOT NULL, columns_digest VARCHAR(64) NOT NULL, rows_written BIGINT NOT NULL,"
            + " PRIMARY KEY (score_table, batch))";
    private static final String FIND =
            "SELECT columns_digest, rows_written FROM mlops_batches WHERE score_table = ? AND batch = ?";
    private static final String BEGIN =
            "INSERT INTO mlops_batches (score_table, batch, columns_digest, rows_written) VALUES (?, ?, ?, 0)";
    private static final String MOVE =
            "UPDATE mlops_batches SET rows_written = ? WHERE score_table = ? AND batch = ? AND rows_written = ?";

    private final Connection connection;
    private final String table;
    private final String batch;

    JdbcPosition(Connection connection, String table, String batch) {
        this.connection = connection;
        this.table = table;
        this.batch = batch;
    }

    /** Makes the table of positions if it is not there; outside of a transaction. */
    void create() throws SQLException {
        try {
            execute(LOOK);
        } catch (SQLException missing) {
            try {
                execute(CREATE);
            } catch (SQLException e) {
                // Another process was faster, unless it is still not there.
                e.addSuppressed(missing);
                try {
                    execute(LOOK);
                } catch (SQLException still) {
                    e.addSuppressed(still);
                    throw e;
                }
            }
        }
    }

    /**
     * {@return how many rows there are; the batch begins if it did not} Within a transaction, which it may end.
     *
     * @throws IncompatibleException if the batch was begun with other columns
     */
    long begin(Schema columns) throws SQLException {
        OptionalLong there = find(columns);
        if (there.isPresent()) {
            return there.getAsLong();
        }
        try (PreparedStatement insert = connection.prepareStatement(BEGIN)) {
            insert.setString(1, table);
            insert.setString(2, batch);
            insert.setString(3, columns.toDocument().digest().hex());
            insert.executeUpdate();
            connection.commit();
            return 0;
        } catch (SQLException e) {
            // Another process may have been faster.
            connection.rollback();
            return find(columns).orElseThrow(() -> e);
        }
    }

    /**
     * Moves on, in the transaction of the rows.
     *
     * @throws ConflictException if somebody else has moved meanwhile
     */
    void move(long from, long to) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(MOVE)) {
            update.setLong(1, to);
            update.setString(2, table);
            update.setString(3, batch);
            update.setLong(4, from);
            if (update.executeUpdate() != 1) {
                throw new ConflictException("batch '" + batch + "' has no longer " + from + " rows in table " + table
                        + ": another process writes it; let one go on alone");
            }
        }
    }

    private OptionalLong find(Schema columns) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setString(1, table);
            select.setString(2, batch);
            try (ResultSet found = select.executeQuery()) {
                if (!found.next()) {
                    return OptionalLong.empty();
                }
                if (!found.getString(1).equals(columns.toDocument().digest().hex())) {
                    throw new IncompatibleException("batch '" + batch + "' has rows of other columns in table " + table
                            + "; give it another name");
                }
                return OptionalLong.of(found.getLong(2));
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
