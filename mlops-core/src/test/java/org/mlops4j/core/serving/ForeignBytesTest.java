// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.Mlops;
import org.mlops4j.error.MlopsException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;

/** Files that are no models, under the name of each format that is built in. */
class ForeignBytesTest {

    private static final Map<String, byte[]> FILES = Map.of(
            "empty",
            new byte[0],
            "one byte",
            new byte[] {'{'},
            "a Java object",
            bytes("\u00ac\u00ed\u0000\u0005sr\u0000\u0011java.util.HashMap"),
            "a pickle",
            bytes("\u0080\u0004\u0095\u0010\u0000\u0000\u0000\u0000\u0000\u0000\u0000c__builtin__\neval\n."),
            "an archive",
            bytes("PK\u0003\u0004\n\u0000\u0000\u0000"),
            "a script",
            bytes("#!/bin/sh\nexit 0\n"));

    @TempDir
    private static Path directory;

    private static Mlops mlops;
    private static Deployment deployment;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @BeforeAll
    static void open() {
        mlops = Mlops.open(directory);
        byte[] model = bytes("{\"intercept\": 1, \"coefficients\": [2], \"link\": \"identity\"}");
        ModelVersion good =
                mlops.registry().register("m", ModelPackage.of("linear").withFile("model", model));
        mlops.registry().alias("m", "champion").moveTo(good, "good");
        deployment = mlops.serving().deploy(DeploymentSpec.named("d").champion("m@champion"));
    }

    @AfterAll
    static void close() {
        mlops.close();
    }

    static Stream<Arguments> files() {
        return Stream.of("xgboost", "lightgbm", "linear", "compact", "java")
                .flatMap(format -> FILES.keySet().stream().map(file -> arguments(format, file)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsNoModelIsRefusedAndTheGoodOneStays(String format, String file) {
        ModelVersion version =
                mlops.registry().register("m", ModelPackage.of(format).withFile("model", FILES.get(file)));
        assertThatThrownBy(() -> mlops.serving().load(version.id(), "test"))
                .isInstanceOf(MlopsException.class)
                .hasMessageNotContaining(directory.toString());
        mlops.registry().alias("m", "champion").moveTo(version, "by mistake");
        assertThatThrownBy(() -> deployment.refresh()).isInstanceOf(MlopsException.class);
        double[] out = new double[1];
        deployment.score(new double[] {3}, out);
        assertThat(out).containsExactly(7);
        assertThat(deployment.champion().number()).isEqualTo(1);
    }
}
