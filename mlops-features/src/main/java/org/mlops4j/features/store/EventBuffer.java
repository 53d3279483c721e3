// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureView;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.OnlineStore;

/**
 * The events of a view on their way to the log: single ones are collected and go there together. For one thread at a
 * time.
 */
final class EventBuffer {

    private static final int MOST_ROWS = 4_096;

    private final EventLog log;
    private final OnlineStore store;
    private final String stream;
    private final FeatureView view;
    private List<String> identity;
    private Arrivals arrivals;
    private Table.Builder rows;

    /** @param store where it is kept which events there are */
    EventBuffer(EventLog log, OnlineStore store, String stream, FeatureView view) {
        this.log = log;
        this.store = store;
        this.stream = stream;
        this.view = view;
        this.identity = view.identity();
        this.arrivals = Arrivals.of(log, store, stream, view.source(), identity);
        this.rows = Table.builder(view.source());
    }

    /** {@return whether events are told apart by these columns} */
    boolean isIdentifiedBy(List<String> columns) {
        return columns.equals(identity);
    }

    /** Says which columns tell events apart from now on; nothing may be on its way. */
    void identifyBy(List<String> columns) {
        arrivals = Arrivals.of(log, store, stream, view.source(), columns);
        identity = columns;
    }

    /** {@return whether an event is known to be in the log or on its way} */
    boolean knows(Row event) {
        return arrivals.knows(event);
    }

    /** @param values of the event, as a table takes them */
    void add(Row event, @Nullable Object[] values) {
        rows.add(values);
        arrivals.awaits(event);
    }

    boolean isEmpty() {
        return rows.rowCount() == 0;
    }

    boolean isFull() {
        return rows.rowCount() >= MOST_ROWS;
    }

    /**
     * Appends what is on its way; if the log cannot be written, it stays so.
     *
     * @return what was appended, empty if another process was first with some of it
     */
    Optional<Arrivals.Appended> append() {
        int size = rows.rowCount();
        Arrivals.Appended appended = arrivals.append(rows.build());
        rows = Table.builder(view.source());
        return appended.rows().rowCount() == size ? Optional.of(appended) : Optional.empty();
    }

    /** Appends other events, but for those that are there; nothing may be on its way. */
    Arrivals.Appended append(Table events) {
        return arrivals.append(events);
    }
}
