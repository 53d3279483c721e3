// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.mlops4j.data.Digest;
import org.mlops4j.monitoring.Signal;

/** The page of a report: what is wrong first, then charts, then what the caller adds, then tables. */
final class HtmlReport {

    private static final String STYLE = style();

    /** Nothing but the one style of this page, known by its digest, is loaded or run. */
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + base64(Digest.of(STYLE))
            + "'; base-uri 'none'; form-action 'none'";

    /** The features whose distributions are drawn. */
    private static final int MOST_HISTOGRAMS = 12;

    private final Findings findings;
    private final Markup page = new Markup();

    HtmlReport(Findings findings) {
        this.findings = findings;
    }

    String page() {
        page.trusted("<!DOCTYPE html>\n").open("html", "lang", "en").line();
        page.open("head").empty("meta", "charset", "utf-8");
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "referrer", "content", "no-referrer");
        page.element("title", findings.report().title());
        page.open("style").trusted(STYLE).close().close().line();
        page.open("body").open("main").line();
        new Summary(page, findings).draw();
        performance();
        drift();
        histograms();
        traffic();
        others();
        Tables tables = new Tables(page, findings);
        findings.report().sections().forEach(tables::section);
        tables.draw();
        page.close().close().close().line();
        return page.toString();
    }

    private void performance() {
        List<String> metrics = findings.metrics();
        if (metrics.isEmpty()) {
            return;
        }
        page.open("section").element("h2", "How good the predictions were").line();
        page.element(
                "p",
                "Each point is a window, known once its labels are; the band is the 95 % interval.",
                "class",
                "note");
        chart(metrics.get(0), 1080, 260, "card wide");
        charts(metrics.subList(1, metrics.size()));
        page.close().line();
    }

    private void drift() {
        if (findings.drifts().isEmpty()) {
            return;
        }
        page.open("section").element("h2", "Which inputs changed").line();
        page.element(
                "p",
                "Each window against the reference, by feature: the size of the change in units of what matters."
                        + left(findings.drifts().size(), HeatStrip.MOST_FEATURES, "feature"),
                "class",
                "note");
        page.open("div", "class", "card wide");
        new HeatStrip(page, findings).draw();
        page.close().close().line();
    }

    private void histograms() {
        List<String> names = findings.drifts().stream()
                .filter(name -> findings.last(name).rows() > 0)
                .limit(MOST_HISTOGRAMS)
                .toList();
        if (names.isEmpty()) {
            return;
        }
        Signal last = findings.last(names.get(0));
        page.open("section").element("h2", "How they are distributed now").line();
        page.open("p", "class", "note")
                .text("Share of rows by cells of the reference, ")
                .element("span", "grey", "class", "key-was")
                .text(" the reference, ")
                .element("span", "coloured", "class", "key-now")
                .text(" the window " + Figures.window(last.from(), last.to()) + "."
                        + left(findings.drifts().size(), MOST_HISTOGRAMS, "feature"))
                .close();
        page.open("div", "class", "three").line();
        for (int i = 0; i < names.size(); i++) {
            Signal signal = findings.last(names.get(i));
            page.open("div", "class", "card");
            page.open("h3").text(Findings.feature(names.get(i)));
            if (Findings.drifted(signal)) {
                page.text(" ").element("span", "drift", "class", "badge bad");
            }
            page.close();
            HistogramChart.draw(page, "h" + i, signal);
            page.close();
        }
        page.close().close().line();
    }

    private void traffic() {
        List<String> names = Findings.TRAFFIC.stream()
                .filter(name -> !findings.series(name).isEmpty())
                .toList();
        if (!names.isEmpty()) {
            page.open("section").element("h2", "Traffic").line();
            charts(names);
            page.close().line();
        }
    }

    private void others() {
        if (!findings.others().isEmpty()) {
            page.open("section").element("h2", "Other signals").line();
            charts(findings.others().stream().limit(MOST_HISTOGRAMS).toList());
            page.close().line();
        }
    }

    private void charts(List<String> signals) {
        page.open("div", "class", "two").line();
        signals.forEach(signal -> chart(signal, 530, 210, "card"));
        page.close().line();
    }

    private void chart(String signal, double width, double height, String kind) {
        String title = Findings.title(signal);
        String description = findings.latest(signal)
                .map(latest -> "Latest value " + Figures.of(latest.value()) + " in "
                        + Figures.window(latest.from(), latest.to()) + ".")
                .orElse("No value yet.");
        page.open("div", "class", kind).element("h3", title);
        String id = "c" + Digest.of(signal).brief();
        new LineChart(page, findings, id, signal, width, height).draw(title, description);
        page.close().line();
    }

    private static String left(int all, int shown, String what) {
        return all > shown ? " The " + shown + " most drifted of " + Figures.counted(all, what) + " are shown." : "";
    }

    private static String base64(Digest digest) {
        return Base64.getEncoder().encodeToString(digest.bytes());
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing beside " + HtmlReport.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
