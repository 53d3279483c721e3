// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk in memory that is really full, where the system lets a test mount one. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FullDiskTest {

    private static final int BALLAST_BYTES = 1_500_000;

    @TempDir
    private Path disk;

    @ParameterizedTest
    @ValueSource(ints = {2_400, 2_537, 2_800, 3_700})
    void aFullDiskIsSaidAndWithRoomAgainTheSameStoresGoOn(int kibibytes) throws IOException, InterruptedException {
        assumeThat(mount("true", kibibytes)).as("may mount a disk in memory").isZero();
        Process writer = mounting(
                        String.join(
                                " ",
                                "exec",
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m -cp \"$CLASS_PATH\"",
                                FullDiskWriter.class.getName(),
                                "\"$DISK\"",
                                Integer.toString(BALLAST_BYTES)),
                        kibibytes)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(writer.waitFor()).as("%s", lines).isZero();
        assertThat(lines.subList(0, 5))
                .allMatch(line -> line.startsWith("refused StorageException: could not "))
                .anyMatch(line -> line.contains("disk is full") || line.contains("No space left"));
        assertThat(lines.subList(5, lines.size()))
                .containsExactly("readable true", "stored", "stored", "stored", "stored", "stored", "damage []");
    }

    private int mount(String command, int kibibytes) throws IOException, InterruptedException {
        try {
            return mounting(command, kibibytes).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private ProcessBuilder mounting(String command, int kibibytes) {
        ProcessBuilder shell = new ProcessBuilder(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=" + kibibytes + "k tmpfs \"$DISK\" && " + command);
        shell.environment().put("DISK", disk.toString());
        shell.environment().put("CLASS_PATH", System.getProperty("java.class.path"));
        return shell;
    }
}
