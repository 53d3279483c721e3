// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.mlops4j.core.encoding.Checksum;
import org.mlops4j.core.encoding.TableEncoding;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.CorruptException;
import org.mlops4j.spi.EventLog;

/**
 * A stream of an event log.
 *
 * @param id its key in the database
 * @param name its name
 * @param schema its columns
 * @param timeField the column of the event time
 */
record EventStream(long id, String name, Schema schema, String timeField) {

    /** The columns that {@link #chunk} reads. */
    static final String CHUNK = "first, rows, least_time, greatest_time, crc, body";

    EventLog.Stream described() {
        return new EventLog.Stream(name, schema, timeField);
    }

    /** {@return the verified rows of a chunk} */
    Table chunk(ResultSet row) throws SQLException {
        long first = row.getLong(1);
        int rows = row.getInt(2);
        String what = "the chunk of stream '" + name + "' from position " + first;
        if (row.getLong(5) != Checksum.of(id, first, rows, row.getLong(3), row.getLong(4))) {
            throw new CorruptException(what + " is damaged: its checksum does not fit its place");
        }
        Table table = TableEncoding.decode(Columns.bytes(row, 6), schema, what);
        if (table.rowCount() != rows) {
            throw new CorruptException(what + " is damaged: it has " + table.rowCount() + " rows instead of " + rows);
        }
        return table;
    }
}
