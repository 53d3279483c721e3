// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import java.nio.file.Path;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.spi.EventLog;

/** Where scores go. It keeps what it was given: after a crash, a batch goes on behind the rows that are there. */
public interface ScoreSink {

    /**
     * Begins to write, or to go on writing.
     *
     * @param columns of all rows
     * @throws org.mlops4j.error.IncompatibleException if there are rows of other columns
     * @throws org.mlops4j.error.StorageException if it cannot be written to
     */
    Writer open(Schema columns);

    /**
     * {@return a CSV file in UTF-8 with the names of the columns in the first line} Beside it, {@code <file>.progress}
     * says how much of it is whole.
     */
    static ScoreSink csv(Path file) {
        return new CsvScores(file);
    }

    /** {@return a stream of the event log; its time is that of scoring} */
    static ScoreSink stream(EventLog log, String name) {
        return new StreamScores(log, name);
    }

    /** Takes scores. For one thread. */
    interface Writer extends AutoCloseable {

        /** {@return how many rows are there, durable and whole} */
        long rows();

        /**
         * Takes rows, all or none of them; they are durable when it returns.
         *
         * @throws org.mlops4j.error.StorageException if that fails; then the batch may be run again
         */
        void add(Table rows);

        /** Ends writing; idempotent. */
        @Override
        void close();
    }
}
