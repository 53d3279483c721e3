// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.features.store.FeatureTexts;

/** Files, texts, plans, digests and states are the same to the letter wherever the process runs. */
class LocaleTest {

    private static final Locale LOCALE = Locale.getDefault();
    private static final TimeZone ZONE = TimeZone.getDefault();

    @TempDir
    private static Path directory;

    private static String expected;

    @BeforeAll
    static void begin() throws IOException {
        set(Locale.ROOT, "UTC");
        expected = FeatureTexts.of(directory.resolve("expected"));
    }

    @AfterEach
    void end() {
        Locale.setDefault(LOCALE);
        TimeZone.setDefault(ZONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG"})
    void theLocaleAndTheZoneOfTheProcessChangeNothing(String tag) throws IOException {
        set(Locale.forLanguageTag(tag), "Asia/Kathmandu");
        assertThat(FeatureTexts.of(directory.resolve(tag))).isEqualTo(expected);
    }

    /** Some of what depends on a process is fixed when it starts. */
    @Test
    void aProcessOfAnotherCharsetWritesTheSame() throws IOException, InterruptedException {
        Path file = directory.resolve("texts");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dfile.encoding=ISO-8859-1",
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        "-Duser.timezone=Asia/Kathmandu",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FeatureTexts.class.getName(),
                        directory.resolve("child").toString(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), UTF_8);
        assertThat(child.waitFor()).as(output).isZero();
        assertThat(Files.readString(file, UTF_8)).isEqualTo(expected);
    }

    private static void set(Locale to, String zone) {
        Locale.setDefault(to);
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
    }
}
