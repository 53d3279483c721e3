// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.core.encoding.TableEncoding;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Name;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Snapshot;
import org.mlops4j.data.Snapshots;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableDigest;

/**
 * Cuts rows into pages and stores each as soon as it is full. Where pages begin depends on the number of rows alone, so
 * tables that begin alike share pages.
 */
final class SnapshotWriter implements Snapshots.Writer {

    private final StoredSnapshots snapshots;
    private final String name;
    private final Schema schema;
    private final String origin;
    private final TableDigest digest;
    private final List<Digest> pages = new ArrayList<>();
    private Table.Builder page;
    private boolean open = true;

    SnapshotWriter(StoredSnapshots snapshots, String name, Schema schema, String origin) {
        this.snapshots = snapshots;
        this.name = Name.requireKey("dataset", name);
        this.schema = schema;
        this.origin = requireNonNull(origin, "origin");
        this.digest = TableDigest.withProfile(schema);
        this.page = Table.builder(schema);
    }

    @Override
    public void add(Table rows) {
        requireOpen();
        digest.add(rows);
        int from = 0;
        while (from < rows.rowCount()) {
            int to = Math.min(rows.rowCount(), from + Snapshots.PAGE_ROWS - page.rowCount());
            page.addAll(rows.slice(from, to));
            from = to;
            if (page.rowCount() == Snapshots.PAGE_ROWS) {
                store();
            }
        }
    }

    @Override
    public Snapshot finish() {
        requireOpen();
        if (page.rowCount() > 0) {
            store();
        }
        open = false;
        return snapshots.put(digest.finish(name, origin), pages);
    }

    @Override
    public void close() {
        open = false;
    }

    private void store() {
        pages.add(snapshots.mlops().blobs().put(TableEncoding.encode(page.build())));
        page = Table.builder(schema);
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the snapshot '" + name + "' is finished or closed");
        }
    }
}
