// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first program of the guide to features prints what the guide says, of the file that the guide shows. */
class FirstFeaturesTest {

    @TempDir
    private Path directory;

    @Test
    void printsWhatTheGuideSays() throws IOException {
        String guide = Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs/guides/features.md"));
        Path flights = Files.writeString(directory.resolve("flights.csv"), block("csv", guide), UTF_8);
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            FirstFeatures.run(flights, directory.resolve("mlops"));
        } finally {
            System.setOut(console);
        }
        assertThat(printed.toString(UTF_8)).isEqualToNormalizingNewlines(block("text", guide));
    }

    /** {@return the first block of a kind} */
    private static String block(String kind, String guide) {
        Matcher block =
                Pattern.compile("```" + kind + "\n(.*?)```", Pattern.DOTALL).matcher(guide);
        assertThat(block.find()).as(kind).isTrue();
        return block.group(1);
    }
}
