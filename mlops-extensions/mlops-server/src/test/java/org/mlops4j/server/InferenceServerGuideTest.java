// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.DeploymentSpec;

/** The code of the guide "A server for callers in other languages", in its order, and the bodies of its curl lines. */
class InferenceServerGuideTest {

    private static final Path GUIDE =
            Path.of("").toAbsolutePath().getParent().getParent().resolve("docs/guides/inference-server.md");
    private static final Pattern BODY = Pattern.compile("-d '(\\{.*?})'", Pattern.DOTALL);

    @TempDir
    private Path directory;

    @Test
    void aDeploymentIsServed() throws IOException, InterruptedException {
        byte[] model = "{\"intercept\": -4, \"coefficients\": [0.01, -0.1, 2], \"link\": \"logit\"}".getBytes(UTF_8);
        try (Mlops mlops = Mlops.open(directory);
                InferenceServer server = InferenceServer.on(mlops).port(0).start()) {
            Signature signature = new Signature(
                    Schema.of(
                            Field.of("amount", DataType.FLOAT64),
                            Field.of("hour", DataType.INT64),
                            Field.of("foreign", DataType.BOOLEAN)),
                    Schema.of(Field.of("fraud", DataType.FLOAT64)));
            ModelPackage contents =
                    ModelPackage.of("linear").withFile("model", model).signature(signature);
            mlops.registry()
                    .alias("fraud", "champion")
                    .moveTo(mlops.registry().register("fraud", contents), "first model");
            mlops.serving().deploy(DeploymentSpec.named("fraud").champion("fraud@champion"));
            System.out.println("curl " + server.uri() + "/v2/models/fraud");
            List<String> bodies = BODY.matcher(Files.readString(GUIDE))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
            assertThat(bodies).hasSize(2);
            for (String body : bodies) {
                HttpResponse<String> answer = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(server.uri() + "/v2/models/fraud/infer"))
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(body))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            }
        }
    }
}
