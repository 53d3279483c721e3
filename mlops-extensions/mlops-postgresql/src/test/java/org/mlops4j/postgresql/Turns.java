// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataReader.Change;
import org.mlops4j.spi.OnlineStore.Entry;
import org.mlops4j.spi.SeriesStore.Point;
import org.mlops4j.spi.StoredDocument;

/** Numbered writes to all stores, and what must be there of them after any crash. */
final class Turns {

    private static final String STREAM = "events";
    private static final int BATCH = 5;
    private static final Schema SCHEMA = Schema.of(
            Field.of("at", DataType.TIMESTAMP), Field.of("turn", DataType.INT64), Field.of("text", DataType.STRING));

    private Turns() {}

    static void prepare(PostgresStores stores) {
        stores.events().create(STREAM, SCHEMA, "at");
    }

    /** Writes two documents in one transaction, a batch of events, two points and two states. */
    static void write(PostgresStores stores, long turn) {
        stores.metadata().write(w -> {
            w.put("left", "t" + turn, body(turn), Map.of("turn", Document.of(turn)));
            return w.put("right", "t" + turn, body(turn), Map.of("turn", Document.of(turn)));
        });
        stores.events().append(STREAM, events(turn));
        stores.series().append(List.of(point("a", turn), point("b", turn)));
        stores.online().put("view", List.of(state("a", turn), state("b", turn)));
    }

    /** Fails unless all acknowledged turns are there, none by half, and none that was never begun. */
    static void verify(PostgresStores stores, Set<Long> acknowledged, Set<Long> begun) {
        stores.metadata().read(r -> {
            List<StoredDocument> left = all(r, "left");
            assertThat(bodies(left)).isEqualTo(bodies(all(r, "right")));
            assertWhole(
                    bodies(left).stream().map(body -> body.get("turn").whole()).collect(Collectors.toSet()),
                    acknowledged,
                    begun);
            left.forEach(document -> assertThat(document.body())
                    .isEqualTo(body(document.body().get("turn").whole())));
            List<Change> changes = r.changes(0, 1_000_000);
            assertThat(changes).hasSize(2 * left.size());
            assertThat(r.lastChange()).isEqualTo(changes.size());
            return changes;
        });
        verifyEvents(stores, acknowledged, begun);
        Set<Long> steps = steps(stores, "a");
        assertThat(steps).isEqualTo(steps(stores, "b"));
        assertWhole(steps, acknowledged, begun);
        Map<String, Entry> found = stores.online().get("view", List.of("a", "b"), Instant.EPOCH);
        assertThat(found.values().stream().map(Entry::order).distinct()).hasSizeLessThanOrEqualTo(1);
        assertThat(found.values()).allMatch(entry -> entry.state().equals("turn " + entry.order()));
        long newest = found.values().stream().mapToLong(Entry::order).max().orElse(0);
        assertThat(newest)
                .isGreaterThanOrEqualTo(
                        acknowledged.stream().mapToLong(turn -> turn).max().orElse(0));
        assertThat(stores.metadata().verify().damage()).isEmpty();
        assertThat(stores.events().verify().damage()).isEmpty();
        assertThat(stores.series().verify().damage()).isEmpty();
        assertThat(stores.online().verify().damage()).isEmpty();
    }

    private static void verifyEvents(PostgresStores stores, Set<Long> acknowledged, Set<Long> begun) {
        Table events = stores.events().read(STREAM, 0, 1_000_000);
        assertThat(events.rowCount() % BATCH).isZero();
        Set<Long> turns = new TreeSet<>();
        for (int row = 0; row < events.rowCount(); row += BATCH) {
            long turn = events.longs("turn").get(row);
            assertThat(turns.add(turn)).as("turn %s is there once", turn).isTrue();
            assertThat(events.slice(row, row + BATCH).digest())
                    .isEqualTo(events(turn).digest());
        }
        assertWhole(turns, acknowledged, begun);
    }

    private static void assertWhole(Set<Long> turns, Set<Long> acknowledged, Set<Long> begun) {
        assertThat(turns).containsAll(acknowledged);
        assertThat(begun).containsAll(turns);
    }

    private static List<StoredDocument> all(MetadataReader reader, String kind) {
        return reader.query(MetadataQuery.of(kind).ascending("turn").limit(1_000_000));
    }

    private static List<Document> bodies(List<StoredDocument> documents) {
        return documents.stream().map(StoredDocument::body).toList();
    }

    private static Set<Long> steps(PostgresStores stores, String series) {
        return stores.series().read(series, 0, 1_000_000).stream()
                .map(Point::step)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Document body(long turn) {
        return Document.object().with("turn", turn).with("text", "x".repeat((int) (turn % 9) * 1_000));
    }

    private static Table events(long turn) {
        Table.Builder events = Table.builder(SCHEMA);
        for (int i = 0; i < BATCH; i++) {
            events.add(turn * 1_000 + i, turn, "turn " + turn);
        }
        return events.build();
    }

    private static Point point(String series, long turn) {
        return new Point(series, turn, Instant.EPOCH, turn / 3.0);
    }

    private static Entry state(String key, long turn) {
        return new Entry(key, turn, "turn " + turn, null);
    }
}
