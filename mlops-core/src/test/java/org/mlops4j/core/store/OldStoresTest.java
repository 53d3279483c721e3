// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataQuery.Comparison;
import org.mlops4j.spi.MetadataReader.Change;
import org.mlops4j.spi.SeriesStore.Point;
import org.mlops4j.spi.StoredDocument;

/** Stores of earlier formats open, have what they had, and go on in the format of today. */
class OldStoresTest {

    @TempDir
    private Path scratch;

    @BeforeEach
    void copyTheStore() throws IOException, URISyntaxException {
        Path written = Path.of(
                OldStoresTest.class.getResource("/written-by/0.1.0-preview").toURI());
        try (Stream<Path> files = Files.walk(written)) {
            for (Path file : files.toList()) {
                Path target = scratch.resolve(written.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Test
    void documentsAndTheirAttributesAreThere() {
        for (int opening = 0; opening < 2; opening++) {
            try (EmbeddedStores stores = EmbeddedStores.open(scratch)) {
                assertThat(ids(stores, MetadataQuery.of("run").descending("n").limit(2)))
                        .containsExactly("r19", "r18");
                assertThat(ids(stores, MetadataQuery.of("run").where("half", Comparison.AT_MOST, Document.of(1))))
                        .containsExactly("r0", "r1", "r2");
                assertThat(ids(stores, MetadataQuery.of("run").whereEqual("name", "run 7")))
                        .isEmpty();
                List<Change> changes = stores.metadata().read(r -> r.changes(0, 100));
                assertThat(changes).hasSize(21);
                assertThat(stores.verify().damage()).isEmpty();
            }
        }
        try (EmbeddedStores stores = EmbeddedStores.open(scratch)) {
            StoredDocument again = stores.metadata().write(w -> w.put("run", "r7", Document.of(1), Map.of()));
            assertThat(again.version()).isEqualTo(2);
        }
    }

    @Test
    void everyPointIsThereToTheBit() {
        try (EmbeddedStores stores = EmbeddedStores.open(scratch)) {
            assertThat(stores.series().names("", 10)).containsExactly("r1/auc", "r2/loss");
            List<Point> points = stores.series().read("r1/auc", Long.MIN_VALUE, 100);
            double[] values = {0.5, -0.0, 0.0, Double.NaN, Double.NEGATIVE_INFINITY};
            assertThat(points).hasSize(50);
            for (int i = 0; i < 50; i++) {
                assertThat(points.get(i))
                        .isEqualTo(new Point(
                                "r1/auc",
                                i - 10,
                                Instant.parse("2026-01-01T00:00:00.000000001Z").plusSeconds(i),
                                values[i % 5]));
            }
            stores.series().append(points);
            assertThat(stores.series().read("r1/auc", Long.MIN_VALUE, 100)).isEqualTo(points);
        }
    }

    @Test
    void eventsStatesAndBlobsAreThere() {
        try (EmbeddedStores stores = EmbeddedStores.open(scratch)) {
            assertThat(stores.events().read("labels", 0, 100).doubles("value").get(9))
                    .isEqualTo(3.0);
            assertThat(stores.online().get("view", List.of("ORD"), Instant.EPOCH))
                    .containsOnlyKeys("ORD");
            byte[] model = "a model".getBytes(StandardCharsets.UTF_8);
            assertThat(stores.blobs().readAll(Digest.of(model))).isEqualTo(model);
        }
    }

    private static List<String> ids(EmbeddedStores stores, MetadataQuery query) {
        return stores.metadata()
                .read(r -> r.query(query).stream().map(StoredDocument::id).toList());
    }
}
