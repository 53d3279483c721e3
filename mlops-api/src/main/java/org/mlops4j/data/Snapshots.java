// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.util.List;
import java.util.Optional;
import org.mlops4j.error.NotFoundException;

/**
 * Tables that are stored for good, so that what a run was trained on can be read again, to the last bit. Thread-safe.
 *
 * <pre>{@code
 * Snapshot train = mlops.snapshots().save("train", rows, "export of 2026-03-01");
 * run.dataset(train.dataset());                                  // the run names it
 * Table again = mlops.snapshots().table(train);                  // years later
 * }</pre>
 *
 * <p>A snapshot is pages of rows, column by column, each page a blob addressed by its digest. Equal pages are stored
 * once, so of a table that grows at its end only the new pages cost space. Memory is needed for one page, whatever the
 * number of rows. Pages that no snapshot names any more are swept like all blobs, see
 * {@link org.mlops4j.storage.Storage}.
 *
 * <p><b>Durability.</b> A snapshot that was returned survives the loss of power; one that failed half-way is not there.
 * Bytes that were damaged in the store are refused with a {@link org.mlops4j.error.CorruptException} when they are
 * read.
 */
public interface Snapshots {

    /** How many rows a page has; the last one may have fewer. */
    int PAGE_ROWS = 65_536;

    /**
     * Begins to store a table that comes page after page.
     *
     * @param name what people call the data, such as {@code train}, by the rule of {@link Name#requireKey}
     * @param schema of all rows
     * @param origin where the data come from, in words or as a URI without credentials; may be empty
     */
    Writer begin(String name, Schema schema, String origin);

    /** {@return the snapshot of a table, which is stored} See {@link #begin}. */
    default Snapshot save(String name, Table rows, String origin) {
        try (Writer writer = begin(name, rows.schema(), origin)) {
            writer.add(rows);
            return writer.finish();
        }
    }

    /** {@return the snapshot of a dataset, if there is one of these very rows; of several names, the first} */
    Optional<Snapshot> find(Digest dataset);

    /**
     * {@return the snapshot of a dataset}
     *
     * @throws NotFoundException if there is none of these very rows
     */
    default Snapshot get(Digest dataset) {
        return find(dataset).orElseThrow(() -> new NotFoundException("there is no snapshot of the dataset " + dataset));
    }

    /** {@return the snapshots of a name, the newest first} */
    List<Snapshot> named(String name);

    /**
     * {@return a page}
     *
     * @param number from 0
     * @throws NotFoundException if the snapshot was removed
     * @throws org.mlops4j.error.CorruptException if the stored bytes are damaged
     */
    Table page(Snapshot snapshot, int number);

    /**
     * {@return all rows} Costs the memory that they take.
     *
     * @throws org.mlops4j.error.MlopsException as for {@link #page}
     */
    default Table table(Snapshot snapshot) {
        Table.Builder rows = Table.builder(snapshot.dataset().schema());
        for (int number = 0; number < snapshot.pages().size(); number++) {
            rows.addAll(page(snapshot, number));
        }
        return rows.build();
    }

    /**
     * Removes a snapshot; a later sweep removes its pages, unless another one names them.
     *
     * @param reason why, for the audit
     * @throws NotFoundException if it is not there
     */
    void remove(Snapshot snapshot, String reason);

    /** Takes the rows of a snapshot. Not thread-safe. Closing it without {@link #finish} leaves no snapshot. */
    interface Writer extends AutoCloseable {

        /**
         * Takes the next rows, of the schema of the snapshot.
         *
         * @throws org.mlops4j.error.InvalidException if they are of another schema
         */
        void add(Table rows);

        /**
         * {@return the snapshot, which is stored now} If there is one of that name and of these very rows, that one.
         */
        Snapshot finish();

        /** Ends writing; idempotent. */
        @Override
        void close();
    }
}
