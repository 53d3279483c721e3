// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.monitoring.alert.SignalDetail;

/** The lower part of the page: all numbers, to look up. */
final class Tables {

    private static final int MOST_METRICS = 3;

    private final Markup page;
    private final Findings findings;

    Tables(Markup page, Findings findings) {
        this.page = page;
        this.findings = findings;
    }

    void draw() {
        windows();
        segments();
        features();
        alerts();
        rules();
    }

    void section(Section section) {
        page.open("section").element("h2", section.title()).line();
        for (Section.Block block : section.blocks()) {
            if (block instanceof Section.Paragraph paragraph) {
                page.element("p", paragraph.text()).line();
            } else if (block instanceof Section.Rows rows) {
                table(rows.header(), rows.rows());
            }
        }
        page.close().line();
    }

    private void windows() {
        List<String> names = new ArrayList<>(List.of("volume", "labels.share"));
        names.addAll(findings.metrics());
        names.add("drift.columns");
        names.removeIf(name -> findings.series(name).isEmpty());
        List<String> header = new ArrayList<>(List.of("Window"));
        names.forEach(name -> header.add(Findings.title(name)));
        List<Map<Instant, Signal>> columns = names.stream()
                .map(name -> Findings.byWindow(findings.series(name)))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        for (Signal window : findings.windows()) {
            List<String> row = new ArrayList<>(List.of(Figures.window(window.from(), window.to())));
            for (Map<Instant, Signal> column : columns) {
                Signal signal = column.get(window.from());
                row.add(signal == null ? "–" : value(signal));
            }
            rows.add(row);
        }
        Collections.reverse(rows);
        titled("Windows, latest first", header, rows);
    }

    /** The values of a column by themselves, each in its latest window. */
    private void segments() {
        Map<String, Map<String, Signal>> segments = findings.segments();
        List<String> metrics = findings.metrics().stream()
                .filter(metric -> segments.values().stream().anyMatch(signals -> signals.containsKey(metric)))
                .limit(MOST_METRICS)
                .toList();
        List<String> header = new ArrayList<>(List.of("Segment", "Labels"));
        metrics.forEach(metric -> header.add(Findings.title(metric)));
        header.add("Drifted features");
        List<List<String>> rows = new ArrayList<>();
        segments.forEach((segment, signals) -> {
            List<String> row = new ArrayList<>(List.of(segment, labels(metrics, signals)));
            metrics.forEach(metric -> row.add(interval(signals.get(metric))));
            row.add(drifted(signals.get(Findings.DRIFTED_COLUMNS)));
            rows.add(row);
        });
        titled("Segments in the latest window", header, rows);
    }

    private static String labels(List<String> metrics, Map<String, Signal> signals) {
        return metrics.stream()
                .map(signals::get)
                .filter(Objects::nonNull)
                .map(signal -> Long.toString(signal.rows()))
                .findFirst()
                .orElse("–");
    }

    private static String interval(@Nullable Signal signal) {
        if (signal == null || Double.isNaN(signal.value())) {
            return "–";
        }
        double low = SignalDetail.number(signal, SignalDetail.LOW);
        double high = SignalDetail.number(signal, SignalDetail.HIGH);
        return Double.isNaN(low)
                ? Figures.of(signal.value())
                : Figures.of(signal.value()) + " (" + Figures.of(low) + " to " + Figures.of(high) + ")";
    }

    private static String drifted(@Nullable Signal signal) {
        if (signal == null || Double.isNaN(signal.value())) {
            return "–";
        }
        List<String> names =
                SignalDetail.find(signal, "drifted").map(Document::texts).orElse(List.of());
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private void features() {
        List<List<String>> rows = new ArrayList<>();
        for (String name : findings.drifts()) {
            Signal signal = findings.last(name);
            Optional<Document> first = deciding(signal);
            List<Signal> missing = findings.series("missing." + Findings.feature(name));
            rows.add(List.of(
                    Findings.feature(name),
                    Findings.verdict(signal),
                    Figures.of(first.flatMap(result -> result.find("effect"))
                            .map(Document::number)
                            .orElse(signal.value())),
                    first.map(result -> Figures.of(result.get("effectBound").number()))
                            .orElse("–"),
                    Figures.p(SignalDetail.number(signal, "adjustedPValue")),
                    first.map(result -> result.get("test").text()).orElse("–"),
                    missing.isEmpty()
                            ? "–"
                            : Figures.percent(missing.get(missing.size() - 1).value()),
                    missing.isEmpty()
                            ? "–"
                            : Figures.percent(
                                    SignalDetail.number(missing.get(missing.size() - 1), SignalDetail.REFERENCE))));
        }
        titled(
                "Features in the latest window",
                List.of(
                        "Feature",
                        "Verdict",
                        "Effect",
                        "Matters from",
                        "Adjusted p",
                        "Test",
                        "Missing",
                        "Missing in reference"),
                rows);
    }

    /** {@return the result of a test that found drift, or else the first: that of the distribution} */
    private static Optional<Document> deciding(Signal signal) {
        List<Document> results =
                SignalDetail.find(signal, "results").map(found -> found.list()).orElse(List.of());
        return results.stream()
                .filter(result -> result.find("verdict")
                        .filter(verdict -> verdict.text().equals("DRIFT"))
                        .isPresent())
                .findFirst()
                .or(() -> results.stream().findFirst());
    }

    private void alerts() {
        List<List<String>> rows = new ArrayList<>();
        for (Alert alert : findings.report().alerts()) {
            Instant resolved = alert.resolved();
            rows.add(List.of(
                    Figures.time(alert.began()),
                    resolved == null ? "active" : Figures.time(resolved),
                    alert.severity().name(),
                    alert.rule(),
                    alert.message()));
        }
        Collections.reverse(rows);
        titled("Alerts, latest first", List.of("Began", "Resolved", "Severity", "Rule", "Message"), rows);
    }

    private void rules() {
        List<List<String>> rows = new ArrayList<>();
        for (AlertRule rule : findings.report().rules()) {
            rows.add(List.of(
                    rule.name(),
                    rule.signal(),
                    rule.condition().text(),
                    rule.hold().windows() + " of " + rule.hold().outOf(),
                    rule.coolDown().isZero() ? "–" : Figures.length(rule.coolDown()),
                    rule.severity().name()));
        }
        titled("Rules", List.of("Rule", "Signal", "Condition", "Windows", "Cool-down", "Severity"), rows);
    }

    private void titled(String title, List<String> header, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            page.open("section").element("h2", title).line();
            table(header, rows);
            page.close().line();
        }
    }

    private void table(List<String> header, List<List<String>> rows) {
        int shown = Math.min(rows.size(), Section.MOST_ROWS);
        page.open("div", "class", "card scroll").open("table").open("thead").open("tr");
        for (int i = 0; i < header.size(); i++) {
            page.element("th", header.get(i), "scope", "col", "class", numeric(rows, i) ? "number" : "words");
        }
        page.close().close().open("tbody").line();
        for (List<String> row : rows.subList(0, shown)) {
            page.open("tr");
            for (int i = 0; i < row.size(); i++) {
                page.element("td", row.get(i), "class", kind(row.get(i), numeric(rows, i)));
            }
            page.close().line();
        }
        page.close().close().close().line();
        if (rows.size() > shown) {
            page.element("p", Figures.counted(rows.size() - shown, "more row") + " left out.", "class", "note");
        }
    }

    private static String value(Signal signal) {
        boolean share = signal.name().equals("labels.share") || signal.name().equals("performance.base_rate");
        return share ? Figures.percent(signal.value()) : Figures.of(signal.value());
    }

    private static String kind(String cell, boolean numeric) {
        if (cell.equals("DRIFT") || cell.equals("active")) {
            return "words strong";
        }
        return numeric ? "number" : "words";
    }

    /** A column whose first cells all begin like numbers is set to the right. */
    private static boolean numeric(List<List<String>> rows, int column) {
        return rows.stream()
                .limit(20)
                .map(row -> row.get(column))
                .allMatch(cell -> cell.length() < 16
                        && cell.matches("[<≤>+−±-]? ?[0-9][0-9,.e %+-]*|–")
                        && !cell.matches("[0-9]{4}-.*"));
    }
}
