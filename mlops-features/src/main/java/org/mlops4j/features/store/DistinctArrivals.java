// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.ConflictException;
import org.mlops4j.features.source.Source;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.OnlineStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the first of all events of one identity go to the stream. An event that lacks a part of it has none. */
/*
 * The log alone says which events there are. The on-line store has their identities, so that they can be looked up, and
 * the position of the log up to which it has them: what a crash kept from it is read from the log again. Rows are
 * appended only behind a position up to which all identities are known, so two processes cannot append one event both.
 */
final class DistinctArrivals implements Arrivals {

    private static final Logger LOG = LoggerFactory.getLogger(DistinctArrivals.class);

    private static final StoredEntries.Text THERE = new StoredEntries.Text("", null);

    private final EventLog log;
    private final String stream;
    private final int[] fields;
    private final EntityKey key;
    private final StoredEntries identities;
    private final Set<String> awaited = new HashSet<>();
    private long position;

    DistinctArrivals(EventLog log, OnlineStore store, String stream, Schema columns, List<String> identity) {
        this.log = log;
        this.stream = stream;
        this.fields = identity.stream().mapToInt(columns::index).toArray();
        this.key = new EntityKey(fields.length);
        Document what = Document.object().with("stream", stream).with("identity", Document.texts(identity));
        this.identities = new StoredEntries(store, "identities." + what.digest().hex());
        this.position = identities.position();
    }

    @Override
    public boolean knows(Row event) {
        String identity = identity(event);
        return identity != null
                && (awaited.contains(identity) || !known(List.of(identity)).isEmpty());
    }

    @Override
    public void awaits(Row event) {
        String identity = identity(event);
        if (identity != null) {
            awaited.add(identity);
        }
    }

    @Override
    public Appended append(Table events) {
        List<@Nullable String> all = identities(events);
        while (true) {
            catchUp();
            Appended fresh = new Appended(position, fresh(events, all));
            if (fresh.rows().rowCount() == 0 || log.appendAfter(stream, position, fresh.rows())) {
                enter(fresh.rows());
                awaited.clear();
                return fresh;
            }
        }
    }

    /** Takes notice of what others appended. */
    private void catchUp() {
        long end = log.position(stream);
        if (end < position) {
            LOG.warn("more events are known than stream '{}' has; it is read again from its begin", stream);
            startOver();
        }
        while (position < end) {
            enter(log.read(stream, position, Source.PAGE_ROWS));
        }
    }

    /** Takes notice of the rows behind the position. */
    private void enter(Table rows) {
        for (int from = 0; from < rows.rowCount(); from += Source.PAGE_ROWS) {
            Table page = rows.slice(from, Math.min(rows.rowCount(), from + Source.PAGE_ROWS));
            Map<String, StoredEntries.Text> texts = new LinkedHashMap<>();
            for (String identity : identities(page)) {
                if (identity != null) {
                    texts.put(identity, THERE);
                }
            }
            long through = position + page.rowCount();
            identities.put(texts, through);
            identities.putPosition(through);
            position = through;
        }
    }

    private Table fresh(Table events, List<@Nullable String> all) {
        Set<String> known =
                known(all.stream().filter(Objects::nonNull).distinct().toList());
        List<Integer> fresh = new ArrayList<>();
        for (int row = 0; row < all.size(); row++) {
            String identity = all.get(row);
            if (identity == null || known.add(identity)) {
                fresh.add(row);
            }
        }
        return fresh.size() == all.size()
                ? events
                : events.take(fresh.stream().mapToInt(row -> row).toArray());
    }

    private Set<String> known(List<String> wanted) {
        try {
            return new HashSet<>(identities.find(wanted).keySet());
        } catch (ConflictException e) {
            LOG.warn(
                    "the identities of the events of stream '{}' are gone; it is read again from its begin", stream, e);
            startOver();
            catchUp();
            return new HashSet<>(identities.find(wanted).keySet());
        }
    }

    private void startOver() {
        identities.startOver();
        position = 0;
    }

    private List<@Nullable String> identities(Table rows) {
        List<@Nullable String> all = new ArrayList<>(rows.rowCount());
        for (int row = 0; row < rows.rowCount(); row++) {
            all.add(identity(rows.row(row)));
        }
        return all;
    }

    private @Nullable String identity(Row row) {
        for (int field : fields) {
            if (row.isNull(field)) {
                return null;
            }
        }
        key.fill(row, fields);
        return key.text();
    }
}
