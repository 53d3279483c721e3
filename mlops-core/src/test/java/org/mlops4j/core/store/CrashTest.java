// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Table;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader.Change;
import org.mlops4j.spi.OnlineStore.Entry;
import org.mlops4j.spi.SeriesStore.Point;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.storage.Durability;
import org.mlops4j.testkit.crash.KillLoop;

/**
 * Kills a writing process again and again: what it said was stored is there, in either mode of durability, and nothing
 * is there by half. {@code -Dmlops.crash.rounds=200} and more are for the nights: a round costs most of a second.
 */
class CrashTest {

    /** Each life is followed by a look at everything, so a store that lives for ever would be looked at for ever. */
    private static final int LIVES_OF_A_STORE = 25;

    @TempDir
    private Path scratch;

    private Path directory = Path.of("");
    private SortedSet<Long> acknowledged = new TreeSet<>();

    @Test
    void nothingAcknowledgedIsLostAndNothingIsTorn() throws IOException {
        KillLoop loop = KillLoop.ofRounds(50);
        for (int round = 0; round < loop.rounds(); round += LIVES_OF_A_STORE) {
            Durability durability = round / LIVES_OF_A_STORE % 2 == 0 ? Durability.POWER_SAFE : Durability.CRASH_SAFE;
            directory = scratch.resolve("store " + round);
            int lives = Math.min(LIVES_OF_A_STORE, loop.rounds() - round);
            new KillLoop(lives, loop.seed() + round)
                    .run(
                            CrashingWriter.class,
                            attempted -> List.of(directory.toString(), Long.toString(attempted), durability.name()),
                            (turns, attempted) -> {
                                acknowledged = turns;
                                verify(attempted);
                            });
            assertThat(acknowledged).as("the kills must hit writes").hasSizeGreaterThanOrEqualTo(lives);
        }
    }

    private void verify(long attempted) throws SQLException {
        try (EmbeddedStores stores = EmbeddedStores.open(directory)) {
            verifyDocumentsAndBlobs(stores, attempted);
            verifyEvents(stores, attempted);
            verifySeriesAndStates(stores, attempted);
        }
        for (String file : List.of("metadata.db", "series.db", "events.db", "online.db")) {
            assertThat(integrity(directory.resolve(file))).as(file).isEqualTo("ok");
        }
    }

    private void verifyDocumentsAndBlobs(EmbeddedStores stores, long attempted) {
        List<StoredDocument> left = all(stores, "left");
        assertThat(left)
                .extracting(StoredDocument::body)
                .isEqualTo(
                        all(stores, "right").stream().map(StoredDocument::body).toList());
        Set<Long> turns = new TreeSet<>();
        for (StoredDocument document : left) {
            long turn = document.body().get("turn").whole();
            turns.add(turn);
            Digest blob = new Digest(document.body().get("blob").text());
            assertThat(document.body()).isEqualTo(CrashingWriter.body(turn, blob));
            assertThat(stores.blobs().readAll(blob)).isEqualTo(CrashingWriter.blob(turn));
        }
        assertWhole(turns, attempted);
        List<Change> changes = stores.metadata().read(r -> r.changes(0, 1_000_000));
        assertThat(changes).hasSize(2 * left.size());
        assertThat(changes.isEmpty() ? 0 : changes.get(changes.size() - 1).sequence())
                .isEqualTo(changes.size());
        try (Stream<Digest> blobs = stores.blobs().list()) {
            blobs.forEach(stores.blobs()::readAll);
        }
    }

    private void verifyEvents(EmbeddedStores stores, long attempted) {
        stores.events().create(CrashingWriter.STREAM, CrashingWriter.SCHEMA, "at");
        Table events = stores.events().scan(CrashingWriter.STREAM, Instant.MIN, Instant.MAX);
        assertThat(events.rowCount() % CrashingWriter.BATCH).isZero();
        Set<Long> turns = new TreeSet<>();
        for (int row = 0; row < events.rowCount(); row += CrashingWriter.BATCH) {
            long turn = events.longs("turn").get(row);
            turns.add(turn);
            assertThat(events.slice(row, row + CrashingWriter.BATCH).digest())
                    .isEqualTo(CrashingWriter.events(turn).digest());
        }
        assertWhole(turns, attempted);
    }

    private void verifySeriesAndStates(EmbeddedStores stores, long attempted) {
        Set<Long> left = steps(stores, "a");
        assertThat(left).isEqualTo(steps(stores, "b"));
        assertWhole(left, attempted);
        Map<String, Entry> found = stores.online().get("view", List.of("a", "b"), Instant.EPOCH);
        Set<Long> orders = found.values().stream().map(Entry::order).collect(Collectors.toSet());
        assertThat(orders).hasSizeLessThanOrEqualTo(1);
        long last = orders.isEmpty() ? 0 : orders.iterator().next();
        assertThat(last)
                .isBetween(acknowledged.stream().mapToLong(turn -> turn).max().orElse(0), attempted);
        assertThat(found.values()).allMatch(entry -> entry.state().equals("turn " + last));
    }

    private void assertWhole(Set<Long> turns, long attempted) {
        assertThat(turns).containsAll(acknowledged).allMatch(turn -> turn <= attempted);
    }

    private static Set<Long> steps(EmbeddedStores stores, String series) {
        return stores.series().read(series, 0, 1_000_000).stream()
                .map(Point::step)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<StoredDocument> all(EmbeddedStores stores, String kind) {
        return stores.metadata()
                .read(r -> r.query(MetadataQuery.of(kind).ascending("turn").limit(1_000_000)));
    }

    private static String integrity(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("pragma integrity_check")) {
            return result.getString(1);
        }
    }
}
