// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report as a browser shows it, on a phone and on a desk; skipped where there is no browser. */
class BrowserReportTest {

    @TempDir
    private Path directory;

    private Chromium chromium;

    @BeforeEach
    void findBrowser() {
        Optional<Chromium> found = Chromium.find(directory);
        assumeThat(found).as("neither Chromium nor Chrome is on the path").isPresent();
        chromium = found.orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {375, 1280})
    void drawsItsChartsLegiblyAndLeavesTheConsoleEmpty(int width) throws Exception {
        List<String> features = IntStream.range(0, 6)
                .mapToObj(i -> i == 0 ? "a_feature_whose_name_is_much_longer_than_most_names_are" : "feature_" + i)
                .toList();
        SampleReport.of(features, 26).writeHtml(directory.resolve("report.html"));

        Chromium.Page page = look(width);

        assertThat(page.console()).isEmpty();
        List<String> found = found(page);
        assertThat(found.get(0)).matches("charts: \\d\\d+");
        assertThat(found.subList(1, found.size())).as("at %d px", width).isEmpty();
    }

    @Test
    void manyWindowsAreLegibleToo() throws Exception {
        SampleReport.of(List.of("distance"), 200).writeHtml(directory.resolve("report.html"));

        Chromium.Page page = look(375);

        assertThat(page.console()).isEmpty();
        assertThat(found(page)).hasSize(1);
    }

    @Test
    void whatIsWrongIsSeen() throws Exception {
        Files.writeString(directory.resolve("report.html"), """
                <!DOCTYPE html><html><head>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head><body>
                <svg class="one" width="100" height="50"><rect width="9" height="9"/>
                <text x="5" y="20">first</text><text x="9" y="22">second</text><text x="80" y="40">longer</text></svg>
                <svg class="two" width="100" height="50"></svg><p>%s</p><script>alert(1)</script></body></html>
                """.formatted("x".repeat(500)));

        Chromium.Page page = look(375);

        assertThat(page.console())
                .as("the script that the policy forbids")
                .anySatisfy(line -> assertThat(line).contains("Content Security Policy"));
        assertThat(found(page))
                .contains(
                        "charts: 2",
                        "overlap in one: first and second",
                        "cut off in one: longer",
                        "nothing drawn in two")
                .anySatisfy(line -> assertThat(line).startsWith("wider than the window by"));
    }

    private Chromium.Page look(int width) throws IOException, InterruptedException {
        try (InputStream harness = BrowserReportTest.class.getResourceAsStream("look.html")) {
            String text = new String(harness.readAllBytes(), StandardCharsets.UTF_8);
            Path page = directory.resolve("look.html");
            Files.writeString(page, text.replace("WIDTH", Integer.toString(width)));
            return chromium.open(page);
        }
    }

    private static List<String> found(Chromium.Page page) {
        String dom = page.dom();
        int start = dom.indexOf("<pre id=\"found\">") + "<pre id=\"found\">".length();
        return dom.substring(start, dom.indexOf("</pre>", start)).lines().toList();
    }
}
