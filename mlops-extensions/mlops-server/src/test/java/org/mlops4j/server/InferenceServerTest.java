// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.Fallback;
import org.mlops4j.serving.Prediction;
import org.mlops4j.serving.PredictionLogging;
import org.mlops4j.serving.PredictionStreams;

/** Requests and answers of the Open Inference Protocol, checked against its published schemas. */
class InferenceServerTest {

    private static final Schema INPUTS = Schema.of(
            Field.of("amount", DataType.FLOAT64),
            Field.nullable("hour", DataType.INT64),
            Field.of("foreign", DataType.BOOLEAN));
    private static final String THREE = """
            {"id": "batch-1", "inputs": [
              {"name": "foreign", "shape": [3], "datatype": "BOOL", "data": [true, false, true]},
              {"name": "amount", "shape": [3, 1], "datatype": "FP64", "data": [[420.5], [1], [7.25]]},
              {"name": "hour", "shape": [3], "datatype": "INT32", "data": [3, 4, 5]}]}
            """;

    @TempDir
    private Path directory;

    private Mlops mlops;
    private Deployment fraud;
    private InferenceServer server;
    private Wired wired;
    private ProtocolSchema protocol;

    @BeforeEach
    void start() throws IOException {
        mlops = Mlops.open(directory);
        mlops.registry().alias("fraud", "champion").moveTo(version(0.5), "first");
        fraud = mlops.serving()
                .deploy(DeploymentSpec.named("fraud")
                        .champion("fraud@champion")
                        .logPredictions(PredictionLogging.complete()));
        server = InferenceServer.on(mlops).port(0).requestBytes(10_000).start();
        wired = new Wired(server.uri(), mlops.json());
        protocol = ProtocolSchema.read(mlops.json());
    }

    @AfterEach
    void stop() {
        server.close();
        mlops.close();
    }

    private ModelVersion version(double intercept) {
        String model = "{\"intercept\": " + intercept + ", \"coefficients\": [0.01, -0.5, 1], \"link\": \"logit\"}";
        return mlops.registry()
                .register(
                        "fraud",
                        ModelPackage.of("linear")
                                .withFile("model", model.getBytes(UTF_8))
                                .signature(new Signature(INPUTS, Schema.of(Field.of("risk", DataType.FLOAT64)))));
    }

    private Wired.Answer infer(String target, String body) throws IOException {
        return wired.send("POST", target, "Content-Type: application/json\r\n", body.getBytes(UTF_8));
    }

    private Document valid(String schema, Wired.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(protocol.violations(schema, answer.document())).isEmpty();
        return answer.document();
    }

    private String error(int status, Wired.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(protocol.violations("inference_error_response", answer.document()))
                .isEmpty();
        return answer.document().get("error").text();
    }

    @Test
    void theRequestsOfThisTestAreOfTheProtocolAndTheCheckCanFail() {
        assertThat(protocol.violations("inference_request", mlops.json().read(THREE)))
                .isEmpty();
        assertThat(protocol.violations("inference_request", mlops.json().read("{\"inputs\": [{\"name\": 7}]}")))
                .contains(
                        "inference_request.inputs[].name is no string: 7",
                        "inference_request.inputs[].shape is missing");
    }

    @Test
    void aServerTellsWhatItIsAndHow() throws IOException {
        assertThat(valid("metadata_server_response", wired.get("/v2"))
                        .get("name")
                        .text())
                .isEqualTo("mlops4j");
        assertThat(wired.get("/v2/").status()).isEqualTo(200);
        assertThat(wired.get("/v2/health/live").document().get("live").bool()).isTrue();
        assertThat(wired.get("/v2/health/ready").status()).isEqualTo(200);
        fraud.stop("denies everybody");
        assertThat(wired.get("/v2/health/ready").status()).isEqualTo(503);
        assertThat(wired.get("/v2/health/live").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/models/fraud", "/v2/models/fraud/versions/1"})
    void aModelTellsItsTensors(String target) throws IOException {
        Document model = valid("metadata_model_response", wired.get(target));
        assertThat(model.get("name").text()).isEqualTo("fraud");
        assertThat(model.get("versions").texts()).containsExactly("1");
        assertThat(model.get("platform").text()).isEqualTo("mlops4j_linear");
        assertThat(model.get("inputs").list())
                .extracting(tensor ->
                        tensor.get("name").text() + " " + tensor.get("datatype").text())
                .containsExactly("amount FP64", "hour INT64", "foreign BOOL");
        assertThat(model.get("outputs").list().get(0).get("name").text()).isEqualTo("risk");
        assertThat(wired.get(target + "/ready").document().get("ready").bool()).isTrue();
    }

    @Test
    void severalRowsAreAnsweredLikePredictionsOfJavaAndLoggedUnderTheirIds() throws IOException {
        Document answer = valid("inference_response", infer("/v2/models/fraud/infer", THREE));

        assertThat(answer.get("id").text()).isEqualTo("batch-1");
        assertThat(answer.get("model_name").text()).isEqualTo("fraud");
        assertThat(answer.get("model_version").text()).isEqualTo("1");
        Document risk = answer.get("outputs").list().get(0);
        assertThat(risk.get("shape").list()).containsExactly(Document.of(3));
        Prediction second = fraud.predict("check", Map.of("amount", 1.0, "hour", 4, "foreign", false));
        assertThat(risk.get("data").list().get(1).number()).isEqualTo(second.value());
        fraud.label("batch-1/1", 1);
        fraud.flush();
        Table logged = mlops.events().read(PredictionStreams.predictions("fraud", fraud.features()), 0, 10);
        assertThat(List.of(
                        String.valueOf(logged.row(0).text("request_id")),
                        String.valueOf(logged.row(1).text("request_id")),
                        String.valueOf(logged.row(2).text("request_id"))))
                .containsExactly("batch-1/0", "batch-1/1", "batch-1/2");
    }

    @Test
    void aRowMayLackWhatMayBeMissing() throws IOException {
        Document answer = valid("inference_response", infer("/v2/models/fraud/versions/1/infer", """
                        {"inputs": [
                          {"name": "amount", "shape": [1], "datatype": "FP32", "data": [2]},
                          {"name": "foreign", "shape": [1], "datatype": "BOOL", "data": [false]}],
                         "outputs": [{"name": "risk"}]}
                        """));
        assertThat(answer.get("id").text()).isNotEmpty();
        assertThat(answer.get("outputs").list()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{                                                          | JSON",
                "[]                                                         | ",
                "{}                                                         | 'inputs' is missing",
                "{\"inputs\": [1]}                                          | 'inputs' must be a list of objects",
                "{\"inputs\": [A, A]}                                       | input 'amount' is there twice",
                "{\"inputs\": [A, {\"name\": \"x\", \"shape\": [1], \"datatype\": \"FP64\", \"data\": [1]}]} | input 'x' is unknown",
                "{\"inputs\": [A]}                                          | foreign",
                "{\"inputs\": [A, F], \"outputs\": [{\"name\": \"y\"}]}     | there is no output 'y'",
                "{\"inputs\": [F, {\"name\": \"amount\", \"shape\": [2], \"datatype\": \"FP64\", \"data\": [1, 2]}]} | input 'amount' has 2 rows where others have 1",
                "{\"inputs\": [F, {\"name\": \"amount\", \"shape\": [1], \"datatype\": \"FP64\", \"data\": [1, 2]}]} | input 'amount' has 2 values",
                "{\"inputs\": [F, {\"name\": \"amount\", \"shape\": [1, 2], \"datatype\": \"FP64\", \"data\": [1, 2]}]} | [rows, 1]",
                "{\"inputs\": [F, {\"name\": \"amount\", \"shape\": [-1], \"datatype\": \"FP64\", \"data\": []}]} | 1 to 65536",
                "{\"inputs\": [F, {\"name\": \"amount\", \"shape\": [1], \"datatype\": \"BYTES\", \"data\": [\"1\"]}]} | input 'amount' is BYTES, should be FP64",
                "{\"inputs\": [F, {\"name\": \"amount\", \"shape\": [1], \"datatype\": \"FP64\", \"data\": [\"many\"]}]} | input 'amount', row 0",
                "{\"inputs\": [F, {\"name\": \"amount\", \"shape\": [1], \"datatype\": \"FP64\", \"data\": [[[1]]]}]} | input 'amount', row 0",
            })
    void whatDoesNotFitIsRefusedWithItsName(String body, String message) throws IOException {
        String amount = "{\"name\": \"amount\", \"shape\": [1], \"datatype\": \"FP64\", \"data\": [1]}";
        String foreign = "{\"name\": \"foreign\", \"shape\": [1], \"datatype\": \"BOOL\", \"data\": [true]}";
        String sent = body.replace("[A", "[" + amount)
                .replace(" A]", amount + "]")
                .replace("[F", "[" + foreign)
                .replace(" F]", foreign + "]");
        String error = error(400, infer("/v2/models/fraud/infer", sent));
        assertThat(error).contains(message == null ? "" : message);
        assertThat(fraud.status().predictions()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v2/models/other, 404",
        "GET, /v2/models/fraud/versions/2, 404",
        "GET, /v2/models/fraud/versions/2/ready, 404",
        "POST, /v2/models/fraud/versions/2/infer, 404",
        "POST, /v2/models/..%2f..%2fetc/infer, 404",
        "GET, /v2/models/../../etc/passwd, 404",
        "GET, /v2/models/%00, 404",
        "GET, /v2/models/fraud/infer, 405",
        "POST, /v2/models/fraud, 405",
        "DELETE, /v2/models/fraud, 405",
        "GET, /v2/models, 404",
        "GET, /v3, 404",
        "GET, /, 404"
    })
    void whatIsNotThereIsNotFound(String method, String target, int status) throws IOException {
        String error =
                error(status, wired.send(method, target, "Content-Type: application/json\r\n", THREE.getBytes(UTF_8)));
        assertThat(error).doesNotContain(directory.toString());
    }

    /** By the server of the JDK, before it is looked at here. */
    @Test
    void aTargetThatIsNoUriIsRefused() throws IOException {
        assertThat(wired.send("GET", "/v2/models/fraud%", "", new byte[0]).status())
                .isEqualTo(400);
    }

    @Test
    void aBodyThatIsTooLargeOrOfAnotherKindIsRefused() throws IOException {
        error(413, infer("/v2/models/fraud/infer", THREE + " ".repeat(10_000)));
        error(400, wired.send("POST", "/v2/models/fraud/infer", "", THREE.getBytes(UTF_8)));
        String binary = "Content-Type: application/json\r\nInference-Header-Content-Length: 10\r\n";
        assertThat(error(400, wired.send("POST", "/v2/models/fraud/infer", binary, THREE.getBytes(UTF_8))))
                .contains("tensors as bytes");
        error(400, infer("/v2/models/fraud/infer", THREE.replace("batch-1", "x".repeat(201))));
    }

    @Test
    void aDeploymentThatIsStoppedOrClosedSaysSo() throws IOException {
        fraud.stop("denies everybody");
        assertThat(error(503, infer("/v2/models/fraud/infer", THREE))).contains("denies everybody");
        error(503, wired.get("/v2/models/fraud/ready"));
        fraud.resume("mended");
        valid("inference_response", infer("/v2/models/fraud/infer", THREE));
        fraud.close();
        error(404, infer("/v2/models/fraud/infer", THREE));
    }

    @Test
    void aVersionOnAnyRouteAnswersByItself() throws IOException {
        List<String> aliases = List.of("challenger", "next", "spare", "abroad");
        for (String alias : aliases) {
            mlops.registry().alias("fraud", alias).moveTo(version(0.25), "to be tried");
        }
        fraud.change(
                routing -> routing.canary("fraud@challenger", 0.5)
                        .shadow("fraud@next")
                        .fallback(Fallback.version("fraud@spare"))
                        .segment("far", "foreign", List.of("true"), "fraud@abroad"),
                "all routes");
        assertThat(valid("metadata_model_response", wired.get("/v2/models/fraud"))
                        .get("versions")
                        .texts())
                .containsExactlyInAnyOrder("1", "2", "3", "4", "5");
        for (String version : List.of("1", "2", "3", "4", "5")) {
            String model = "/v2/models/fraud/versions/" + version;
            assertThat(wired.get(model + "/ready").status()).isEqualTo(200);
            valid("metadata_model_response", wired.get(model));
            assertThat(valid("inference_response", infer(model + "/infer", THREE))
                            .get("model_version")
                            .text())
                    .isEqualTo(version);
        }
        assertThat(error(404, infer("/v2/models/fraud/versions/6/infer", THREE)))
                .isEqualTo("no route of deployment 'fraud' has version 6; there are "
                        + "[fraud/1, fraud/2, fraud/5, fraud/4, fraud/3]");
        fraud.change(routing -> routing.without("canary"), "over");
        assertThat(error(404, infer("/v2/models/fraud/versions/2/infer", THREE)))
                .contains("no route");
    }

    @Test
    void aNumberThatTwoModelsHaveIsNoVersion() throws IOException {
        ModelVersion other = mlops.registry()
                .register(
                        "other",
                        ModelPackage.of("linear")
                                .withFile(
                                        "model",
                                        "{\"intercept\": 0, \"coefficients\": [0, 0, 0], \"link\": \"identity\"}"
                                                .getBytes(UTF_8)));
        mlops.registry().alias("other", "champion").moveTo(other, "another one");
        fraud.change(routing -> routing.canary("other@champion", 0.5), "half");
        assertThat(error(404, infer("/v2/models/fraud/versions/1/infer", THREE)))
                .contains("[fraud/1, other/1]; ask without a version");
    }

    @Test
    void strangersNeedATokenAndHealthDoesNot() throws IOException {
        assertThatThrownBy(() -> InferenceServer.on(mlops)
                        .port(0)
                        .address(InetAddress.getByName("0.0.0.0"))
                        .start())
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("bearerToken");
        try (InferenceServer closed = InferenceServer.on(mlops)
                .port(0)
                .bearerToken("sixteen characters")
                .start()) {
            Wired stranger = new Wired(closed.uri(), mlops.json());
            error(401, stranger.get("/v2/models/fraud"));
            assertThat(stranger.get("/v2/health/ready").status()).isEqualTo(200);
            assertThat(stranger.send(
                                    "GET",
                                    "/v2/models/fraud",
                                    "Authorization: Bearer sixteen characters\r\n",
                                    new byte[0])
                            .status())
                    .isEqualTo(200);
        }
    }
}
