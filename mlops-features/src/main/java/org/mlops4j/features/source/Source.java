// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.source;

import java.util.OptionalLong;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Snapshot;
import org.mlops4j.data.Snapshots;
import org.mlops4j.data.Table;
import org.mlops4j.spi.EventLog;

/**
 * Rows that are read page by page, so that memory does not grow with their number. A source itself holds nothing open:
 * it can be read again, and gives the same rows if nobody changed them. Its text is its name in messages.
 *
 * <pre>{@code
 * features.push("departures", Csv.of(file));
 * Table labels = Csv.of(file).table(Label.class);
 * }</pre>
 */
public interface Source {

    /** How many rows a page has at most. */
    int PAGE_ROWS = 65_536;

    /**
     * Begins to read.
     *
     * @param columns that are wanted; further ones of the source are not read
     * @return the pages, to be closed
     * @throws org.mlops4j.error.InvalidException if columns are missing or cannot be read as they are wanted; the
     *     message names all that are missing
     * @throws org.mlops4j.error.NotFoundException if there is no such file or stream
     * @throws org.mlops4j.error.StorageException if it cannot be read
     */
    Pages open(Schema columns);

    /**
     * {@return all rows} Costs the memory that they take.
     *
     * @param columns that are wanted
     * @throws org.mlops4j.error.MlopsException as for {@link #open} and {@link Pages#next}
     */
    default Table table(Schema columns) {
        Table.Builder all = Table.builder(columns);
        try (Pages pages = open(columns)) {
            for (Table page = pages.next(); page.rowCount() > 0; page = pages.next()) {
                all.addAll(page);
            }
        }
        return all.build();
    }

    /**
     * {@return all rows, with the components of a record as columns} See {@link #table(Schema)}.
     *
     * @param like its component types become the columns, see {@link Schema#of(Class)}
     */
    default Table table(Class<? extends Record> like) {
        return table(Schema.of(like));
    }

    /** {@return what is behind the first rows of this} They are read and dropped. */
    default Source after(long rows) {
        return new RowsAfter(this, rows);
    }

    /** {@return no more than the first rows of this} */
    default Source first(long rows) {
        return new FirstRows(this, rows);
    }

    /**
     * {@return this with one more column, which says why a row cannot be read} It is a nullable STRING and null for
     * rows that can. A value that cannot be read is null then, if the column that is wanted may be; otherwise it is an
     * error as ever. Sources whose values cannot fail row by row have nothing to say there.
     *
     * @param column its name, which is among the columns that {@link #open} is asked for
     */
    default Source faultsTo(String column) {
        return new Faultless(this, column);
    }

    /** {@return how many rows there are, where that is known without reading them; for who shows progress} */
    default OptionalLong findRowCount() {
        return OptionalLong.empty();
    }

    /** {@return the rows of a table} */
    static Source of(Table rows) {
        return new TableRows(rows);
    }

    /** {@return the rows of a stream of the event log in the order of arrival; those that arrive meanwhile, too} */
    static Source of(EventLog log, String stream) {
        return new StreamRows(log, stream);
    }

    /** {@return the rows of a snapshot} */
    static Source of(Snapshots snapshots, Snapshot snapshot) {
        return new SnapshotRows(snapshots, snapshot);
    }

    /**
     * Stores all rows for good, page by page.
     *
     * @param columns that are wanted
     * @param name what people call the data
     * @return the snapshot; its origin is the text of this source
     * @throws org.mlops4j.error.MlopsException as for {@link #open} and {@link Pages#next}; then there is no snapshot
     */
    default Snapshot save(Schema columns, Snapshots snapshots, String name) {
        try (Pages pages = open(columns);
                Snapshots.Writer writer = snapshots.begin(name, columns, toString())) {
            for (Table page = pages.next(); page.rowCount() > 0; page = pages.next()) {
                writer.add(page);
            }
            return writer.finish();
        }
    }

    /** Rows on their way. For one thread. */
    interface Pages extends AutoCloseable {

        /**
         * {@return the next rows, {@link #PAGE_ROWS} at most; none if there are no more}
         *
         * @throws org.mlops4j.error.InvalidException if a value is not what its column holds; the message says where
         * @throws org.mlops4j.error.StorageException if the source cannot be read
         */
        Table next();

        /** Ends reading; idempotent. */
        @Override
        void close();
    }
}
