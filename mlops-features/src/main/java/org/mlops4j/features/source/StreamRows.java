// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.source;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.spi.EventLog;

/** The rows of a stream of the event log. */
record StreamRows(EventLog log, String stream) implements Source {

    StreamRows {
        requireNonNull(log, "log");
        requireNonNull(stream, "stream");
    }

    @Override
    public Pages open(Schema columns) {
        Schema there = log.find(stream)
                .orElseThrow(() -> new NotFoundException("there is no stream '" + stream + "' in the event log"))
                .schema();
        WantedColumns.of(this, columns, Table.builder(there).build());
        return new Rows(columns);
    }

    @Override
    public OptionalLong findRowCount() {
        return OptionalLong.of(log.position(stream));
    }

    @Override
    public String toString() {
        return "stream '" + stream + "'";
    }

    private final class Rows implements Pages {

        private final Schema columns;
        private long after;

        Rows(Schema columns) {
            this.columns = columns;
        }

        @Override
        public Table next() {
            Table rows = log.read(stream, after, PAGE_ROWS);
            after += rows.rowCount();
            return WantedColumns.of(StreamRows.this, columns, rows);
        }

        @Override
        public void close() {
            // Nothing is held open between two pages.
        }
    }
}
