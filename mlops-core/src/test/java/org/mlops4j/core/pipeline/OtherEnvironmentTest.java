// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.reproduction.FixedOrder;
import org.mlops4j.reproduction.Outcome;
import org.mlops4j.reproduction.Reproduction;
import org.mlops4j.reproduction.StageReproduction;

/** Runs of a JVM with other threads and another archive on its class path, done again in this one. */
class OtherEnvironmentTest {

    @TempDir
    Path directory;

    /** The program that runs first. */
    static final class First {

        private First() {}

        public static void main(String[] arguments) {
            try (Mlops mlops = Mlops.open(Path.of(arguments[0]))) {
                mlops.pipelines().start(ofThreads(), Document.object());
                mlops.pipelines().start(ofClassPath(), Document.object());
                mlops.pipelines().start(waiting(), Document.object());
            }
        }
    }

    private static Pipeline ofThreads() {
        double[] values = new SplittableRandom(1).doubles(200_000).toArray();
        return Pipeline.named("threads")
                .step("fixed-order", step -> Document.of(FixedOrder.sum(values)))
                .step(
                        "any-order",
                        step -> Document.of(IntStream.range(0, values.length)
                                .parallel()
                                .mapToDouble(i -> values[i])
                                .reduce(0, Double::sum)))
                .build();
    }

    private static Pipeline ofClassPath() {
        return Pipeline.named("class-path")
                .step("read", step -> Document.of(coefficient()))
                .build();
    }

    private static Pipeline waiting() {
        return Pipeline.named("waiting")
                .approval("sign-off", ApprovalPolicy.of(1))
                .step("read", step -> Document.of(coefficient()))
                .build();
    }

    private static String coefficient() throws IOException {
        try (InputStream in = OtherEnvironmentTest.class.getResourceAsStream("/coefficient.txt")) {
            return in == null ? "none" : new String(in.readAllBytes(), UTF_8);
        }
    }

    private void runFirst() throws Exception {
        Path archive = directory.resolve("coefficients-2.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("coefficient.txt"));
            zip.write("0.5".getBytes(UTF_8));
        }
        Process first = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=7",
                        "-cp",
                        System.getProperty("java.class.path") + File.pathSeparator + archive,
                        First.class.getName(),
                        directory.resolve("store").toString())
                .inheritIO()
                .start();
        assertThat(first.waitFor()).isZero();
    }

    @Test
    void theNumberOfThreadsAndTheArchiveAreNamedAndASumInFixedOrderIsTheSame() throws Exception {
        runFirst();
        try (Mlops mlops = Mlops.open(directory.resolve("store"))) {
            Reproduction threads = mlops.reproductions().rerun(ofThreads(), "threads-1");
            assertThat(threads.outcome()).as(threads.toString()).isEqualTo(Outcome.EQUIVALENT);
            assertThat(threads.firstDifferent().map(StageReproduction::stage)).contains("any-order");
            assertThat(threads.ulps()).isBetween(1L, 1_000L);
            assertThat(threads.factors()).contains("parallelism");

            Reproduction classPath = mlops.reproductions().rerun(ofClassPath(), "class-path-1");
            assertThat(classPath.outcome()).isEqualTo(Outcome.DIVERGED);
            assertThat(classPath.firstDifferent().map(StageReproduction::stage)).contains("read");
            assertThat(classPath.factors()).contains("class_path", "class_path.coefficients-2.jar");
            assertThat(classPath.stages().get(0).factors().removed()).containsKey("class_path.coefficients-2.jar");
        }
    }

    @Test
    void aRunThatWaitedMeanwhileSaysThatTheCodeHasChanged() throws Exception {
        runFirst();
        try (Mlops mlops = Mlops.open(directory.resolve("store"))) {
            mlops.as(Actor.of("ben")).pipelines().approve("waiting-1", "looks right");
            PipelineRun done = mlops.pipelines().resume(waiting(), "waiting-1");
            assertThat(done.status()).isEqualTo(PipelineRun.Status.SUCCEEDED);
            assertThat(done.code()).hasSize(2).doesNotHaveDuplicates();
            assertThat(mlops.audit().about(done.id()))
                    .anyMatch(entry -> entry.reason().startsWith("the code has changed from class path "));
        }
    }
}
