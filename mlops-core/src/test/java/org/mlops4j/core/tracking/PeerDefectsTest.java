// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.CorruptException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.tracking.Run;

/** What was measured of other trackers and does not happen here; other such tests stand beside what they are about. */
class PeerDefectsTest {

    private static final int ROWS = 20_000;
    private static final Schema SCHEMA = Schema.of(
            Field.of("distance", DataType.FLOAT64),
            Field.of("scheduled", DataType.TIMESTAMP),
            Field.of("rain", DataType.BOOLEAN),
            Field.nullable("carrier", DataType.STRING));

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    /** {@return a table of which one value may be another} */
    private static Table flights(int changed, String column) {
        Table.Builder table = Table.builder(SCHEMA);
        for (int row = 0; row < ROWS; row++) {
            boolean other = row == changed;
            table.add(
                    row + (other && column.equals("distance") ? 0.5 : 0),
                    Instant.ofEpochSecond(row + (other && column.equals("scheduled") ? 1 : 0)),
                    row % 3 == 0 != (other && column.equals("rain")),
                    row == 7 ? null : other && column.equals("carrier") ? "ZZ" : "AA");
        }
        return table.build();
    }

    /** MLflow hashes the first 10 000 rows, and of texts with a missing one and of times nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"distance", "scheduled", "rain", "carrier"})
    void anyValueOfAnyRowMakesAnotherDataset(String column) {
        Table before = flights(-1, "");
        Table after = flights(15_000, column);
        Mlops mlops = store.mlops();
        String first;
        String second;
        try (Run run = mlops.tracking().start("e")) {
            run.dataset("train", before);
            first = run.id();
        }
        try (Run run = mlops.tracking().start("e")) {
            run.dataset("train", after);
            second = run.id();
        }
        DatasetRef one = mlops.tracking().load(first).datasets().get(0);
        DatasetRef other = mlops.tracking().load(second).datasets().get(0);
        assertThat(one.digest()).isNotEqualTo(other.digest());
        assertThat(mlops.tracking()
                        .search("e", "datasets.digest = '" + one.digest().hex() + "'"))
                .extracting(run -> run.id())
                .containsExactly(first);
        List<String> columns = SCHEMA.names();
        for (int i = 0; i < columns.size(); i++) {
            assertThat(one.columns().get(i).equals(other.columns().get(i)))
                    .as(columns.get(i))
                    .isEqualTo(!columns.get(i).equals(column));
        }
    }

    /** MLflow loads what lies there, whatever was registered. */
    @Test
    void aModelThatWasSwappedBehindTheRegistryIsNotLoaded() throws IOException {
        String model = "{\"intercept\": 1, \"coefficients\": [2], \"link\": \"identity\"}";
        Mlops mlops = store.mlops();
        ModelVersion version =
                mlops.registry().register("m", ModelPackage.of("linear").withFile("model", model.getBytes(UTF_8)));
        Path file;
        try (Stream<Path> files = Files.walk(store.directory().resolve("blobs"))) {
            file = files.filter(Files::isRegularFile)
                    .filter(blob -> blob.toFile().length() == model.length())
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(file, model.replace('2', '3'));

        assertThatThrownBy(() -> mlops.registry().read(version, "model")).isInstanceOf(CorruptException.class);
        assertThatThrownBy(
                        () -> mlops.serving().deploy(DeploymentSpec.named("d").champion("m/1")))
                .isInstanceOf(CorruptException.class);
    }

    /** MLflow keeps the summary of a metric as its last value. */
    @Test
    void theBestValueOfAMetricIsFoundThoughItIsNotTheLast() {
        try (Run run = store.mlops().tracking().start("e")) {
            run.metric("auc", 0.5, 1);
            run.metric("auc", 0.9, 2);
            run.metric("auc", 0.7, 3);
        }
        for (String search : List.of(
                "metrics.auc.max > 0.8",
                "metrics.auc.max_step = 2",
                "metrics.auc.min < 0.6",
                "metrics.auc.first = 0.5")) {
            assertThat(store.mlops().tracking().search("e", search)).as(search).hasSize(1);
        }
        assertThat(store.mlops().tracking().search("e", "metrics.auc > 0.8")).isEmpty();
    }
}
