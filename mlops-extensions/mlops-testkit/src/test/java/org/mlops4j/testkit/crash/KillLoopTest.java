// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillLoopTest {

    private static final int ROUNDS = 8;

    @TempDir
    private Path scratch;

    @Test
    void aWriterThatWritesBeforeItAcknowledgesPasses() throws IOException {
        assertThat(run("honest")).hasSizeGreaterThan(ROUNDS / 2);
    }

    @Test
    void aWriterThatAcknowledgesBeforeItWritesIsCaught() {
        assertThatThrownBy(() -> run("lying"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("of seed");
    }

    @Test
    void aWriterThatEndsByItselfIsSaid() {
        assertThatThrownBy(() -> new KillLoop(2, 1)
                        .run(EndingProcess.class, attempted -> List.of(), (acknowledged, attempted) -> {}))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ended by itself");
    }

    private SortedSet<Long> run(String manner) throws IOException {
        Path file = scratch.resolve("turns");
        return new KillLoop(manner.equals("lying") ? 200 : ROUNDS, 7)
                .run(
                        FileWriterProcess.class,
                        attempted -> List.of(file.toString(), manner, Long.toString(attempted)),
                        (acknowledged, attempted) -> {
                            Set<Long> found = new TreeSet<>();
                            if (Files.exists(file)) {
                                Files.readAllLines(file).forEach(line -> found.add(Long.valueOf(line)));
                            }
                            assertThat(found).containsAll(acknowledged).allMatch(turn -> turn <= attempted);
                        });
    }

    /** Ends at once. */
    static final class EndingProcess {

        private EndingProcess() {}

        public static void main(String[] arguments) {}
    }
}
