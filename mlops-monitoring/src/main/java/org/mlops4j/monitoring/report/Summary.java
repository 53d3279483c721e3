// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.SignalDetail;

/** The top of the page: what it is about, whether anything is wrong, and the latest numbers. */
final class Summary {

    private final Markup page;
    private final Findings findings;

    Summary(Markup page, Findings findings) {
        this.page = page;
        this.findings = findings;
    }

    void draw() {
        page.open("header").element("p", "Monitoring report", "class", "kicker");
        page.element("h1", findings.report().title());
        page.element("p", about(), "class", "note").close().line();
        verdict();
        alerts();
        tiles();
    }

    private String about() {
        List<Signal> windows = findings.windows();
        String span = findings.begin().isEmpty()
                ? "nothing measured yet"
                : Figures.window(findings.begin().get(), findings.end().orElseThrow());
        String count = windows.isEmpty()
                ? ""
                : " · " + Figures.counted(windows.size(), "window") + " of "
                        + Figures.length(Duration.between(
                                windows.get(0).from(), windows.get(0).to()));
        return findings.report().monitor() + " · " + span + count + " · written "
                + Figures.time(findings.report().written()) + " UTC";
    }

    private void verdict() {
        List<Alert> active = findings.active();
        boolean critical = active.stream().anyMatch(alert -> alert.severity() == Alert.Severity.CRITICAL);
        boolean unknown = findings.report().signals().isEmpty();
        String kind = unknown ? "quiet" : active.isEmpty() ? "ok" : critical ? "bad" : "warn";
        String headline = unknown
                ? "Nothing has been measured yet"
                : active.isEmpty()
                        ? "Nothing is wrong"
                        : active.size() == 1 ? "1 alert is active" : active.size() + " alerts are active";
        page.open("div", "class", "verdict " + kind, "role", "status");
        page.element("strong", headline).element("span", explained()).close().line();
    }

    private String explained() {
        List<String> parts = new ArrayList<>();
        findings.metrics().stream().findFirst().flatMap(findings::latest).ifPresent(signal -> {
            double reference = SignalDetail.number(signal, SignalDetail.REFERENCE);
            parts.add(Findings.title(signal.name()) + " " + Figures.of(signal.value())
                    + (Double.isNaN(reference)
                            ? ""
                            : " (" + Figures.signed(signal.value() - reference) + " against the reference)"));
        });
        findings.latest("drift.columns")
                .ifPresent(signal -> parts.add(
                        signal.value() == 0
                                ? "no feature drifted"
                                : Figures.counted((long) signal.value(), "feature") + " of "
                                        + SignalDetail.find(signal, "columns")
                                                .map(d -> d.whole())
                                                .orElse(0L) + " drifted"));
        long past = (long) findings.report().alerts().size() - findings.active().size();
        if (past > 0) {
            parts.add(Figures.counted(past, "alert") + " resolved before");
        }
        return String.join(" · ", parts);
    }

    private void alerts() {
        if (findings.active().isEmpty()) {
            return;
        }
        page.open("ul", "class", "alerts").line();
        for (Alert alert : findings.active()) {
            String severity = alert.severity().name().toLowerCase(Locale.ROOT);
            page.open("li", "class", alert.severity() == Alert.Severity.CRITICAL ? "bad" : "warn");
            page.element(
                    "span",
                    severity,
                    "class",
                    "badge " + (alert.severity() == Alert.Severity.CRITICAL ? "bad" : "warn"));
            page.element("strong", alert.message());
            page.element(
                    "span", "since " + Figures.time(alert.began()) + " · rule “" + alert.rule() + "”", "class", "note");
            page.close().line();
        }
        page.close().line();
    }

    private void tiles() {
        List<String> names =
                new ArrayList<>(findings.metrics().stream().limit(4).toList());
        names.addAll(List.of("drift.columns", "volume", "labels.share"));
        page.open("div", "class", "tiles").line();
        for (String name : names) {
            findings.latest(name).ifPresent(this::tile);
        }
        page.close().line();
    }

    private void tile(Signal signal) {
        page.open("div", "class", findings.wrong(signal) ? "tile wrong-tile" : "tile");
        page.element("span", Findings.title(signal.name()), "class", "label");
        boolean share = signal.name().equals("labels.share") || signal.name().equals("performance.base_rate");
        page.element("span", share ? Figures.percent(signal.value()) : Figures.of(signal.value()), "class", "value");
        page.element("span", beneath(signal), "class", "note").close().line();
    }

    private static String beneath(Signal signal) {
        double reference = SignalDetail.number(signal, SignalDetail.REFERENCE);
        if (!Double.isNaN(reference)) {
            return "reference "
                    + (signal.name().equals("performance.base_rate")
                            ? Figures.percent(reference)
                            : Figures.of(reference));
        }
        Optional<Long> columns = SignalDetail.find(signal, "columns").map(d -> d.whole());
        return columns.isPresent() ? "of " + columns.get() : "since " + Figures.time(signal.from());
    }
}
