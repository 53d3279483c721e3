// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.environment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.tracking.RunSpec;

class SecretsTest {

    private static final String SECRET = "hunter2-of-the-test";

    @TempDir
    Path directory;

    /** A program with secrets all around it. */
    static final class SecretProgram {

        private SecretProgram() {}

        public static void main(String[] arguments) {
            try (Mlops mlops = Mlops.open(Path.of(arguments[0]))) {
                mlops.tracking().start(RunSpec.of("late-flights")).close();
            }
        }
    }

    @Test
    void noSecretOfTheEnvironmentOrTheCommandLineIsInAnyFileOfTheStore() throws Exception {
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Ddb.password=" + SECRET,
                        "-Dapi.token=" + SECRET,
                        "-Dharmless=" + SECRET,
                        "-XX:OnError=echo " + SECRET,
                        "-cp",
                        System.getProperty("java.class.path"),
                        SecretProgram.class.getName(),
                        directory.toString())
                .inheritIO();
        program.environment().put("AWS_SECRET_ACCESS_KEY", SECRET);
        program.environment().put("SOME_VARIABLE", SECRET);
        assertThat(program.start().waitFor()).isZero();

        for (Path file : files()) {
            assertThat(Files.readString(file, ISO_8859_1)).as(file.toString()).doesNotContain(SECRET);
        }
        try (Mlops mlops = Mlops.open(directory)) {
            assertThat(mlops.tracking()
                            .load("late-flights-1")
                            .environment()
                            .get("java")
                            .get("flags")
                            .texts())
                    .contains("-XX:+UseSerialGC", "-XX:OnError");
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
