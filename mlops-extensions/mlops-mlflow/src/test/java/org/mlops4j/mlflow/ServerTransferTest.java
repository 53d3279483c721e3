// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.error.StorageException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.server.MlflowServer;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunStatus;

/** From a store to an MLflow server and from there to another store, over HTTP. */
class ServerTransferTest {

    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    Path directory;

    private Mlops laptop;
    private Mlops behind;
    private MlflowServer server;
    private MlflowConnection connection;

    @BeforeEach
    void open() {
        laptop = Mlops.open(directory.resolve("laptop"));
        behind = Mlops.open(directory.resolve("behind"));
        server = MlflowServer.on(behind).port(0).bearerToken(TOKEN).start();
        connection = MlflowConnection.to(server.uri()).bearerToken(TOKEN);
    }

    @AfterEach
    void close() {
        server.close();
        behind.close();
        laptop.close();
    }

    private String logged() {
        try (Run parent = laptop.tracking().start("late-flights")) {
            try (Run run = parent.nested("fold 1")) {
                run.params(Map.of("depth", 6, "eta", 0.5, "kind", "gbtree"));
                run.tag("team", "ml");
                run.note("as it should");
                for (int step = 0; step < 5; step++) {
                    run.metric("auc", step == 3 ? Double.NaN : 0.5 + step / 10.0, step);
                }
                run.metric("loss", Double.POSITIVE_INFINITY, 0);
                run.artifact("plots/roc.txt", "a plot".getBytes(UTF_8));
                run.artifact("notes of two.txt", new byte[] {1, 2});
                return run.id();
            }
        }
    }

    @Test
    void aRunGoesToAServerOnceAndComesBackAsItWas() {
        String run = logged();
        MlflowExport export = MlflowExport.of(laptop, connection);

        String there = export.run(run);

        assertThat(export.run(run)).as("not twice").isEqualTo(there);
        RunRecord record = behind.tracking().load(there);
        assertThat(record.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(record.params())
                .containsEntry("depth", Document.of("6"))
                .containsEntry("kind", Document.of("gbtree"));
        assertThat(record.tags()).containsEntry("team", "ml").containsEntry("mlops4j.run", run);
        assertThat(behind.tracking().experiments()).contains("late-flights");
        assertThat(behind.tracking().runs("late-flights"))
                .as("with the run that it is a part of")
                .hasSize(2);
        assertThat(behind.tracking().metric(there, "auc")).hasSize(5);
        assertThat(behind.tracking().artifacts(there).read("plots/roc.txt")).isEqualTo("a plot".getBytes(UTF_8));

        try (Mlops other = Mlops.open(directory.resolve("other"))) {
            ImportReport report = MlflowImport.into(other).server(connection);

            assertThat(report.refused()).isEmpty();
            RunRecord back = other.tracking().findRestored("mlflow:" + there).orElseThrow();
            assertThat(back.params()).isEqualTo(record.params());
            assertThat(back.findParent()).isPresent();
            assertThat(back.artifacts()).isEqualTo(laptop.tracking().load(run).artifacts());
            assertThat(back.metrics().get("loss").last()).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(other.tracking().metric(back.id(), "auc"))
                    .extracting(point -> point.value())
                    .containsExactly(0.5, 0.6, 0.7, Double.NaN, 0.9);
            assertThat(MlflowImport.into(other).server(connection).imported()).isEmpty();
            other.audit().verify();
        }
    }

    @Test
    void aVersionGoesToAServerWithItsAliasesAndComesBackToBeServed() {
        ModelVersion version = laptop.registry()
                .register("churn", ModelPackage.of("xgboost").withFile("model", ModelImportTest.bytes("golden.ubj")));
        laptop.registry().alias("churn", "champion").moveTo(version, "");
        MlflowExport export = MlflowExport.of(laptop, connection);

        assertThat(export.version(version)).isEqualTo(1);
        assertThat(export.version(version)).as("not twice").isEqualTo(1);

        ModelVersion there = behind.registry().resolve("churn@champion");
        assertThat(behind.registry().tags(there).all()).containsEntry("mlops4j.version", "churn/1");
        assertThat(behind.registry().read(there, "model.ubj")).isEqualTo(ModelImportTest.bytes("golden.ubj"));
        try (Mlops other = Mlops.open(directory.resolve("other"))) {
            ImportReport report = MlflowImport.into(other).server(connection);

            assertThat(report.refused()).isEmpty();
            ModelVersion back = other.registry().resolve("churn@champion");
            assertThat(back.manifest().format()).isEqualTo("xgboost");
            assertThat(other.registry().read(back, "model")).isEqualTo(ModelImportTest.bytes("golden.ubj"));
        }
    }

    @Test
    void whatHasTheSameNameInAnotherStoreIsAnother() {
        ModelPackage contents = ModelPackage.of("xgboost").withFile("model", ModelImportTest.bytes("golden.ubj"));
        try (Mlops desk = Mlops.open(directory.resolve("desk"))) {
            for (Mlops each : List.of(laptop, desk)) {
                try (Run run = each.tracking().start("e")) {
                    run.metric("auc", each == desk ? 0.8 : 0.7);
                }
                each.registry().register("churn", contents);
                each.registry().register("churn", contents);
            }
            MlflowExport ofLaptop = MlflowExport.of(laptop, connection);
            MlflowExport ofDesk = MlflowExport.of(desk, connection);

            assertThat(ofLaptop.run("e-1")).isNotEqualTo(ofDesk.run("e-1"));
            assertThat(behind.tracking().runs("e")).hasSize(2);
            assertThat(ofLaptop.version(laptop.registry().load("churn", 1))).isEqualTo(1);
            assertThat(ofLaptop.version(laptop.registry().load("churn", 2)))
                    .as("the same bytes, but another version")
                    .isEqualTo(2);
        }
    }

    @Test
    void whatIsRefusedIsToldWithTheWordsOfTheServer() throws Exception {
        MlflowExport stranger = MlflowExport.of(laptop, MlflowConnection.to(server.uri()));
        String run = logged();
        assertThatThrownBy(() -> stranger.run(run))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("401")
                .hasMessageContaining("UNAUTHENTICATED");
        MlflowExport export = MlflowExport.of(laptop, connection);
        assertThatThrownBy(() -> export.run("none-1")).isInstanceOf(NotFoundException.class);
        try (Run open = laptop.tracking().start("e")) {
            assertThatThrownBy(() -> export.run(open.id()))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("goes on");
        }
        assertThatThrownBy(() -> MlflowConnection.to(URI.create("file:///etc/passwd")))
                .isInstanceOf(InvalidException.class);
        URI nobody;
        try (ServerSocket closedSoon = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://localhost:" + closedSoon.getLocalPort());
        }
        assertThatThrownBy(() -> MlflowImport.into(laptop).server(MlflowConnection.to(nobody)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("could not reach");
    }

    @Test
    void aServerThatNamesFilesOutsideIsNotFollowed() throws Exception {
        HttpServer hostile = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Map<String, String> answers = Map.of(
                "/api/2.0/mlflow/experiments/search",
                "{\"experiments\": [{\"experiment_id\": \"1\", \"name\": \"e\"}]}",
                "/api/2.0/mlflow/runs/search",
                "{\"runs\": [{\"info\": {\"run_id\": \"r\", \"status\": \"FINISHED\"}, \"data\": {}}]}",
                "/api/2.0/mlflow/runs/get",
                "{\"run\": {\"info\": {\"run_id\": \"r\", \"artifact_uri\": \"mlflow-artifacts:/1/r/artifacts\"}}}",
                "/api/2.0/mlflow-artifacts/artifacts",
                "{\"files\": [{\"path\": \"../../escaped\", \"is_dir\": false, \"file_size\": 1}]}",
                "/api/2.0/mlflow/model-versions/search",
                "{}");
        hostile.createContext("/", exchange -> {
            byte[] answer = answers.getOrDefault(exchange.getRequestURI().getPath(), "{}")
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        hostile.start();
        try {
            ImportReport report = MlflowImport.into(laptop)
                    .server(MlflowConnection.to(URI.create(
                            "http://localhost:" + hostile.getAddress().getPort())));
            assertThat(report.imported()).isEmpty();
            assertThat(report.refused()).extracting(ImportReport.Item::detail).allMatch(why -> why.contains("escaped"));
            assertThat(report.refused()).hasSize(1);
            assertThat(laptop.tracking().runs("e")).isEqualTo(List.of());
        } finally {
            hostile.stop(0);
        }
    }
}
