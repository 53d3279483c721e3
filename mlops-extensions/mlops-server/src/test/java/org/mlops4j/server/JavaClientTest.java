// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.ModelRegistry;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.RunsPage;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunStatus;

/** MLflow's own Java client at a real server. */
class JavaClientTest {

    @TempDir
    Path directory;

    private Mlops mlops;
    private MlflowServer server;
    private MlflowClient client;

    @BeforeEach
    void start() {
        mlops = Mlops.open(directory);
        server = MlflowServer.on(mlops).port(0).start();
        client = new MlflowClient(server.uri().toString());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        mlops.close();
    }

    @Test
    void aRunIsLoggedFromItsBeginningToItsEnd() {
        String experiment = client.createExperiment("late-flights");
        Service.RunInfo info = client.createRun(Service.CreateRun.newBuilder()
                .setExperimentId(experiment)
                .setRunName("deep trees")
                .setStartTime(1_700_000_000_000L)
                .setUserId("ana")
                .addTags(tag("team", "ml"))
                .build());
        client.logParam(info.getRunId(), "depth", "6");
        client.logMetric(info.getRunId(), "auc", 0.5, 1_700_000_000_001L, 1);
        client.logMetric(info.getRunId(), "auc", 0.75, 1_700_000_000_002L, 2);
        client.setTag(info.getRunId(), "mlflow.note.content", "as it should");
        client.setTerminated(info.getRunId(), Service.RunStatus.FINISHED, 1_700_000_000_009L);

        Service.Run run = client.getRun(info.getRunId());
        assertThat(run.getInfo().getRunName()).isEqualTo("deep trees");
        assertThat(run.getInfo().getUserId()).isEqualTo("ana");
        assertThat(run.getInfo().getExperimentId()).isEqualTo(experiment);
        assertThat(run.getInfo().getStatus()).isEqualTo(Service.RunStatus.FINISHED);
        assertThat(run.getInfo().getStartTime()).isEqualTo(1_700_000_000_000L);
        assertThat(run.getInfo().getEndTime()).isEqualTo(1_700_000_000_009L);
        assertThat(run.getData().getParamsList()).containsExactly(param("depth", "6"));
        assertThat(run.getData().getMetricsList()).containsExactly(metric("auc", 0.75, 1_700_000_000_002L, 2));
        assertThat(run.getData().getTagsList()).contains(tag("team", "ml"), tag("mlflow.note.content", "as it should"));
        assertThat(client.getMetricHistory(info.getRunId(), "auc"))
                .containsExactly(metric("auc", 0.5, 1_700_000_000_001L, 1), metric("auc", 0.75, 1_700_000_000_002L, 2));

        RunRecord record = mlops.tracking().load(info.getRunId());
        assertThat(record.experiment()).isEqualTo("late-flights");
        assertThat(record.name()).isEqualTo("deep trees");
        assertThat(record.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(record.params()).containsEntry("depth", Document.of("6"));
        assertThat(mlops.tracking().metric(record.id(), "auc"))
                .contains(new MetricPoint(1, Instant.ofEpochMilli(1_700_000_000_001L), 0.5));
        mlops.tracking().verify(record.id());
        mlops.audit().verify();
    }

    @Test
    void aBatchKeepsEveryDoubleAsItIs() {
        String run = client.createRun("0").getRunId();
        List<Double> values =
                List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 1e-320, 0.1);
        List<Service.Metric> metrics = IntStream.range(0, values.size())
                .mapToObj(i -> metric("m" + i, values.get(i), 1_700_000_000_000L + i, -i))
                .toList();

        client.logBatch(run, metrics, List.of(param("eta", "0.1")), List.of(tag("team", "ml")));

        for (int i = 0; i < values.size(); i++) {
            assertThat(mlops.tracking().metric(run, "m" + i))
                    .containsExactly(new MetricPoint(-i, Instant.ofEpochMilli(1_700_000_000_000L + i), values.get(i)));
        }
        // The client reads numbers as decimals, which have no negative zero.
        List<Service.Metric> read = metrics.stream()
                .map(metric -> metric.getValue() == 0
                        ? metric.toBuilder().setValue(0.0).build()
                        : metric)
                .toList();
        assertThat(client.getRun(run).getData().getMetricsList()).containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void theWaysToEndARunAreTheirOwn() {
        for (Service.RunStatus status :
                List.of(Service.RunStatus.FINISHED, Service.RunStatus.FAILED, Service.RunStatus.KILLED)) {
            String run = client.createRun("0").getRunId();
            client.setTerminated(run, status);
            client.setTerminated(run, status);
            assertThat(client.getRun(run).getInfo().getStatus()).isEqualTo(status);
            assertThat(mlops.tracking().load(run).status().name()).isEqualTo(status.name());
        }
    }

    @Test
    void aRunThatHasEndedNeverChanges() {
        String run = client.createRun("0").getRunId();
        client.setTerminated(run);
        RunRecord sealed = mlops.tracking().load(run);

        for (Runnable change : List.<Runnable>of(
                () -> client.logParam(run, "depth", "6"),
                () -> client.logMetric(run, "auc", 0.5),
                () -> client.setTag(run, "team", "ml"),
                () -> client.logBatch(run, List.of(), List.of(param("depth", "6")), List.of()),
                () -> client.setTerminated(run, Service.RunStatus.FAILED),
                () -> client.setTerminated(run, Service.RunStatus.RUNNING))) {
            assertThatThrownBy(change::run)
                    .isInstanceOf(MlflowClientException.class)
                    .hasMessageContaining("400")
                    .hasMessageContaining("INVALID_STATE")
                    .hasMessageContaining("never changes");
        }
        assertThat(mlops.tracking().load(run)).isEqualTo(sealed);
    }

    @Test
    void runsAreSearchedInPagesByWhatTheyLogged() {
        String experiment = client.createExperiment("late-flights");
        List<String> runs = IntStream.range(0, 5)
                .mapToObj(i -> {
                    String run = client.createRun(experiment).getRunId();
                    client.logParam(run, "depth", Integer.toString(i));
                    client.logMetric(run, "auc", i == 4 ? Double.NaN : 0.5 + i / 10.0, 1_700_000_000_000L, 0);
                    client.setTerminated(run);
                    return run;
                })
                .toList();
        client.setTerminated(client.createRun("0").getRunId());
        List<String> ids = List.of(experiment);
        List<String> best = List.of("metrics.auc DESC");
        String filter = "metrics.auc >= 0.6 and params.depth != '7' and attributes.status = 'FINISHED'";

        RunsPage page = client.searchRuns(ids, filter, Service.ViewType.ACTIVE_ONLY, 2, best);
        assertThat(page.getItems())
                .extracting(run -> run.getInfo().getRunId())
                .containsExactly(runs.get(3), runs.get(2));
        assertThat(page.hasNextPage()).isTrue();
        RunsPage last = client.searchRuns(
                ids,
                filter,
                Service.ViewType.ACTIVE_ONLY,
                2,
                best,
                page.getNextPageToken().orElseThrow());
        assertThat(last.getItems()).extracting(run -> run.getInfo().getRunId()).containsExactly(runs.get(1));
        assertThat(last.hasNextPage()).isFalse();
        assertThat(client.searchRuns(ids, "metrics.auc IS NAN OR params.depth < 1", Service.ViewType.ALL, 10)
                        .getItems())
                .hasSize(2);
        List<String> several = List.of("attributes.status ASC", "params.depth DESC", "start_time DESC");
        assertThat(client.searchRuns(ids, "metrics.auc >= 0.6", Service.ViewType.ALL, 10, several)
                        .getItems())
                .extracting(run -> run.getInfo().getRunId())
                .containsExactly(runs.get(3), runs.get(2), runs.get(1));
        assertThatThrownBy(() -> client.searchRuns(ids, "metrics.auc >", Service.ViewType.ALL, 10))
                .hasMessageContaining("INVALID_PARAMETER_VALUE")
                .hasMessageContaining("column");
    }

    @Test
    void whatIsLoggedInJavaIsFoundByClients() {
        Run parent = mlops.tracking().start("late-flights");
        parent.params(Map.of("depth", 6, "eta", 0.5, "exact", true));
        parent.metric("auc", 0.75, 3);
        Run part = parent.nested("fold 1");

        Service.Experiment experiment =
                client.getExperimentByName("late-flights").orElseThrow();
        assertThat(client.getExperiment(experiment.getExperimentId())).isEqualTo(experiment);
        assertThat(client.searchExperiments().getItems())
                .extracting(Service.Experiment::getName)
                .contains("Default", "late-flights");
        assertThat(client.searchRuns(List.of(experiment.getExperimentId()), "", Service.ViewType.ACTIVE_ONLY, 100)
                        .getItems())
                .extracting(run -> run.getInfo().getRunId())
                .containsExactly(part.id(), parent.id());
        assertThat(client.getRun(parent.id()).getData().getParamsList())
                .containsExactly(param("depth", "6"), param("eta", "0.5"), param("exact", "true"));
        assertThat(client.getRun(part.id()).getData().getTagsList())
                .contains(tag("mlflow.parentRunId", parent.id()), tag("mlflow.runName", "fold 1"));
        assertThatThrownBy(() -> client.setTag(parent.id(), "team", "ml"))
                .hasMessageContaining("INVALID_STATE")
                .hasMessageContaining("not started by a client of this server");
        part.close();
        parent.close();
    }

    @Test
    void modelsAndTheirVersionsAreFound() {
        try (Run run = mlops.tracking().start("late-flights")) {
            run.register("late-flights", ModelPackage.of("linear").withFile("model", "1".getBytes(UTF_8)));
            run.register("late-flights", ModelPackage.of("linear").withFile("model", "2".getBytes(UTF_8)));
        }
        client.sendPost(
                "registered-models/alias", "{\"name\":\"late-flights\",\"alias\":\"champion\",\"version\":\"1\"}");

        ModelRegistry.RegisteredModel model = client.getRegisteredModel("late-flights");
        assertThat(model.getLatestVersionsList())
                .extracting(ModelRegistry.ModelVersion::getVersion)
                .containsExactly("2");
        assertThat(client.getLatestVersions("late-flights"))
                .extracting(ModelRegistry.ModelVersion::getVersion)
                .containsExactly("2");
        assertThat(client.searchModelVersions("name = 'late-flights'").getItems())
                .extracting(ModelRegistry.ModelVersion::getVersion)
                .containsExactly("2", "1");
        ModelRegistry.ModelVersion version = client.getModelVersion("late-flights", "1");
        assertThat(version.getRunId()).isEqualTo("late-flights-1");
        assertThat(version.getAliasesList()).containsExactly("champion");
        assertThat(client.getModelVersionDownloadUri("late-flights", "1"))
                .isEqualTo("mlflow-artifacts:/models/late-flights/1");
        assertThat(mlops.registry().resolve("late-flights@champion").number()).isOne();
    }

    @Test
    void tagsOfVersionsAreSetFoundAndRemoved() throws Exception {
        Wired wired = new Wired(server.uri(), mlops.json());
        mlops.registry().register("late-flights", model("1"));
        mlops.registry().register("late-flights", model("2"));
        String second = "{\"name\": \"late-flights\", \"version\": \"2\", ";
        client.sendPost("model-versions/set-tag", second + "\"key\": \"region\", \"value\": \"Europe\"}");
        client.sendPatch("model-versions/update", second + "\"description\": \"deep trees\"}");

        ModelRegistry.ModelVersion version = client.getModelVersion("late-flights", "2");
        assertThat(version.getTagsList())
                .extracting(tag -> tag.getKey() + "=" + tag.getValue())
                .containsExactly("region=Europe");
        assertThat(version.getDescription()).isEqualTo("deep trees");
        assertThat(client.searchModelVersions("name = 'late-flights' and tags.region = 'Europe'")
                        .getItems())
                .extracting(ModelRegistry.ModelVersion::getVersion)
                .containsExactly("2");
        assertThat(mlops.registry()
                        .tags(mlops.registry().load("late-flights", 2))
                        .all())
                .containsEntry("region", "Europe");

        assertThat(wired.delete("mlflow/model-versions/delete-tag", second + "\"key\": \"region\"}")
                        .status())
                .isEqualTo(200);
        assertThat(wired.delete("mlflow/model-versions/delete-tag", second + "\"key\": \"region\"}")
                        .status())
                .isEqualTo(404);
        assertThat(client.getModelVersion("late-flights", "2").getTagsList()).isEmpty();
        client.sendPost("registered-models/set-tag", "{\"name\": \"late-flights\", \"key\": \"a\", \"value\": \"b\"}");
        assertThat(wired.delete("mlflow/registered-models/delete-tag", "{\"name\": \"late-flights\", \"key\": \"a\"}")
                        .status())
                .isEqualTo(200);
        assertThat(client.getRegisteredModel("late-flights").getTagsList()).isEmpty();
        mlops.audit().verify();
    }

    @Test
    void versionsAreFoundInPagesWithTheirAliases() {
        for (int i = 1; i <= 5; i++) {
            mlops.registry().register("m" + i % 2, model("" + i));
        }
        mlops.registry().alias("m1", "champion").moveTo(mlops.registry().load("m1", 2), "");
        var page = client.searchModelVersions("", 2, List.of("name DESC", "version_number ASC"));
        assertThat(page.getItems())
                .extracting(version -> version.getName() + "/" + version.getVersion())
                .containsExactly("m1/1", "m1/2");
        assertThat(page.getItems().get(1).getAliasesList()).containsExactly("champion");
        var next = client.searchModelVersions(
                "",
                2,
                List.of("name DESC", "version_number ASC"),
                page.getNextPageToken().orElseThrow());
        assertThat(next.getItems())
                .extracting(version -> version.getName() + "/" + version.getVersion())
                .containsExactly("m1/3", "m0/1");
        assertThat(client.searchModelVersions("alias = 'champion'").getItems()).hasSize(1);
    }

    @Test
    void whatIsInUseIsDeletedOnlyAfterItsAliasIsRemoved() throws Exception {
        Wired wired = new Wired(server.uri(), mlops.json());
        mlops.registry().register("late-flights", model("1"));
        mlops.registry().register("late-flights", model("2"));
        String alias = "{\"name\": \"late-flights\", \"alias\": \"champion\"}";
        String version = "{\"name\": \"late-flights\", \"version\": \"1\"}";
        String model = "{\"name\": \"late-flights\"}";
        client.sendPost(
                "registered-models/alias", "{\"name\":\"late-flights\",\"alias\":\"champion\",\"version\":\"1\"}");
        for (String used : List.of("model-versions/delete", "registered-models/delete")) {
            Wired.Answer refused = wired.delete("mlflow/" + used, used.startsWith("model") ? version : model);
            assertThat(refused.errorCode()).isEqualTo("PERMISSION_DENIED");
            assertThat(refused.message()).contains("in use by", "champion");
        }
        assertThat(wired.delete("mlflow/registered-models/alias", alias).status())
                .isEqualTo(200);
        assertThat(wired.delete("mlflow/registered-models/alias", alias).status())
                .as("to remove what is not there is no error")
                .isEqualTo(200);
        assertThat(client.getModelVersion("late-flights", "1").getAliasesList()).isEmpty();

        assertThat(wired.delete("mlflow/model-versions/delete", version).status())
                .isEqualTo(200);
        assertThatThrownBy(() -> client.getModelVersion("late-flights", "1"))
                .hasMessageContaining("RESOURCE_DOES_NOT_EXIST");
        assertThat(mlops.registry().deleted("late-flights")).hasSize(1);

        assertThat(wired.delete("mlflow/registered-models/delete", model).status())
                .isEqualTo(200);
        assertThatThrownBy(() -> client.getRegisteredModel("late-flights"))
                .hasMessageContaining("RESOURCE_DOES_NOT_EXIST");
        assertThat(wired.get("/api/2.0/mlflow/registered-models/search").body()).isEqualTo("{}");
        client.sendPost("registered-models/create", model);
        assertThat(mlops.registry().register("late-flights", model("3")).number())
                .as("numbers are never used again")
                .isEqualTo(3);
        mlops.audit().verify();
    }

    private static ModelPackage model(String bytes) {
        return ModelPackage.of("linear").withFile("model", bytes.getBytes(UTF_8));
    }

    @Test
    void manyClientsLogAtOnce() throws Exception {
        String run = client.createRun("0").getRunId();
        int threads = 8;
        int points = 12;
        List<Thread> loggers = IntStream.range(0, threads)
                .mapToObj(thread -> new Thread(() -> {
                    try (MlflowClient own = new MlflowClient(server.uri().toString())) {
                        for (int i = 0; i < points; i++) {
                            own.logMetric(run, "shared", thread, 1_700_000_000_000L + i, i);
                            own.logMetric(run, "of/" + thread, i, 1_700_000_000_000L + i, i);
                        }
                        own.logParam(run, "p" + thread, "v");
                    }
                }))
                .toList();
        loggers.forEach(Thread::start);
        for (Thread logger : loggers) {
            logger.join();
        }
        client.setTerminated(run);

        assertThat(mlops.tracking().metric(run, "shared")).hasSize(threads * points);
        RunRecord record = mlops.tracking().load(run);
        assertThat(record.metrics().get("shared").count()).isEqualTo((long) threads * points);
        assertThat(record.metrics()).hasSize(threads + 1);
        assertThat(record.params()).hasSize(threads);
        mlops.tracking().verify(run);
        mlops.audit().verify();
    }

    private static Service.Param param(String key, String value) {
        return Service.Param.newBuilder().setKey(key).setValue(value).build();
    }

    private static Service.RunTag tag(String key, String value) {
        return Service.RunTag.newBuilder().setKey(key).setValue(value).build();
    }

    private static Service.Metric metric(String key, double value, long timestamp, long step) {
        return Service.Metric.newBuilder()
                .setKey(key)
                .setValue(value)
                .setTimestamp(timestamp)
                .setStep(step)
                .build();
    }
}
