// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.expect.KnownEntities;
import org.mlops4j.features.expect.RowValues;
import org.mlops4j.features.source.Source;
import org.mlops4j.spi.EventLog;

/**
 * The entities of which the log has events of a view, in memory proportional to their number. The first refresh reads
 * the log of the view from its begin, later ones what has come since.
 */
final class LoggedEntities implements KnownEntities {

    private final EventLog log;
    private final String stream;
    private final List<Integer> keys;
    private final Runnable flush;
    private final Set<List<@Nullable Object>> known = ConcurrentHashMap.newKeySet();
    private final Object lock = new Object();
    private long position;

    /** @param flush brings events to the log that are on their way */
    LoggedEntities(EventLog log, FeatureView view, Runnable flush) {
        this.log = log;
        this.stream = EventStream.name(view.name());
        this.keys = view.entity().keys().stream().map(view.source()::index).toList();
        this.flush = flush;
    }

    @Override
    public boolean contains(List<@Nullable Object> key) {
        return known.contains(key);
    }

    @Override
    public void refresh() {
        flush.run();
        synchronized (lock) {
            for (Table rows = read(); rows.rowCount() > 0; rows = read()) {
                for (int row = 0; row < rows.rowCount(); row++) {
                    known.add(RowValues.of(rows.row(row), keys));
                }
                position += rows.rowCount();
            }
        }
    }

    private Table read() {
        return log.read(stream, position, Source.PAGE_ROWS);
    }
}
