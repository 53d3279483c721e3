// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightsExampleTest {

    @Test
    void trainsServesWatchesAndExplainsThenOpensTheStoreAgain(@TempDir Path directory) {
        Path store = directory.resolve("store");
        Path report = directory.resolve("report.html");

        List<String> first = tell(store, report);
        List<String> second = tell(store, report);

        assertThat(report).isNotEmptyFile();
        assertThat(first)
                .anyMatch(line -> line.contains("nothing from the future"))
                .anyMatch(line -> line.matches(".*values compared, 0 differ in a bit"))
                .anyMatch(line -> line.startsWith("answered by late-flights/1"))
                .anyMatch(line -> line.matches("its 22 features computed again from history: 0 differ in a bit"));
        assertThat(second)
                .anyMatch(line -> line.contains("is there already"))
                .anyMatch(line -> line.matches("its 22 features computed again from history: 0 differ in a bit"))
                .anyMatch(line -> line.matches("audit chain: [0-9,]+ entries verified.*"));
    }

    private static List<String> tell(Path store, Path report) {
        Story story = new Story(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        new FlightsExample(store, report, story).run(Instant.parse("2001-02-17T00:00:00Z"));
        return story.lines();
    }
}
