// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Provenance;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunSpec;

class ProvenanceTest {

    /** A version as 0.1.0-preview stored it. */
    private static final String STORED_BEFORE = """
            {"author":"ana","created":"2026-01-01T00:00:00Z","manifest":{"files":[{"bytes":7,"digest":\
            "9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c","name":"model"}],"format":"linear",\
            "properties":{}},"model":"late-flights","number":1,"run":"late-flights-1"}""";

    @TempDir
    Path directory;

    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory);
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private static ModelPackage model() {
        return ModelPackage.of("linear").withFile("model", "weights".getBytes(UTF_8));
    }

    private static Table table(double... values) {
        Table.Builder table = Table.builder(Schema.of(Field.of("x", DataType.FLOAT64)));
        for (double value : values) {
            table.add(value);
        }
        return table.build();
    }

    @Test
    void aVersionKnowsItsDataAndItsEnvironmentWithoutItsRun() {
        ModelVersion version;
        String run;
        Document environment;
        try (Run training = mlops.tracking().start("late-flights")) {
            training.dataset("train", table(1, 2), "flights of 2025");
            training.dataset("test", table(3));
            version = training.register("late-flights", model());
            run = training.id();
            environment = mlops.tracking().load(run).environment();
        }
        mlops.metadata().write(writer -> writer.delete("run", run));

        Provenance provenance = mlops.registry()
                .load("late-flights", 1)
                .manifest()
                .findProvenance()
                .orElseThrow();
        assertThat(provenance.datasets())
                .containsExactly(
                        DatasetRef.of("test", table(3), ""), DatasetRef.of("train", table(1, 2), "flights of 2025"));
        assertThat(provenance.environment()).isEqualTo(environment);
        assertThat(mlops.registry().load("late-flights", 1)).isEqualTo(version);
    }

    @Test
    void ofARunThatGoesOnWhatItHasLoggedSoFarCounts() {
        try (Run training = mlops.tracking().start("late-flights")) {
            training.dataset("train", table(1));
            ModelVersion version = training.register("late-flights", model());
            training.dataset("test", table(2));

            assertThat(version.manifest().findProvenance().orElseThrow().datasets())
                    .extracting(DatasetRef::name)
                    .containsExactly("train");
        }
    }

    @Test
    void otherDataAreAnotherDigestOfTheSameBytes() {
        ModelVersion first = registered(table(1));
        ModelVersion second = registered(table(1));
        ModelVersion third = registered(table(2));

        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(third.digest()).isNotEqualTo(first.digest());
    }

    private ModelVersion registered(Table data) {
        return mlops.tracking().<ModelVersion, RuntimeException>during(RunSpec.of("late-flights"), run -> {
            run.dataset("train", data);
            return run.register("late-flights", model());
        });
    }

    @Test
    void aVersionThatNoRunMadeHasNoProvenance() {
        assertThat(mlops.registry().register("m", model()).manifest().findProvenance())
                .isEmpty();
    }

    @Test
    void versionsStoredBeforeThereWasProvenanceKeepTheirDigest() {
        Document stored = mlops.json().read(STORED_BEFORE);
        mlops.metadata().write(writer -> writer.put("model-version", "late-flights/1", stored, Map.of()));

        ModelManifest manifest = mlops.registry().load("late-flights", 1).manifest();
        assertThat(manifest.findProvenance()).isEmpty();
        assertThat(manifest.digest())
                .isEqualTo(new Digest("b82ec2b68f071b7fba1a120c9f8ec3764c02424d4d08d2f10ff9e0899191ac91"));
        assertThat(manifest.toDocument()).isEqualTo(stored.get("manifest"));
    }
}
