// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.mlflow.Mlruns.CHILD;
import static org.mlops4j.mlflow.Mlruns.RUN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunStatus;

class MlrunsImportTest {

    @TempDir
    Path directory;

    private Mlops mlops;
    private Mlruns mlruns;

    @BeforeEach
    void open() throws IOException {
        mlops = Mlops.open(directory.resolve("store"));
        mlruns = new Mlruns(Files.createDirectories(directory.resolve("mlruns")));
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private ImportReport imported() {
        return MlflowImport.into(mlops).mlruns(mlruns.root());
    }

    private Mlruns oneRun() {
        return mlruns.experiment("0", "Late flights").run("0", RUN, 3, "1714565400456", "active");
    }

    private RunRecord run(String id) {
        return mlops.tracking().findRestored("mlflow:" + id).orElseThrow();
    }

    @Test
    void aRunKeepsWhatItLoggedAndWhen() {
        oneRun().file("0/" + RUN + "/params/depth", "6")
                .file("0/" + RUN + "/metrics/auc", "1714565000000 0.5 0\n1714565001000 nan 1\n1714565000000 0.5 0\n")
                .file(
                        "0/" + RUN + "/metrics/val/loss",
                        "1714565000000 inf 0\n1714565002000 -inf -3\n1714565003000 1e-3\n")
                .file("0/" + RUN + "/tags/mlflow.source.name", "train.py")
                .file("0/" + RUN + "/tags/mlflow.note.content", "the *first* try")
                .file("0/" + RUN + "/artifacts/plots/roc.svg", "<svg/>")
                .file("0/" + RUN + "/inputs/77/meta.yaml", "source_id: 88\ntags: {mlflow.data.context: train}\n")
                .file("0/datasets/88/meta.yaml", "name: flights\ndigest: 1e10\nsource_type: local\n");

        ImportReport report = imported();

        assertThat(report.refused()).isEmpty();
        assertThat(report.imported()).containsExactly(new ImportReport.Item("run " + RUN, "Late-flights-1"));
        RunRecord run = mlops.tracking().load("Late-flights-1");
        assertThat(run.name()).isEqualTo("clumsy-duck-1");
        assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(run.actor()).isEqualTo(Actor.of("ana"));
        assertThat(run.started()).isEqualTo(Instant.ofEpochMilli(1_714_564_800_123L));
        assertThat(run.ended()).isEqualTo(Instant.ofEpochMilli(1_714_565_400_456L));
        assertThat(run.params()).containsOnly(Map.entry("depth", Document.of("6")));
        assertThat(run.note()).isEqualTo("the *first* try");
        assertThat(run.tags())
                .containsEntry("mlflow.source.name", "train.py")
                .containsEntry("mlflow.run_id", RUN)
                .containsEntry("mlflow.experiment_name", "Late flights")
                .containsEntry("mlflow.dataset.flights", "1e10");
        assertThat(mlops.tracking().metric(run.id(), "auc"))
                .containsExactly(point(0, 1_714_565_000_000L, 0.5), point(1, 1_714_565_001_000L, Double.NaN));
        assertThat(mlops.tracking().metric(run.id(), "val/loss"))
                .containsExactly(
                        point(-3, 1_714_565_002_000L, Double.NEGATIVE_INFINITY),
                        point(0, 1_714_565_000_000L, Double.POSITIVE_INFINITY),
                        point(0, 1_714_565_003_000L, 0.001));
        assertThat(run.metrics().get("auc").count()).isEqualTo(2);
        assertThat(text(run, "plots/roc.svg")).isEqualTo("<svg/>");
        assertThat(mlops.json().read(text(run, "mlflow/inputs.json")).list()).hasSize(1);
        assertThat(mlops.tracking().verify(run.id())).isEqualTo(run.seal());
        assertThat(mlops.audit().verify()).isPositive();
    }

    private static MetricPoint point(long step, long millis, double value) {
        return new MetricPoint(step, Instant.ofEpochMilli(millis), value);
    }

    private String text(RunRecord run, String artifact) {
        return new String(mlops.blobs().readAll(run.artifacts().get(artifact)), UTF_8);
    }

    @Test
    void aSecondImportSkipsWhatIsThere() {
        oneRun();
        imported();
        long entries = mlops.audit().verify();
        mlruns.run("0", CHILD, 4, "1714565400456", "active");

        ImportReport second = imported();

        assertThat(second.skipped())
                .containsExactly(new ImportReport.Item("run " + RUN, "imported before, as Late-flights-1"));
        assertThat(second.imported()).extracting(ImportReport.Item::what).containsExactly("run " + CHILD);
        assertThat(mlops.audit().verify()).isEqualTo(entries + 2);
    }

    @Test
    void aPartOfARunIsAPartOfItHereWhicheverCameFirst() {
        mlruns.experiment("0", "Default")
                .run("0", CHILD, 3, "1714565400456", "active")
                .run("0", RUN, 3, "1714565400456", "active")
                .file("0/" + RUN + "/tags/mlflow.parentRunId", CHILD);

        imported();

        assertThat(run(RUN).parent()).isEqualTo(run(CHILD).id());
        assertThat(mlops.tracking().nested(run(CHILD).id())).hasSize(1);
    }

    @Test
    void runsThatArePartsOfEachOtherEndTheImportNot() {
        oneRun().run("0", CHILD, 3, "1714565400456", "active")
                .file("0/" + RUN + "/tags/mlflow.parentRunId", CHILD)
                .file("0/" + CHILD + "/tags/mlflow.parentRunId", RUN);

        assertThat(imported().imported()).hasSize(2);
    }

    @Test
    void statusesBecomeOurs() {
        mlruns.experiment("0", "Default");
        for (int status = 1; status <= 5; status++) {
            mlruns.run("0", RUN.substring(0, 31) + status, status, status < 3 ? "null" : "1714565400456", "active");
        }
        imported();

        List<RunStatus> statuses = new ArrayList<>();
        for (int status = 1; status <= 5; status++) {
            statuses.add(run(RUN.substring(0, 31) + status).status());
        }
        assertThat(statuses)
                .containsExactly(
                        RunStatus.LOST, RunStatus.LOST, RunStatus.FINISHED, RunStatus.FAILED, RunStatus.KILLED);
        assertThat(run(RUN.substring(0, 31) + 1).failure()).contains("RUNNING in MLflow");
    }

    @Test
    void whatIsDeletedIsSkippedUnlessItIsWanted() {
        oneRun().run("0", CHILD, 3, "1714565400456", "deleted").experiment(".trash/9", "gone");

        assertThat(imported().skipped())
                .containsExactlyInAnyOrder(
                        new ImportReport.Item("run " + CHILD, "deleted in MLflow"),
                        new ImportReport.Item("experiment 9", "deleted in MLflow"));
        MlflowImport.into(mlops).withDeleted().mlruns(mlruns.root());
        assertThat(run(CHILD).status()).isEqualTo(RunStatus.FINISHED);
    }

    @Test
    void keysThatAreNotAllowedHereAreEscapedAndSaid() {
        oneRun().file("0/" + RUN + "/metrics/f1@3", "1714565000000 0.5 0").file("0/" + RUN + "/params/größe", "1");

        ImportReport report = imported();

        assertThat(run(RUN).metrics()).containsOnlyKeys("f1_u0040_3");
        assertThat(run(RUN).params()).containsOnlyKeys("gr_u00f6__u00df_e");
        assertThat(report.notes()).extracting(ImportReport.Item::detail).anyMatch(note -> note.contains("'f1@3'"));
    }

    @Test
    void valuesThatAreTooLongBecomeArtifacts() {
        oneRun().file("0/" + RUN + "/params/long", "p".repeat(6_001))
                .file("0/" + RUN + "/tags/long", "t".repeat(8_001));

        imported();

        assertThat(text(run(RUN), "mlflow/params/long")).hasSize(6_001);
        assertThat(text(run(RUN), "mlflow/tags/long")).hasSize(8_001);
    }

    @Test
    void experimentsWhoseNamesBecomeOneStayApart() {
        mlruns.experiment("1", "a b").experiment("2", "a/b").experiment("3", "a-b");
        for (String id : List.of("1", "2", "3")) {
            mlruns.run(id, RUN.substring(0, 31) + id, 3, "1714565400456", "active");
        }
        imported();

        assertThat(mlops.tracking().experiments()).containsExactly("a-b", "a-b-1", "a-b-2");
    }

    @Test
    void aLinkOutOfTheDirectoryRefusesTheRunAndIsNotFollowed() throws IOException {
        oneRun();
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        Path artifacts = Files.createDirectories(mlruns.root().resolve("0/" + RUN + "/artifacts"));
        Files.createSymbolicLink(artifacts.resolve("link"), secret);

        assertThat(imported().refused()).singleElement().satisfies(item -> {
            assertThat(item.what()).isEqualTo("run " + RUN);
            assertThat(item.detail()).contains("artifacts/link").contains("symbolic link");
        });
        assertThat(mlops.tracking().experiments()).isEmpty();
    }

    /** Anybody who could log to the server could have made the address up. */
    @ParameterizedTest
    @ValueSource(strings = {"file://%s", "%s", "file:%s/../elsewhere", "../../../elsewhere"})
    void theAddressThatARunNamesIsNotOpened(String address) throws IOException {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("secret.txt"), "secret");
        oneRun().file("0/" + RUN + "/artifacts/roc.svg", "<svg/>");
        for (String file : List.of("0/meta.yaml", "0/" + RUN + "/meta.yaml")) {
            Path meta = mlruns.root().resolve(file);
            String text = Files.readString(meta);
            String named = text.replaceAll("file:///etc.*", address.formatted(elsewhere));
            assertThat(named).isNotEqualTo(text);
            Files.writeString(meta, named);
        }

        assertThat(imported().refused()).isEmpty();
        assertThat(run(RUN).artifacts()).containsOnlyKeys("roc.svg");
    }

    @Test
    void aLinkedRunDirectoryIsNotFollowed() throws IOException {
        mlruns.experiment("0", "Default");
        Mlruns elsewhere = new Mlruns(directory.resolve("elsewhere")).run("0", RUN, 3, "1", "active");
        Files.createSymbolicLink(
                mlruns.root().resolve("0/" + RUN), elsewhere.root().resolve("0/" + RUN));

        assertThat(imported().imported()).isEmpty();
    }

    @Test
    void aParentThatIsAPathIsOnlyAnUnknownRun() {
        oneRun().file("0/" + RUN + "/tags/mlflow.parentRunId", "../../../etc/passwd");

        assertThat(imported().refused()).isEmpty();
        assertThat(run(RUN).parent()).isNull();
    }

    @Test
    void damagedFilesRefuseTheirRunOnly() {
        oneRun().run("0", CHILD, 3, "1714565400456", "active")
                .file("0/" + CHILD + "/metrics/auc", "yesterday 0.5 0")
                .file("0/damaged/meta.yaml", "a: [")
                .file("0/python/meta.yaml", "a: !!python/object/apply:os.system ['true']")
                .file("0/bomb/meta.yaml", bomb());

        ImportReport report = imported();

        assertThat(report.imported()).extracting(ImportReport.Item::what).containsExactly("run " + RUN);
        assertThat(report.refused())
                .extracting(ImportReport.Item::what)
                .containsExactlyInAnyOrder("run " + CHILD, "run damaged", "run python", "run bomb");
        assertThat(report).hasToString("1 imported, 0 skipped, 4 refused");
    }

    private static String bomb() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 60; i++) {
            yaml.append("a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1));
        }
        return yaml.toString();
    }

    @Test
    void progressTellsOfEachItem() {
        oneRun();
        List<ImportReport.Item> items = new ArrayList<>();

        ImportReport report = MlflowImport.into(mlops).progress(items::add).mlruns(mlruns.root());

        assertThat(items).isEqualTo(report.imported()).hasSize(1);
    }

    @Test
    void aMissingDirectoryIsSaid() {
        assertThatThrownBy(() -> MlflowImport.into(mlops).mlruns(directory.resolve("none")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("none");
    }
}
