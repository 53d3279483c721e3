// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.report.ReportContent.Section;

/**
 * The parts of a report that are text: sections of the caller, alerts, and the latest number of each signal.
 *
 * @param page to write to
 */
record Tables(Markup page) {

    private static final int MOST_ROWS = 200;

    void section(Section section) {
        page.open("section").element("h2", section.title());
        for (String paragraph : section.paragraphs()) {
            if (!page.hasRoom()) {
                leftOut();
                break;
            }
            page.element("p", paragraph);
        }
        if (!section.table().isEmpty()) {
            table(
                    section.table().get(0),
                    section.table().subList(1, section.table().size()),
                    List.of());
        }
        page.close("section");
    }

    void alerts(List<Alert> alerts) {
        List<List<String>> rows = new ArrayList<>();
        List<String> looks = new ArrayList<>();
        for (Alert alert : alerts) {
            rows.add(List.of(
                    alert.severity().name(),
                    alert.rule(),
                    alert.message(),
                    Figures.time(alert.began()),
                    alert.resolved() == null ? "active" : Figures.time(alert.resolved())));
            looks.add(alert.severity().name().toLowerCase(Locale.ROOT));
        }
        page.open("section").element("h2", "Alerts");
        if (rows.isEmpty()) {
            page.element("p", "No alert in the period.", "class", "soft");
        } else {
            table(List.of("Severity", "Rule", "Message", "Began", "Resolved"), rows, looks);
        }
        page.close("section");
    }

    void latest(List<Series> series) {
        List<List<String>> rows = new ArrayList<>();
        for (Series one : series) {
            Signal latest = one.latest();
            rows.add(List.of(
                    one.name(),
                    Figures.window(latest.from(), latest.to()),
                    Figures.number(latest.value()),
                    interval(latest),
                    Figures.count(latest.rows())));
        }
        page.open("section").element("h2", "Latest signals");
        if (rows.isEmpty()) {
            page.element("p", "No signal in the period.", "class", "soft");
        } else {
            table(List.of("Signal", "Window", "Value", "95 % interval", "Rows"), rows, List.of());
        }
        page.close("section");
    }

    private void table(List<String> header, List<List<String>> rows, List<String> looks) {
        page.open("div", "class", "scroll").open("table").open("thead");
        row("th", header, "");
        page.close("thead").open("tbody");
        int shown = 0;
        while (shown < Math.min(rows.size(), MOST_ROWS) && page.hasRoom()) {
            row("td", rows.get(shown), looks.isEmpty() ? "" : looks.get(shown));
            shown++;
        }
        page.close("tbody").close("table").close("div");
        if (shown < rows.size()) {
            page.element("p", rows.size() - shown + " more rows are left out.", "class", "soft");
        }
    }

    private void row(String tag, List<String> cells, String look) {
        page.open("tr", "class", look);
        for (int i = 0; i < cells.size() && page.hasRoom(); i++) {
            page.element(
                    tag, Figures.cut(cells.get(i), 400), "class", i == 0 ? "sev" : isFigure(cells.get(i)) ? "n" : "");
        }
        page.close("tr");
    }

    private void leftOut() {
        page.element("p", "The rest is left out.", "class", "soft");
    }

    private static boolean isFigure(String cell) {
        return !cell.isEmpty() && cell.chars().allMatch(c -> "0123456789.,+-−–% <".indexOf(c) >= 0);
    }

    private static String interval(Signal signal) {
        double low = Series.detail(signal, "low");
        double high = Series.detail(signal, "high");
        return Double.isNaN(low) || Double.isNaN(high) ? "" : Figures.number(low) + " – " + Figures.number(high);
    }
}
