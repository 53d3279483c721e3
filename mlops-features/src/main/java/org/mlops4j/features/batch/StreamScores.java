// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.spi.EventLog;

/** Scores as a stream of the event log: a page is appended as a whole, and the position is how far the batch is. */
record StreamScores(EventLog log, String name) implements ScoreSink {

    @Override
    public Writer open(Schema columns) {
        log.create(name, columns, BatchScorer.SCORED);
        return new Writer() {
            @Override
            public long rows() {
                return log.position(name);
            }

            @Override
            public void add(Table rows) {
                log.append(name, rows);
                log.sync();
            }

            @Override
            public void close() {
                // Nothing is held open between two pages.
            }
        };
    }
}
