// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;

/**
 * The requests of MLflow's Python client, answered in the form in which an MLflow server 3.6 answered them: each field
 * of the recorded answers is there and of the same sort.
 */
class RecordedAnswersTest {

    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts";

    @TempDir
    Path directory;

    private Mlops mlops;
    private MlflowServer server;
    private Wired wired;
    private Map<String, Document> recorded;

    @BeforeEach
    void start() throws Exception {
        mlops = Mlops.open(directory);
        server = MlflowServer.on(mlops).port(0).start();
        wired = new Wired(server.uri(), mlops.json());
        try (InputStream in = RecordedAnswersTest.class.getResourceAsStream("mlflow-3.6-answers.json")) {
            recorded = mlops.json().read(new String(in.readAllBytes(), UTF_8)).fields();
        }
    }

    @AfterEach
    void stop() {
        server.close();
        mlops.close();
    }

    @Test
    void aRunFromItsExperimentToItsModelIsAnsweredAsRecorded() throws Exception {
        String experiment = post("experiments/create", "{'name': 'wire'}")
                .get("experiment_id")
                .text();
        get("experiments/get", "experiment_id=" + experiment);
        String run = post(
                        "runs/create",
                        "{'experiment_id': '" + experiment + "', 'user_id': 'u', 'run_name': 'w', 'start_time': "
                                + "1700000000000, 'tags': [{'key': 'mlflow.user', 'value': 'u'}, "
                                + "{'key': 'mlflow.runName', 'value': 'w'}], 'not_known': {}}")
                .get("run")
                .get("info")
                .get("run_id")
                .text();
        assertThat(log(
                        "log-metric",
                        run,
                        "'run_uuid': '" + run + "', 'key': 'm', 'value': 1.5, "
                                + "'timestamp': '1700000000001', 'step': '3'"))
                .isEqualTo("{}");
        assertThat(log(
                        "log-batch",
                        run,
                        "'metrics': [{'key': 'n', 'value': 'NaN', 'timestamp': 1, 'step': 0}, "
                                + "{'key': 'i', 'value': '-Infinity', 'timestamp': 1}], "
                                + "'params': [{'key': 'p', 'value': '1'}], 'tags': [{'key': 't', 'value': 'v'}]"))
                .isEqualTo("{}");
        Document read = get("runs/get", "run_id=" + run);
        assertThat(metrics(read.get("run")))
                .containsExactly(Map.entry("i", "-Infinity"), Map.entry("m", "1.5"), Map.entry("n", "NaN"));
        get("metrics/get-history", "run_id=" + run + "&metric_key=m&max_results=25000");

        byte[] bytes = "abc".getBytes(UTF_8);
        String root = ARTIFACTS + "/" + experiment + "/" + run + "/artifacts";
        assertThat(wired.put(root + "/model/b.txt", bytes).body()).isEqualTo("{}");
        compare("mlflow-artifacts/artifacts", wired.get(ARTIFACTS + "?path=" + experiment + "/" + run + "/artifacts"));
        get("artifacts/list", "run_id=" + run + "&path=model");
        assertThat(wired.get(root + "/model/b.txt").body()).isEqualTo("abc");

        post("runs/update", "{'run_id': '" + run + "', 'status': 'FINISHED', 'end_time': 1700000000009}");
        post("runs/search", "{'experiment_ids': ['" + experiment + "'], 'max_results': 1000}");

        post("registered-models/create", "{'name': 'wm', 'description': 'd', 'tags': [{'key': 'a', 'value': 'b'}]}");
        String source = "mlflow-artifacts:/" + experiment + "/" + run + "/artifacts/model";
        post("model-versions/create", "{'name': 'wm', 'source': '" + source + "', 'run_id': '" + run + "'}");
        assertThat(wired.post(
                                "mlflow/registered-models/alias",
                                json("{'name': 'wm', 'alias': 'champion', 'version': '1'}"))
                        .body())
                .isEqualTo("{}");
        get("registered-models/get", "name=wm");
        get("registered-models/alias", "name=wm&alias=champion");
        get("model-versions/search", "filter=name%3D%27wm%27&max_results=10000");
        String uri = get("model-versions/get-download-uri", "name=wm&version=1")
                .get("artifact_uri")
                .text();
        String place = uri.substring("mlflow-artifacts:/".length());
        assertThat(wired.get(ARTIFACTS + "?path=" + place)
                        .document()
                        .get("files")
                        .toString())
                .contains("b.txt");
        assertThat(wired.get(ARTIFACTS + "/" + place + "/b.txt").body()).isEqualTo("abc");
        mlops.audit().verify();
    }

    @Test
    void aModelThatIsLoggedOnItsOwnBecomesAVersion() throws Exception {
        String run = post("runs/create", "{'experiment_id': '0'}")
                .get("run")
                .get("info")
                .get("run_id")
                .text();
        Document info = wired.post(
                        "mlflow/logged-models",
                        json("{'experiment_id': '0', 'name': 'm', 'source_run_id': '" + run
                                + "', 'tags': [{'key': 'a', 'value': 'b'}], 'params': [{'key': 'p', 'value': '1'}]}"))
                .document()
                .get("model")
                .get("info");
        String id = info.get("model_id").text();
        assertThat(id).matches("m-[0-9a-f]{32}");
        assertThat(info.get("status").text()).isEqualTo("LOGGED_MODEL_PENDING");
        assertThat(log("outputs", run, "'models': [{'model_id': '" + id + "', 'step': 0}]"))
                .isEqualTo("{}");
        String files = ARTIFACTS + "/" + info.get("artifact_uri").text().substring("mlflow-artifacts:/".length());
        assertThat(wired.put(files + "/MLmodel", "flavors: {}".getBytes(UTF_8)).status())
                .isEqualTo(200);
        assertThat(wired.put(files + "/data/model.ubj", new byte[] {1, 2, 3}).status())
                .isEqualTo(200);
        wired.patch("mlflow/logged-models/" + id, json("{'status': 'LOGGED_MODEL_READY'}"));
        wired.patch("mlflow/logged-models/" + id + "/tags", json("{'tags': [{'key': 'c', 'value': 'd'}]}"));

        assertThat(wired.put(files + "/late", new byte[1]).errorCode()).isEqualTo("INVALID_STATE");
        Document read =
                wired.get("/api/2.0/mlflow/logged-models/" + id).document().get("model");
        assertThat(read.get("info").get("status").text()).isEqualTo("LOGGED_MODEL_READY");
        assertThat(read.get("info").get("tags").list()).hasSize(2);
        assertThat(wired.post(
                                "mlflow/logged-models/search",
                                "{\"experiment_ids\": [\"0\"], \"filter\": \"name = 'm'\"}")
                        .document()
                        .get("models")
                        .list())
                .hasSize(1);
        assertThat(get("runs/get", "run_id=" + run)
                        .get("run")
                        .get("outputs")
                        .get("model_outputs")
                        .list())
                .hasSize(1);

        post("registered-models/create", "{'name': 'wm'}");
        Document version = wired.post(
                        "mlflow/model-versions/create",
                        json("{'name': 'wm', 'source': 'models:/" + id + "', 'model_id': '" + id + "'}"))
                .document()
                .get("model_version");
        assertThat(version.get("run_id").text()).isEqualTo(run);
        assertThat(mlops.registry().read(mlops.registry().load("wm", 1), "data/model.ubj"))
                .containsExactly(1, 2, 3);
    }

    private Document post(String endpoint, String body) throws Exception {
        return compare(endpoint, wired.post("mlflow/" + endpoint, json(body)));
    }

    private Document get(String endpoint, String query) throws Exception {
        return compare(endpoint, wired.get("/api/2.0/mlflow/" + endpoint + "?" + query));
    }

    private String log(String endpoint, String run, String rest) throws Exception {
        return wired.post("mlflow/runs/" + endpoint, json("{'run_id': '" + run + "', " + rest + "}"))
                .body();
    }

    private Document compare(String endpoint, Wired.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        Document document = answer.document();
        Document expected = recorded.get(endpoint);
        assertThat(expected).as(endpoint).isNotNull();
        SortedMap<String, String> sorts = new TreeMap<>();
        collect(document, "", sorts);
        SortedMap<String, String> expectedSorts = new TreeMap<>();
        collect(expected, "", expectedSorts);
        if (!isSmallRun(document)) {
            assertThat(sorts).as(endpoint).containsAllEntriesOf(expectedSorts);
        }
        return document;
    }

    /** The second test makes a run without tags and metrics, of which there is no recording. */
    private static boolean isSmallRun(Document answer) {
        return answer.find("registered_model")
                        .filter(model -> model.find("tags").isEmpty())
                        .isPresent()
                || answer.find("run")
                        .filter(run ->
                                run.get("info").get("experiment_id").text().equals("0"))
                        .isPresent();
    }

    private static void collect(Document document, String path, SortedMap<String, String> sorts) {
        if (document instanceof Document.Fields object) {
            object.fields().forEach((name, value) -> collect(value, path + "/" + name, sorts));
        } else if (document instanceof Document.Items items) {
            items.list().forEach(item -> collect(item, path + "[]", sorts));
        } else if (path.endsWith("/value") && path.contains("metrics")) {
            sorts.put(path, "a number or a text");
        } else {
            sorts.put(path, document.getClass().getSimpleName());
        }
    }

    private static Map<String, String> metrics(Document run) {
        Map<String, String> values = new TreeMap<>();
        run.get("data")
                .get("metrics")
                .list()
                .forEach(metric -> values.put(
                        metric.get("key").text(),
                        Double.toString(metric.get("value").number())));
        return values;
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
