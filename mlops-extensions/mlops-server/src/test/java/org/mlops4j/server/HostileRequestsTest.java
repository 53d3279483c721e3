// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;

class HostileRequestsTest {

    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts";

    /** One server for all: hostile requests leave nothing behind that the next one could see. */
    @TempDir
    static Path parent;

    private static Path directory;
    private static Mlops mlops;
    private static MlflowServer server;
    private static Wired wired;
    private static String run;

    @BeforeAll
    static void start() throws IOException {
        directory = parent.resolve("store");
        Files.writeString(parent.resolve("secret.txt"), "top secret");
        mlops = Mlops.open(directory);
        server = MlflowServer.on(mlops).port(0).artifactBytes(1_000).start();
        wired = new Wired(server.uri(), mlops.json());
        wired.post("mlflow/registered-models/create", "{\"name\": \"m\"}");
        createRun();
    }

    @AfterAll
    static void stop() {
        server.close();
        mlops.close();
    }

    private static void createRun() throws IOException {
        run = wired.post("mlflow/runs/create", "{}")
                .document()
                .get("run")
                .get("info")
                .get("run_id")
                .text();
        assertThat(wired.put(ARTIFACTS + "/0/" + run + "/artifacts/a/b.txt", "abc".getBytes(UTF_8))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.txt",
                "../../../secret.txt",
                "./../secret.txt",
                "a/../b.txt",
                "a/./b.txt",
                "a/../../secret.txt",
                "/etc/passwd",
                "//etc/passwd",
                "..%2f..%2fsecret.txt",
                "a%2e%2e%2fb",
                "%2e%2e/%2e%2e/secret.txt",
                "..%252f..%252fsecret.txt",
                "%252e%252e/secret.txt",
                "artifact%00",
                "..%5c..%5csecret.txt",
                "..\\..\\secret.txt",
                "C:/secret.txt",
                "a//b.txt",
                "%c0%ae%c0%ae/secret.txt",
                "%",
                "%2",
                "%zz",
                "a%0d%0aX-Injected:%201",
                "a/b.txt/"
            })
    void aPathThatIsNoPlainNameIsRefusedAndNothingIsReadOrMade(String path) throws IOException {
        Set<String> before = files();
        var artifacts = mlops.tracking().load(run).artifacts();
        String root = ARTIFACTS + "/0/" + run + "/artifacts/";
        for (Wired.Answer answer : List.of(
                wired.put(root + path, "evil".getBytes(UTF_8)),
                wired.get(root + path),
                wired.send("DELETE", root + path, "", new byte[0]),
                wired.get(ARTIFACTS + "?path=0/" + run + "/artifacts/" + path + "/x"),
                wired.get("/api/2.0/mlflow/artifacts/list?run_id=" + run + "&path=" + path + "/x"))) {
            assertThat(answer.status()).as(answer.body()).isIn(400, 404, 501);
            assertThat(answer.body()).doesNotContain("top secret").doesNotContain(parent.toString());
        }
        assertThat(mlops.tracking().load(run).artifacts()).isEqualTo(artifacts);
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/2.0/mlflow-artifacts/artifacts/../../../secret.txt",
                "//proc/self/root",
                "/../../secret.txt",
                "/api/2.0/mlflow-artifacts/artifacts/0/x/artifacts#/../../secret.txt",
                "/api/2.0/mlflow/../mlflow-artifacts/artifacts",
                "/get-artifact?path=../../secret.txt",
                "/model-versions/get-artifact?path=../secret.txt",
                "/static-files/..%2f..%2fsecret.txt",
                "/api/2.0/mlflow/upload-artifact?path=../evil"
            })
    void whatIsNoEndpointIsNotFound(String target) throws IOException {
        Wired.Answer answer = wired.get(target);
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("top secret").doesNotContain(parent.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/",
                "/etc",
                "/var",
                "file:/etc/passwd",
                "../../etc",
                "http://127.0.0.1:9/x",
                "s3://bucket/model",
                "mlflow-artifacts:/../../etc",
                "mlflow-artifacts://host/0/run/artifacts",
                "mlflow-artifacts:/0/RUN/artifacts/../../x",
                "mlflow-artifacts:/0/RUN/artifacts/a#fragment",
                "mlflow-artifacts:/0/RUN/artifacts/a?query",
                "mlflow-artifacts:/0/RUN/artifacts;params/a",
                "mlflow-artifacts:/1/RUN/artifacts/a",
                "runs:/RUN/../x",
                "runs:/RUN/%2e%2e/x",
                "runs:/RUN/missing",
                "runs:/other/a",
                "runs:/",
                "models:/m-00000000000000000000000000000000",
                "models:/other/1",
                "dbfs:/a",
                " "
            })
    void aSourceThatIsNoArtifactOfThisServerIsRefused(String source) throws IOException {
        Wired.Answer answer = wired.post(
                "mlflow/model-versions/create",
                "{\"name\": \"m\", \"source\": \"" + source.replace("RUN", run) + "\"}");
        assertThat(answer.status()).as(answer.body()).isIn(400, 404);
        assertThat(answer.message()).doesNotContain(parent.toString());
        assertThat(mlops.registry().versions("m")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", ".", "..", "a/b", "a:b", "a\\\\b", "m%6fdel", "a\\u0000b", "a\\nb", "iris ", "ö"})
    void aNameThatBreaksTheRuleIsRefused(String name) throws IOException {
        for (String endpoint : List.of("experiments", "registered-models")) {
            Wired.Answer answer = wired.post("mlflow/" + endpoint + "/create", "{\"name\": \"" + name + "\"}");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        }
    }

    @Test
    void aPlaceThatAnExperimentCannotChooseIsRefused() throws IOException {
        Wired.Answer answer =
                wired.post("mlflow/experiments/create", "{\"name\": \"e\", \"artifact_location\": \"file:///etc\"}");
        assertThat(answer.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(answer.message()).contains("artifact_location");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"run_id\": }",
                "{\"a\": 1, \"a\": 2}",
                "{\"key\": NaN}",
                "{\"metrics\": [1]}",
                "{\"metrics\": {\"key\": 1}}",
                "{\"metrics\": [{\"key\": \"m\", \"value\": \"many\", \"timestamp\": 1}]}",
                "{\"metrics\": [{\"key\": \"m\", \"value\": 1, \"timestamp\": -1}]}",
                "{\"metrics\": [{\"key\": \"m\", \"value\": 1, \"timestamp\": 9223372036854775807}]}",
                "{\"metrics\": [{\"key\": \"m\", \"value\": 1, \"timestamp\": 1.5}]}",
                "{\"metrics\": [{\"key\": \"m\", \"value\": 1}]}",
                "{\"metrics\": [{\"key\": \"../m\", \"value\": 1, \"timestamp\": 1}]}",
                "{\"params\": [{\"key\": \"p\", \"value\": \"1\"}, {\"key\": \"p\", \"value\": \"2\"}]}",
                "{\"params\": [{\"key\": \"p\", \"value\": {}}]}",
                "{\"tags\": [{\"value\": \"1\"}]}"
            })
    void aBodyThatIsNotWhatItShouldBeIsRefusedAsAWhole(String body) throws IOException {
        String withRun = body.startsWith("{\"") ? "{\"run_id\": \"" + run + "\", " + body.substring(1) : body;
        Wired.Answer answer = wired.post("mlflow/runs/log-batch", withRun);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(mlops.tracking().load(run).params()).isEmpty();
        assertThat(mlops.tracking().load(run).metrics()).isEmpty();
        assertThat(wired.post("mlflow/runs/log-batch", "{\"run_id\": \"" + run + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anArtifactThatIsTooLargeIsRefusedWhetherOrNotItSaysSo() throws IOException {
        String target = ARTIFACTS + "/0/" + run + "/artifacts/large";
        byte[] large = new byte[1_001];
        assertThat(wired.put(target, large).status()).isEqualTo(413);
        String chunked = "PUT " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n";
        byte[] body = (new String(large, UTF_8) + "\r\n0\r\n\r\n").getBytes(UTF_8);
        assertThat(wired.raw(chunked, body).status()).isEqualTo(413);
        assertThat(wired.put(target, new byte[1_000]).status()).isEqualTo(200);
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws IOException {
        Set<String> before = files();
        var artifacts = mlops.tracking().load(run).artifacts();
        String head = "PUT " + ARTIFACTS + "/0/" + run + "/artifacts/half HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: close\r\nContent-Length: 1000\r\n\r\n";
        Wired.Answer answer = wired.raw(head, new byte[500]);
        assertThat(answer.status()).isNotEqualTo(200);
        assertThat(mlops.tracking().load(run).artifacts()).isEqualTo(artifacts);
        assertThat(files()).isEqualTo(before);
    }

    private Set<String> files() throws IOException {
        Set<String> files = new TreeSet<>();
        for (Path root : List.of(directory.resolve("blobs"), parent)) {
            try (Stream<Path> all = root.equals(parent) ? Files.list(root) : Files.walk(root)) {
                all.filter(Files::isRegularFile).map(Path::toString).forEach(files::add);
            }
        }
        return files;
    }
}
