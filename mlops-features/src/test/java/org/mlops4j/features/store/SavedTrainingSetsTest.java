// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.sum;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Snapshot;
import org.mlops4j.data.Table;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.join.Spill;
import org.mlops4j.features.source.Source;

class SavedTrainingSetsTest {

    private static final Schema READINGS = Schema.of(
            Field.of("who", DataType.STRING), Field.of("at", DataType.TIMESTAMP), Field.of("x", DataType.FLOAT64));
    private static final Schema LABELS = Schema.of(
            Field.of("who", DataType.STRING), Field.of("at", DataType.TIMESTAMP), Field.of("y", DataType.FLOAT64));
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path directory;

    private Mlops mlops;
    private FeatureStore features;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory);
        features = FeatureStore.on(mlops);
        features.apply(service(3));
        features.push("readings", Row.of(READINGS, "a", NOON.minus(hours(1)), 1.0));
        features.push("readings", Row.of(READINGS, "b", NOON.minus(hours(2)), 2.0));
    }

    @AfterEach
    void close() {
        features.close();
        mlops.close();
    }

    @Test
    void aSetIsMadeAgainWhateverCameSince() {
        DatasetRef saved = features.trainingSets().save("train", features.trainingSet(service(3), labels(), "at"));
        // A late event that the labels would see, and another definition.
        features.push("readings", Row.of(READINGS, "a", NOON.minus(hours(2)), 100.0));
        features.apply(service(6));
        close();
        mlops = Mlops.open(directory);
        features = FeatureStore.on(mlops);

        TrainingSet again = features.trainingSets().reproduce(saved);

        assertThat(again.dataset("train")).isEqualTo(saved);
        assertThat(again.table().doubles("sum").toArray()).containsExactly(1, 2);
        assertThat(features.trainingSet(service(3), labels(), "at").dataset("train"))
                .isNotEqualTo(saved);
    }

    @Test
    void aSetOfOtherEventsIsNotSaved() {
        Table others =
                Table.builder(READINGS).add("a", NOON.minus(hours(1)), 5.0).build();
        TrainingSet set = TrainingSet.of(service(3), Map.of("readings", others), labels(), "at");
        assertThatThrownBy(() -> features.trainingSets().save("train", set))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'readings'");
        assertThatThrownBy(() -> features.trainingSets().reproduce(set.dataset("train")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("'train'")
                .hasMessageContaining("save");
    }

    @Test
    void anAlteredHistoryIsNoticed() {
        DatasetRef saved = features.trainingSets().save("train", features.trainingSet(service(3), labels(), "at"));
        features.close();
        String stream = mlops.events().streams().get(0).name();
        try (Mlops other = Mlops.builder()
                .directory(directory.resolve("other"))
                .metadata(mlops.metadata())
                .blobs(mlops.blobs())
                .open()) {
            other.events().create(stream, READINGS, "at");
            other.events()
                    .append(
                            stream,
                            Table.builder(READINGS)
                                    .add("a", NOON.minus(hours(1)), 1.5)
                                    .add("b", NOON.minus(hours(2)), 2.0)
                                    .build());
            try (FeatureStore altered = FeatureStore.on(other)) {
                assertThatThrownBy(() -> altered.trainingSets().reproduce(saved))
                        .isInstanceOf(CorruptException.class)
                        .hasMessageContaining("events of feature view 'readings'");
            }
        }
        open();
    }

    @Test
    void rowsOfASnapshotAreASource() {
        Table rows = labels();
        Snapshot snapshot = Source.of(rows).save(rows.schema(), mlops.snapshots(), "labels");
        assertThat(snapshot.dataset().origin()).isEqualTo("a table of 2 rows");
        Source source = Source.of(mlops.snapshots(), snapshot);
        assertThat(source.table(LABELS).digest()).isEqualTo(rows.digest());
        assertThat(source.first(1).table(LABELS).digest())
                .isEqualTo(rows.slice(0, 1).digest());
        Schema wanted = Schema.of(Field.of("z", DataType.FLOAT64));
        assertThatThrownBy(() -> source.table(wanted))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("snapshot 'labels' has no column 'z'");
    }

    @Test
    void aSetFromPagesThatSpillIsThatFromMemory() {
        TrainingSet set = features.trainingSet(service(3), labels(), "at");
        TrainingSet spilled = features.trainingSet(service(3), labels(), "at", Spill.to(directory));
        Map<String, Source> sources = Map.of("readings", Source.of(features.history("readings")));
        TrainingSet read = TrainingSet.of(service(3), sources, labels(), "at", Spill.to(directory));
        assertThat(spilled.dataset("train")).isEqualTo(set.dataset("train"));
        assertThat(read.dataset("train")).isEqualTo(set.dataset("train"));
        assertThat(read.lineage()).isEqualTo(set.lineage());
        assertThatThrownBy(() -> new Spill(directory, 1_000))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("1 MiB");
    }

    private static FeatureService service(int hours) {
        FeatureView view = FeatureView.named("readings")
                .entity("who")
                .from(READINGS)
                .eventTime("at")
                .feature("sum", sum(col("x")).over(hours(hours)))
                .build();
        return FeatureService.of("walks", view);
    }

    private static Table labels() {
        return Table.builder(LABELS).add("a", NOON, 0.0).add("b", NOON, 1.0).build();
    }
}
