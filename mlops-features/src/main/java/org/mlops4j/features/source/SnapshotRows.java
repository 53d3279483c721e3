// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.source;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Snapshot;
import org.mlops4j.data.Snapshots;
import org.mlops4j.data.Table;

/** The rows of a snapshot. */
record SnapshotRows(Snapshots snapshots, Snapshot snapshot) implements Source {

    SnapshotRows {
        requireNonNull(snapshots, "snapshots");
        requireNonNull(snapshot, "snapshot");
    }

    @Override
    public Pages open(Schema columns) {
        WantedColumns.of(
                this, columns, Table.builder(snapshot.dataset().schema()).build());
        return new Rows(columns);
    }

    @Override
    public OptionalLong findRowCount() {
        return OptionalLong.of(snapshot.dataset().rows());
    }

    @Override
    public String toString() {
        return "snapshot '" + snapshot.dataset().name() + "'";
    }

    private final class Rows implements Pages {

        private final Schema columns;
        private int next;

        Rows(Schema columns) {
            this.columns = columns;
        }

        @Override
        public Table next() {
            return next < snapshot.pages().size()
                    ? WantedColumns.of(SnapshotRows.this, columns, snapshots.page(snapshot, next++))
                    : Table.builder(columns).build();
        }

        @Override
        public void close() {
            next = snapshot.pages().size();
        }
    }
}
