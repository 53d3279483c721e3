// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.Digest;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.StoredDocument;

/**
 * Writes of a second JVM begin to fail at every size of its files: the operating system refuses to let them grow, first
 * in the middle of a log, of a blob, of a checkpoint. What was acknowledged stays, the failure is typed, and with room
 * again the stores work without a restart.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class IoFaultTest {

    private static final int ROUNDS = Integer.getInteger("mlops.fault.rounds", 100);
    private static final long SEED = Long.getLong("mlops.fault.seed", 20_260_302L);
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    @TempDir
    private Path scratch;

    private final Set<Long> stored = new TreeSet<>();
    private final List<String> failures = new ArrayList<>();

    @Test
    void whereverAWriteFailsNothingAcknowledgedIsLost() throws IOException, InterruptedException {
        assumeThat(PRLIMIT).as("the tool that sets limits of another process").exists();
        SplittableRandom random = new SplittableRandom(SEED);
        Path directory = scratch.resolve("store");
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LimitedWriter.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader answers =
                        new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8));
                PrintStream orders = new PrintStream(writer.getOutputStream(), true, StandardCharsets.UTF_8)) {
            assertThat(answers.readLine()).isEqualTo("ready");
            for (int round = 0; round < ROUNDS; round++) {
                // Mostly within the first writes; now and then behind the end of the files.
                long bytes = round % 10 == 0 ? round * 40_000L : random.nextInt(120_000);
                limit(writer, Long.toString(bytes));
                orders.println("limited");
                readUntilDone(answers, "round " + round + " of seed " + SEED);
                limit(writer, "unlimited");
                orders.println("free");
                readUntilDone(answers, "free after round " + round + " of seed " + SEED);
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        assertThat(failures).as("the limits must hit writes").hasSizeGreaterThan(ROUNDS / 3);
        assertThat(failures).allMatch(failure -> failure.contains(directory.toString()));
        verify(directory);
    }

    private void readUntilDone(BufferedReader answers, String where) throws IOException {
        String line = requireNonNull(answers.readLine(), where);
        while (!line.startsWith("done")) {
            if (line.startsWith("stored ")) {
                stored.add(Long.valueOf(line.substring("stored ".length())));
            } else if (line.startsWith("read ")) {
                assertThat(Long.parseLong(line.substring("read ".length()))).isGreaterThanOrEqualTo(2L * stored.size());
            } else {
                assertThat(line).as(where).matches("failed (StorageException|OutcomeUnknownException): .*");
                failures.add(line);
            }
            line = requireNonNull(answers.readLine(), where);
        }
    }

    private void verify(Path directory) throws IOException {
        try (EmbeddedStores stores = EmbeddedStores.open(directory)) {
            assertThat(stores.verify().damage()).isEmpty();
            List<StoredDocument> documents = stores.metadata()
                    .read(reader -> reader.query(
                            MetadataQuery.of("left").ascending("turn").limit(1_000_000)));
            Set<Long> found = new TreeSet<>();
            for (StoredDocument document : documents) {
                long turn = document.body().get("turn").whole();
                found.add(turn);
                Digest blob = new Digest(document.body().get("blob").text());
                assertThat(document.body()).isEqualTo(CrashingWriter.body(turn, blob));
                assertThat(stores.blobs().readAll(blob)).isEqualTo(CrashingWriter.blob(turn));
            }
            assertThat(found).containsAll(stored);
        }
        try (var incoming = Files.list(directory.resolve("blobs/incoming"))) {
            assertThat(incoming).as("no upload that failed left a file").isEmpty();
        }
    }

    private static void limit(Process process, String bytes) throws IOException, InterruptedException {
        Process set = new ProcessBuilder(
                        PRLIMIT.toString(), "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":")
                .inheritIO()
                .start();
        assertThat(set.waitFor()).isZero();
    }
}
