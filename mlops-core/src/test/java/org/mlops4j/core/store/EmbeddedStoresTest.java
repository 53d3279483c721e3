// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.core.encoding.RandomTables;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataQuery.Comparison;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.spi.StoredDocument;

class EmbeddedStoresTest {

    @TempDir
    private Path scratch;

    @Test
    void aDirectoryIsMadeAndKeepsWhatIsStored() {
        Path directory = scratch.resolve("new/ü ? # %41/store");
        Digest digest;
        try (EmbeddedStores stores = EmbeddedStores.open(directory)) {
            digest = stores.blobs().put(new byte[] {1, 2, 3});
            stores.metadata().write(w -> w.put("run", "1", Document.of("body"), Map.of("auc", Document.of(0.75))));
        }
        try (EmbeddedStores stores = EmbeddedStores.open(directory)) {
            assertThat(stores.blobs().readAll(digest)).containsExactly(1, 2, 3);
            List<StoredDocument> found = stores.metadata()
                    .read(r -> r.query(MetadataQuery.of("run")
                            .where("auc", Comparison.GREATER, Document.of(0.5))
                            .descending("auc")));
            assertThat(found).hasSize(1);
        }
    }

    @Test
    void aNestedCallIsRefusedInsteadOfAnEndlessWait() {
        try (EmbeddedStores stores = EmbeddedStores.open(scratch)) {
            assertThatThrownBy(() ->
                            stores.metadata().write(w -> stores.metadata().read(r -> r.find("run", "1"))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("inside a read or write");
            assertThat(stores.metadata().<Boolean>read(r -> r.find("run", "1").isEmpty()))
                    .isTrue();
        }
    }

    @Test
    void seriesEventsAndStatesAreThereAfterTheNextOpen() {
        Table table = RandomTables.of(500, new SplittableRandom(1));
        try (EmbeddedStores stores = EmbeddedStores.open(scratch)) {
            stores.series().append(List.of(new SeriesStore.Point("run/auc", 3, Instant.EPOCH, Double.NaN)));
            stores.events().create("predictions", table.schema(), "at");
            assertThat(stores.events().append("predictions", table)).isEqualTo(500);
            assertThat(stores.events().append("predictions", table.slice(0, 10)))
                    .isEqualTo(510);
            stores.online().put("view", List.of(new OnlineStore.Entry("ORD", 5, "state", null)));
        }
        try (EmbeddedStores stores = EmbeddedStores.open(scratch)) {
            assertThat(stores.series().latest("run/auc").orElseThrow().value()).isNaN();
            assertThat(stores.events().read("predictions", 0, 500).digest()).isEqualTo(table.digest());
            assertThat(stores.events().read("predictions", 499, 2).rowCount()).isEqualTo(2);
            assertThat(stores.events()
                            .scan("predictions", Instant.MIN, Instant.MAX)
                            .rowCount())
                    .isEqualTo(510);
            assertThat(stores.online().get("view", List.of("ORD", "JFK"), Instant.EPOCH))
                    .containsOnlyKeys("ORD");
        }
    }

    @Test
    void filesStayInProportionToWhatIsStored() throws IOException {
        try (EmbeddedStores stores = EmbeddedStores.open(scratch)) {
            Document large = Document.of("x".repeat(200_000));
            for (int i = 0; i < 300; i++) {
                stores.metadata().write(w -> w.put("run", "1", large, Map.of()));
            }
            for (int i = 0; i < 1_000; i++) {
                stores.series().append(List.of(new SeriesStore.Point("s", i, Instant.EPOCH, i)));
            }
            assertThat(Files.size(scratch.resolve("metadata.db-wal")))
                    .as("sixty megabytes went through the log")
                    .isLessThan(20_000_000);
        }
        assertThat(scratch.resolve("metadata.db-wal")).doesNotExist();
        assertThat(Files.size(scratch.resolve("metadata.db"))).isLessThan(1_500_000);
        assertThat(Files.size(scratch.resolve("series.db")))
                .as("a thousand points in rows of one would take twice as much")
                .isLessThan(120_000);
    }
}
