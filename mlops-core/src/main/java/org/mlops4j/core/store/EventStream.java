// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.CorruptException;

/**
 * A stream of an event log.
 *
 * @param id its key in the database
 * @param name its name
 * @param schema its columns
 * @param timeField the column of the event time
 */
record EventStream(long id, String name, Schema schema, String timeField) {

    /** {@return the verified rows of a chunk} */
    Table decode(long first, int rows, byte[] body) {
        String what = "the chunk of stream '" + name + "' from position " + first;
        Table table = TableEncoding.decode(body, schema, what);
        if (table.rowCount() != rows) {
            throw new CorruptException(what + " is damaged: it has " + table.rowCount() + " rows instead of " + rows);
        }
        return table;
    }
}
