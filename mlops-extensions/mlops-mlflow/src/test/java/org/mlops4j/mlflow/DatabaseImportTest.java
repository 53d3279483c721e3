// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.mlflow.Mlruns.CHILD;
import static org.mlops4j.mlflow.Mlruns.RUN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunStatus;

/** The tables are those that MLflow made; the rows are written here. */
class DatabaseImportTest {

    private static final Instant TIME = Instant.ofEpochMilli(1_714_565_000_000L);

    @TempDir
    Path directory;

    private Mlops mlops;
    private Path database;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory.resolve("store"));
        database = directory.resolve("mlflow.db");
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private void sql(String statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(statements);
        }
    }

    private void fill() throws SQLException {
        sql("""
                INSERT INTO experiments (experiment_id, name, lifecycle_stage) VALUES (1, 'flights', 'active');
                INSERT INTO runs (run_uuid, name, user_id, status, start_time, end_time, lifecycle_stage,
                    artifact_uri, experiment_id)
                  VALUES ('%1$s', 'bold-fox', 'ana', 'FINISHED', 1714564800123, 1714565400456, 'active',
                    'file:///etc', 1),
                  ('%2$s', 'calm-owl', 'ana', 'RUNNING', 1714564800124, NULL, 'active', 's3://b/1', 1),
                  ('dead', 'dead', 'ana', 'FAILED', 1714564800124, 1714565400456, 'deleted', '', 1);
                INSERT INTO params (key, value, run_uuid) VALUES ('depth', '6', '%1$s');
                INSERT INTO tags (key, value, run_uuid) VALUES ('mlflow.parentRunId', '%1$s', '%2$s'), ('team', 'ml', '%1$s');
                INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES
                  ('auc', 0.5, 1714565000000, '%1$s', 0, 0),
                  ('auc', 0, 1714565000000, '%1$s', 1, 1),
                  ('auc', 1.7976931348623157e308, 1714565000000, '%1$s', 2, 0),
                  ('auc', -1.7976931348623157e308, 1714565000000, '%1$s', 3, 0),
                  ('auc', 0.25, 1714565000000, '%2$s', -1, 0);
                """.formatted(RUN, CHILD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlflow-2.sql", "mlflow-3.sql"})
    void runsOfDatabasesOfSeveralVersionsAreImported(String schema) throws Exception {
        sql(ModelImportTest.resource(schema));
        fill();
        Digest before = Digest.of(Files.readAllBytes(database));

        ImportReport report = MlflowImport.into(mlops).database(database);

        assertThat(report.refused()).isEmpty();
        assertThat(report.imported()).hasSize(2);
        assertThat(report.skipped()).containsExactly(new ImportReport.Item("run dead", "deleted in MLflow"));
        RunRecord run = mlops.tracking().load("flights-1");
        assertThat(run.name()).isEqualTo("bold-fox");
        assertThat(run.params()).containsOnly(Map.entry("depth", Document.of("6")));
        assertThat(run.tags()).containsEntry("team", "ml");
        assertThat(run.started()).isEqualTo(Instant.ofEpochMilli(1_714_564_800_123L));
        assertThat(mlops.tracking().metric(run.id(), "auc"))
                .containsExactly(
                        new MetricPoint(0, TIME, 0.5),
                        new MetricPoint(1, TIME, Double.NaN),
                        new MetricPoint(2, TIME, Double.POSITIVE_INFINITY),
                        new MetricPoint(3, TIME, Double.NEGATIVE_INFINITY));
        RunRecord part = mlops.tracking().load("flights-2");
        assertThat(part.parent()).isEqualTo("flights-1");
        assertThat(part.status()).isEqualTo(RunStatus.LOST);
        assertThat(part.ended()).isEqualTo(TIME);
        assertThat(Digest.of(Files.readAllBytes(database))).isEqualTo(before);
        assertThat(MlflowImport.into(mlops).database(database).imported()).isEmpty();
    }

    @Test
    void modelsAndArtifactsComeFromTheDirectoryThatIsGiven() throws Exception {
        sql(ModelImportTest.resource("mlflow-3.sql"));
        fill();
        sql("""
                INSERT INTO registered_models (name) VALUES ('churn');
                INSERT INTO model_versions (name, version, current_stage, source, run_id) VALUES
                  ('churn', 7, 'None', 'mlflow-artifacts:/1/%1$s/artifacts/m', '%1$s'),
                  ('churn', 8, 'None', '/etc', '%1$s'), ('churn', 9, 'Deleted_Internal', '', NULL);
                INSERT INTO registered_model_aliases (alias, version, name) VALUES ('champion', 7, 'churn');
                INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, dataset_source)
                  VALUES ('d1', 1, 'train', '0a1b2c3d', 'local', '{}');
                INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id)
                  VALUES ('i1', 'DATASET', 'd1', 'RUN', '%1$s');
                """.formatted(RUN));
        Mlruns artifacts = new Mlruns(directory.resolve("mlartifacts"))
                .file("1/" + RUN + "/artifacts/m/MLmodel", ModelImportTest.resource("xgboost.MLmodel"))
                .copy("1/" + RUN + "/artifacts/m/model.ubj", ModelImportTest.bytes("golden.ubj"));

        ImportReport report = MlflowImport.into(mlops).database(database, artifacts.root());

        assertThat(report.refused()).extracting(ImportReport.Item::what).containsExactly("model churn/8");
        assertThat(mlops.registry().resolve("churn@champion").run()).isEqualTo("flights-1");
        RunRecord run = mlops.tracking().load("flights-1");
        assertThat(run.artifacts()).containsOnlyKeys("m/MLmodel", "m/model.ubj", "mlflow/inputs.json");
        assertThat(run.tags()).containsEntry("mlflow.dataset.train", "0a1b2c3d");
    }

    @Test
    void whatIsNoDatabaseOfMlflowIsSaid() throws IOException, SQLException {
        assertThatThrownBy(() -> MlflowImport.into(mlops).database(database))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("mlflow.db");
        assertThat(database).doesNotExist();
        Files.writeString(
                database,
                "this is a text, not a database, and long enough to have a header of one hundred"
                        + " bytes, which is what SQLite reads first of all to see what it has got here");
        assertThatThrownBy(() -> MlflowImport.into(mlops).database(database))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("no SQLite database");
        Files.delete(database);
        sql("CREATE TABLE flights (id INTEGER)");
        assertThatThrownBy(() -> MlflowImport.into(mlops).database(database))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("not one of MLflow");
    }
}
