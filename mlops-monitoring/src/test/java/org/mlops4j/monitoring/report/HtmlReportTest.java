// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.StorageException;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertRule;

class HtmlReportTest {

    private static final List<String> FEATURES =
            List.of("dep_hour", "late_share_3h", "mean_delay_24h", "since_last", "distance", "carrier", "origin_load");
    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z!][a-zA-Z0-9]*)((?:[^>\"]|\"[^\"]*\")*)>");
    private static final List<String> ELEMENTS = List.of(
            "!DOCTYPE",
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "main",
            "header",
            "section",
            "div",
            "p",
            "h1",
            "h2",
            "h3",
            "span",
            "strong",
            "ul",
            "li",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "svg",
            "desc",
            "g",
            "line",
            "text",
            "tspan",
            "rect",
            "circle",
            "polyline",
            "polygon");

    @Test
    void saysWhatIsWrongFirst() {
        String html = SampleReport.of(FEATURES, 16).toHtml();

        assertThat(html.indexOf("3 alerts are active")).isPositive().isLessThan(html.indexOf("<section>"));
        assertThat(html)
                .contains("performance.auc is below 0.68 for 2 windows")
                .contains("Late flights from Chicago")
                .contains("late_share_3h")
                .contains("16 windows of 7 days")
                .contains("The winter timetable began")
                .contains(">v2</text>")
                .contains("alert below 0.68")
                .contains("reference 0.741");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "</style><script>alert(1)</script>",
                "' onmouseover='alert(1)",
                "</title></svg><svg onload=alert(1)>",
                "]]><!--",
                "&lt;b&gt;"
            })
    void everyNameIsShownAsText(String name) {
        MonitorReport sample = SampleReport.of(List.of(name, "plain"), 3);
        Signal odd = new Signal(
                "skew." + name, SampleReport.START, SampleReport.START.plusSeconds(60), 1, 1, Document.nothing());
        Alert alert = new Alert(name, name, name, Alert.Severity.CRITICAL, odd, name, SampleReport.START, null);
        MonitorReport report = MonitorReport.of(
                        name,
                        SampleReport.START,
                        concat(sample.signals(), odd),
                        List.of(alert),
                        List.of(AlertRule.when("drift." + name).above(0).saying(name)))
                .titled(name)
                .marking(SampleReport.START.plusSeconds(1), name)
                .with(Section.titled(name).text(name).table(List.of(name), List.of(List.of(name))));
        String html = report.toHtml();

        assertThat(html).doesNotContain(name);
        Matcher tag = TAG.matcher(html);
        int tags = 0;
        while (tag.find()) {
            tags++;
            assertThat(tag.group(2)).as(tag.group()).isIn(ELEMENTS);
            assertThat(tag.group(3))
                    .as("no handler in %s", tag.group())
                    .doesNotContainPattern("(?i)\\son[a-z]+\\s*=\\s*[^\"]*(?=[^\"]*$)");
        }
        assertThat(tags).isGreaterThan(100);
        // Outside of tags and the style no bracket is left, so no element but the counted ones can be there.
        assertThat(TAG.matcher(html.replaceAll("(?s)<style>.*?</style>", "")).replaceAll(""))
                .doesNotContain("<");
    }

    @Test
    void segmentsAreRowsOfATableAndNotChartsOfTheirOwn() {
        List<Signal> signals =
                new ArrayList<>(SampleReport.of(List.of("delay"), 3).signals());
        int charts = count(SampleReport.of(List.of("delay"), 3).toHtml(), "<svg");
        for (int i = 0; i < 20; i++) {
            signals.add(segment("performance.auc", "airport=A" + i, 0.7 + i / 1000.0, 100 + i, Document.object()));
            signals.add(segment(
                    "drift.columns",
                    "airport=A" + i,
                    i == 3 ? 1 : 0,
                    5,
                    Document.object().with("drifted", Document.texts(i == 3 ? List.of("delay") : List.of()))));
        }
        String page = MonitorReport.of("m", SampleReport.START, signals, List.of(), List.of())
                .toHtml();

        assertThat(count(page, "<svg")).isEqualTo(charts);
        assertThat(page)
                .contains("Segments in the latest window")
                .contains("airport=A3")
                .contains("0.703");
        assertThat(page.indexOf("airport=A19")).isLessThan(page.indexOf("airport=A18"));
    }

    @Test
    void theTestThatFoundDriftIsTheOneThatIsShown() {
        Document results = Document.list(
                Document.object()
                        .with("test", "ks")
                        .with("effect", 0.001)
                        .with("effectBound", 0.1)
                        .with("verdict", "OK"),
                Document.object()
                        .with("test", "missing-share")
                        .with("effect", 0.076)
                        .with("effectBound", 0.05)
                        .with("verdict", "DRIFT"));
        Signal drift = SampleReport.of(List.of("delay"), 3).signals().stream()
                .filter(signal -> signal.name().equals("drift.delay"))
                .findFirst()
                .map(signal -> new Signal(
                        signal.name(),
                        signal.from(),
                        signal.to(),
                        0.001,
                        100,
                        ((Document.Fields) signal.detail()).with("results", results)))
                .orElseThrow();
        String page = MonitorReport.of("m", SampleReport.START, List.of(drift), List.of(), List.of())
                .toHtml();

        assertThat(page).contains("missing-share").contains("0.076").doesNotContain(">ks<");
    }

    private static Signal segment(String name, String segment, double value, long rows, Document detail) {
        return new Signal(
                name + "[" + segment + "]",
                SampleReport.START,
                SampleReport.START.plus(Duration.ofDays(7)),
                value,
                rows,
                detail);
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void loadsAndRunsNothing() throws IOException {
        String html = SampleReport.of(FEATURES, 16).toHtml();
        String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
        String digest = Base64.getEncoder()
                .encodeToString(HexFormat.of().parseHex(Digest.of(style).hex()));

        assertThat(html)
                .contains("default-src &#39;none&#39;; style-src &#39;sha256-" + digest + "&#39;")
                .doesNotContain(
                        "<script",
                        "<link",
                        "<img",
                        "http://",
                        "https://",
                        "url(",
                        "@import",
                        " style=",
                        "src=",
                        "href=");
    }

    @Test
    void theSameReportHasTheSameBytesEverywhere(@TempDir Path directory) throws IOException {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        Path here = directory.resolve("here.html");
        Path there = directory.resolve("there.html");
        SampleReport.of(FEATURES, 16).writeHtml(here);
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            MonitorReport report = SampleReport.of(FEATURES, 16);
            List<Signal> reversed = new ArrayList<>(report.signals());
            Collections.reverse(reversed);
            new MonitorReport(
                            report.title(),
                            report.monitor(),
                            report.written(),
                            reversed,
                            report.alerts(),
                            report.rules(),
                            report.markers(),
                            report.sections())
                    .writeHtml(there);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }

        assertThat(there).hasSameBinaryContentAs(here);
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void staysBelowAMegabyteWithManyFeaturesWindowsAndRows() {
        List<String> features = IntStream.range(0, 300)
                .mapToObj(i -> "feature_with_a_rowsname_" + i)
                .toList();
        Section rows = Section.titled("Long")
                .table(
                        List.of("n"),
                        IntStream.range(0, 100_000)
                                .mapToObj(i -> List.of("row " + i))
                                .toList());

        String html = SampleReport.of(features, 150).with(rows).toHtml();

        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1 << 20);
        assertThat(html).contains("The 40 most drifted of 300 features").contains("99,800 more rows left out");
    }

    @Test
    void aReportOfNothingIsAPage() {
        String html = MonitorReport.of("m", Instant.EPOCH, List.of(), List.of(), List.of())
                .toHtml();

        assertThat(html).contains("Nothing has been measured yet").endsWith("</html>\n");
    }

    @Test
    void numbersThatAreNotThereAreGaps() {
        Signal nothing = new Signal(
                "performance.auc",
                SampleReport.START,
                SampleReport.START.plusSeconds(60),
                Double.NaN,
                0,
                Document.nothing());

        assertThat(MonitorReport.of("m", Instant.EPOCH, List.of(nothing), List.of(), List.of())
                        .toHtml())
                .contains("Nothing is wrong")
                .doesNotContain("NaN", "Infinity");
        assertThat(SampleReport.of(FEATURES, 16).toHtml()).doesNotContain("NaN", "Infinity", "null");
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed(@TempDir Path directory) {
        Path nowhere = directory.resolve("missing").resolve("report.html");

        assertThatThrownBy(() -> SampleReport.of(FEATURES, 2).writeHtml(nowhere))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(nowhere.toString());
    }

    @Test
    void machinesReadWhatPeopleSee() {
        MonitorReport report = SampleReport.of(FEATURES, 3);
        Document document = report.toDocument();

        assertThat(document.get("signals").list().stream().map(Signal::from))
                .containsExactlyElementsOf(report.signals());
        assertThat(document.get("alerts").list().stream().map(Alert::from)).containsExactlyElementsOf(report.alerts());
        assertThat(document.get("rules").list().stream().map(AlertRule::from))
                .containsExactlyElementsOf(report.rules());
        assertThat(document.get("sections").list()).hasSize(1);
    }

    private static List<Signal> concat(List<Signal> signals, Signal more) {
        List<Signal> all = new ArrayList<>(signals);
        all.add(more);
        return all;
    }
}
