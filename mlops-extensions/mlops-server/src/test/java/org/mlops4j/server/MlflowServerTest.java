// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.tracking.RunStatus;

class MlflowServerTest {

    private static final String TOKEN = "0123456789abcdef";
    private static final String LIST = "/api/2.0/mlflow/experiments/search";

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

    @Test
    void withATokenOnlyWhoSendsItIsAnswered() throws IOException {
        try (MlflowServer server =
                MlflowServer.on(mlops).port(0).bearerToken(TOKEN).start()) {
            Wired wired = wired(server);
            assertThat(wired.send("GET", LIST, "Authorization: Bearer " + TOKEN + "\r\n", new byte[0])
                            .status())
                    .isEqualTo(200);
            for (String header :
                    new String[] {"", "Authorization: Bearer 0123456789abcdeF\r\n", "Authorization: Basic x\r\n"}) {
                Wired.Answer answer = wired.send("GET", LIST, header, new byte[0]);
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.errorCode()).isEqualTo("UNAUTHENTICATED");
                assertThat(answer.body()).doesNotContain(TOKEN);
            }
            assertThat(wired.get("/health").body()).isEqualTo("OK");
            assertThat(wired.get("/version").body()).isEqualTo(MlflowServer.PROTOCOL);
        }
    }

    @Test
    void withoutATokenOnlyRequestsToThisMachineByNameAreAnswered() throws IOException {
        try (MlflowServer server = MlflowServer.on(mlops).port(0).start()) {
            Wired wired = wired(server);
            assertThat(wired.send("GET", LIST, "Host: 127.0.0.1:5000\r\n", new byte[0])
                            .status())
                    .isEqualTo(200);
            Wired.Answer rebound = wired.send("GET", LIST, "Host: attacker.example\r\n", new byte[0]);
            assertThat(rebound.status()).isEqualTo(403);
            assertThat(rebound.errorCode()).isEqualTo("PERMISSION_DENIED");
        }
    }

    @Test
    void aServerThatIsOpenToOthersNeedsAToken() throws IOException {
        MlflowServer.Builder open = MlflowServer.on(mlops).port(0).address(InetAddress.getByName("0.0.0.0"));
        assertThatThrownBy(open::start).isInstanceOf(InvalidException.class).hasMessageContaining("bearerToken");
        open.bearerToken(TOKEN).start().close();
        assertThatThrownBy(() -> open.bearerToken("short")).isInstanceOf(InvalidException.class);
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (MlflowServer server = MlflowServer.on(mlops).port(0).start()) {
            MlflowServer.Builder second =
                    MlflowServer.on(mlops).port(server.uri().getPort());
            assertThatThrownBy(second::start)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(Integer.toString(server.uri().getPort()));
        }
    }

    @Test
    void aBodyMustSayThatItIsJson() throws IOException {
        try (MlflowServer server = MlflowServer.on(mlops).port(0).start()) {
            Wired.Answer answer = wired(server)
                    .send("POST", "/api/2.0/mlflow/runs/create", "Content-Type: text/plain\r\n", "{}".getBytes(UTF_8));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.message()).contains("Content-Type");
            assertThat(mlops.tracking().experiments()).isEmpty();
        }
    }

    @Test
    void aBatchHasBounds() throws IOException {
        try (MlflowServer server = MlflowServer.on(mlops).port(0).start()) {
            Wired wired = wired(server);
            String run = createRun(wired);
            assertThat(batch(wired, run, "metrics", 1_000, ", \"value\": 1, \"timestamp\": 1")
                            .status())
                    .isEqualTo(200);
            assertThat(batch(wired, run, "metrics", 1_001, ", \"value\": 1, \"timestamp\": 1")
                            .message())
                    .contains("1000 metrics");
            assertThat(batch(wired, run, "params", 101, ", \"value\": \"1\"").message())
                    .contains("100 params");
            assertThat(batch(wired, run, "tags", 101, ", \"value\": \"1\"").message())
                    .contains("100 tags");
            assertThat(mlops.tracking().load(run).metrics()).hasSize(1_000);
            assertThat(mlops.tracking().load(run).params()).isEmpty();
        }
    }

    @Test
    void aParameterIsSetOnce() throws IOException {
        try (MlflowServer server = MlflowServer.on(mlops).port(0).start()) {
            Wired wired = wired(server);
            String run = createRun(wired);
            String param = "{\"run_id\": \"" + run + "\", \"key\": \"depth\", \"value\": \"6\"}";
            assertThat(wired.post("mlflow/runs/log-parameter", param).status()).isEqualTo(200);
            assertThat(wired.post("mlflow/runs/log-parameter", param).status()).isEqualTo(200);
            Wired.Answer answer = wired.post("mlflow/runs/log-parameter", param.replace("6", "7"));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        }
    }

    @Test
    void aHistoryIsReadInPagesWhateverIsLoggedMeanwhile() throws IOException {
        try (MlflowServer server = MlflowServer.on(mlops).port(0).start()) {
            Wired wired = wired(server);
            String run = createRun(wired);
            for (int step = 1; step <= 5; step++) {
                metric(wired, run, step);
            }
            String history = "/api/2.0/mlflow/metrics/get-history?run_id=" + run + "&metric_key=m&max_results=2";
            Document first = wired.get(history).document();
            metric(wired, run, 0);
            Document second = wired.get(history + "&page_token="
                            + first.get("next_page_token").text().replace(":", "%3A"))
                    .document();
            assertThat(steps(first)).isEqualTo("1,2");
            assertThat(steps(second)).isEqualTo("3,4");
            assertThat(wired.get(history + "&page_token=nonsense").status()).isEqualTo(400);
        }
    }

    @Test
    void whatIsMissingIsNotFoundAndSaysWhat() throws IOException {
        try (MlflowServer server = MlflowServer.on(mlops).port(0).start()) {
            Wired wired = wired(server);
            String run = createRun(wired);
            for (String target : new String[] {
                "/api/2.0/mlflow/runs/get?run_id=nope",
                "/api/2.0/mlflow/experiments/get?experiment_id=77",
                "/api/2.0/mlflow/experiments/get-by-name?experiment_name=nope",
                "/api/2.0/mlflow/registered-models/get?name=nope",
                "/api/2.0/mlflow/model-versions/get?name=nope&version=1",
                "/api/2.0/mlflow/logged-models/nope",
                "/api/2.0/mlflow-artifacts/artifacts/0/" + run + "/artifacts/nope",
                "/api/2.0/mlflow-artifacts/artifacts/0/nope/artifacts/a",
                "/api/2.0/mlflow-artifacts/artifacts/7/" + run + "/artifacts/a",
                "/api/2.0/mlflow-artifacts/artifacts/models/nope/1/a"
            }) {
                Wired.Answer answer = wired.get(target);
                assertThat(answer.status()).as(target).isEqualTo(404);
                assertThat(answer.errorCode()).isEqualTo("RESOURCE_DOES_NOT_EXIST");
                assertThat(answer.message()).contains("nope".repeat(target.contains("nope") ? 1 : 0));
                assertThat(answer.message()).doesNotContain(directory.toString());
            }
            assertThat(wired.get("/api/2.0/mlflow/traces").errorCode()).isEqualTo("ENDPOINT_NOT_FOUND");
            assertThat(wired.post("mlflow/runs/delete", "{}").status()).isEqualTo(501);
        }
    }

    @Test
    void aFailureOfTheStoreIsAnsweredWithoutItsPaths() throws IOException {
        try (MlflowServer server = MlflowServer.on(mlops).port(0).start()) {
            Wired wired = wired(server);
            String run = createRun(wired);
            String target = "/api/2.0/mlflow-artifacts/artifacts/0/" + run + "/artifacts/a";
            assertThat(wired.put(target, new byte[] {1}).status()).isEqualTo(200);
            try (Stream<Path> blobs = Files.walk(directory.resolve("blobs"))) {
                for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
                    Files.delete(blob);
                }
            }
            Wired.Answer answer = wired.get(target);
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.errorCode()).isEqualTo("INTERNAL_ERROR");
            assertThat(answer.body()).doesNotContain(directory.toString());
        }
    }

    @Test
    void closingAnswersWhatIsUnderWayAndKillsTheRunsOfClients() throws Exception {
        MlflowServer server = MlflowServer.on(mlops).port(0).start();
        Wired wired = wired(server);
        String run = createRun(wired);
        byte[] body = new byte[2_000];
        Thread closer = new Thread(server::close);
        try (Socket socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("PUT /api/2.0/mlflow-artifacts/artifacts/0/" + run + "/artifacts/a HTTP/1.1\r\n"
                            + "Host: localhost\r\nConnection: close\r\nContent-Length: 2000\r\n\r\n")
                    .getBytes(UTF_8));
            out.write(body, 0, 1_000);
            out.flush();
            awaitUpload();
            closer.start();
            while (wired.get(LIST).status() == 200) {
                Thread.onSpinWait();
            }
            assertThat(wired.get(LIST).errorCode()).isEqualTo("TEMPORARILY_UNAVAILABLE");
            out.write(body, 1_000, 1_000);
            out.flush();
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
        closer.join();
        assertThat(mlops.tracking().load(run).artifacts()).containsOnlyKeys("a");
        assertThat(mlops.tracking().load(run).status()).isEqualTo(RunStatus.KILLED);
        assertThat(mlops.tracking().load(run).findFailure())
                .hasValueSatisfying(why -> assertThat(why).contains("server"));
        server.close();
        mlops.audit().verify();
    }

    /** Waits until the first half of the upload has come to the store. */
    private void awaitUpload() throws IOException {
        Path incoming = directory.resolve("blobs");
        long part = 0;
        while (part == 0) {
            try (Stream<Path> files = Files.walk(incoming)) {
                part = files.filter(file -> file.toString().endsWith(".part")).count();
            }
        }
    }

    private Wired wired(MlflowServer server) {
        return new Wired(server.uri(), mlops.json());
    }

    private static String createRun(Wired wired) throws IOException {
        return wired.post("mlflow/runs/create", "{\"experiment_id\": 0}")
                .document()
                .get("run")
                .get("info")
                .get("run_id")
                .text();
    }

    private static void metric(Wired wired, String run, int step) throws IOException {
        assertThat(wired.post(
                                "mlflow/runs/log-metric",
                                "{\"run_id\": \"" + run
                                        + "\", \"key\": \"m\", \"value\": 1, \"timestamp\": 1, \"step\": " + step + "}")
                        .status())
                .isEqualTo(200);
    }

    private static Wired.Answer batch(Wired wired, String run, String what, int count, String rest) throws IOException {
        String items = IntStream.range(0, count)
                .mapToObj(i -> "{\"key\": \"k" + i + "\"" + rest + "}")
                .collect(Collectors.joining(","));
        return wired.post("mlflow/runs/log-batch", "{\"run_id\": \"" + run + "\", \"" + what + "\": [" + items + "]}");
    }

    private static String steps(Document history) {
        return history.get("metrics").list().stream()
                .map(point -> Long.toString(point.get("step").whole()))
                .collect(Collectors.joining(","));
    }
}
