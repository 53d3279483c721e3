// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.store.FeatureStore;
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
     * says how much of it is whole. Texts are written as they are; if people open the file in a spreadsheet, write it
     * by {@link #spreadsheet}.
     */
    static ScoreSink csv(Path file) {
        return CsvScores.exact(file);
    }

    /**
     * {@return a CSV file as {@link #csv} writes it, in which no text is a formula} A spreadsheet would carry out a
     * text that begins with {@code = + - @}, a tab or the end of a line, whoever it comes from; such a text gets an
     * apostrophe before it. Numbers stay as they are.
     */
    static ScoreSink spreadsheet(Path file) {
        return CsvScores.withoutFormulas(file);
    }

    /** {@return a table in memory} It is filled page by page and asked for by {@link TableScores#table()}. */
    static TableScores table() {
        return new TableScores();
    }

    /** {@return a stream of the event log; its time is that of scoring} */
    static ScoreSink stream(EventLog log, String name) {
        return new StreamScores(log, name);
    }

    /**
     * {@return a table of any database, which has to be there and have the columns of the scores} Columns are found by
     * their name, first to the letter, then whatever their case; times need a TIMESTAMP WITH TIME ZONE, which may hold
     * fewer digits, or a text. How far the batch is, is in a row of the table {@code mlops_batches}, which is made
     * beside it: in the same transaction as the scores. Two processes that write one batch cannot double a row: one of
     * them gets a {@link org.mlops4j.error.ConflictException}. Holds a connection while the batch is under way.
     *
     * @param table such as {@code scores} or {@code public.scores}; several batches can go to one
     * @param batch what tells this batch from others of the table, such as a day; by the rule of
     *     {@link org.mlops4j.data.Name#require}
     */
    static ScoreSink jdbc(DataSource database, String table, String batch) {
        return new JdbcScores(database, table, batch);
    }

    /**
     * {@return the events of a feature view, which readers on line see as soon as a page is there} The view was
     * applied, and the columns of its events are among those of the scores. It has to tell its events apart by columns
     * that are kept of the rows to score ({@link org.mlops4j.features.FeatureView#identity()}), since a page may be
     * pushed again after a crash; then only the first of two events of one row counts. Rows that were not scored are
     * left out; {@link BatchScorer#rejects} writes them to another place.
     *
     * @param features on the store of the handle
     * @param view its name
     * @param batch what tells this batch from others of the view, such as a day; by the rule of
     *     {@link org.mlops4j.data.Name#require}
     */
    static ScoreSink features(Mlops mlops, FeatureStore features, String view, String batch) {
        return new FeatureScores(mlops, features, view, batch);
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
