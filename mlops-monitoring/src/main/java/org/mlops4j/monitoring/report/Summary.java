// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.report.ReportContent.Bound;
import org.mlops4j.monitoring.report.ReportContent.Comparison;

/**
 * The top of a report: what is wrong.
 *
 * @param content of the report, its alerts and comparisons in the order to show
 * @param series of the content
 */
record Summary(ReportContent content, List<Series> series) {

    private static final int MOST_ALERTS = 8;
    private static final int MOST_COLUMNS = 5;

    void draw(Markup page) {
        page.open("header").element("h1", content.title());
        page.element("p", heading(), "class", "soft").close("header");
        banner(page);
        tiles(page);
    }

    private String heading() {
        return (content.subject().isEmpty() ? "" : content.subject() + " · ")
                + Figures.window(content.from(), content.to()) + " · generated " + Figures.time(content.generated())
                + " UTC";
    }

    private void banner(Markup page) {
        List<Alert> active = content.alerts().stream().filter(Alert::active).toList();
        page.open("section", "class", "banner " + look(active)).element("strong", verdict(active));
        page.element("p", reasons());
        if (!active.isEmpty()) {
            page.open("ul");
            for (Alert alert : active.subList(0, Math.min(MOST_ALERTS, active.size()))) {
                page.open("li", "class", alert.severity().name().toLowerCase(Locale.ROOT));
                page.element("span", alert.severity().name(), "class", "chip");
                page.text(alert.message());
                page.element("span", " since " + Figures.time(alert.began()), "class", "soft")
                        .close("li");
            }
            page.close("ul");
            if (active.size() > MOST_ALERTS) {
                page.element("p", "and " + (active.size() - MOST_ALERTS) + " more, see Alerts below", "class", "soft");
            }
        }
        page.close("section");
    }

    private String look(List<Alert> active) {
        boolean critical = active.stream().anyMatch(alert -> alert.severity() == Alert.Severity.CRITICAL);
        return critical ? "critical" : !active.isEmpty() || !drifted().isEmpty() ? "warning" : "fine";
    }

    private String verdict(List<Alert> active) {
        return switch (look(active)) {
            case "critical" -> "Needs action: " + alerts(active.size()) + " active";
            case "warning" ->
                active.isEmpty()
                        ? "No active alert, but columns have drifted"
                        : "Needs a look: " + alerts(active.size()) + " active";
            default -> "No active alert";
        };
    }

    private String reasons() {
        String raised = alerts(content.alerts().size()) + " in the period.";
        if (content.comparisons().isEmpty()) {
            return raised;
        }
        List<Comparison> drifted = drifted();
        String share = drifted.size() + " of " + content.comparisons().size() + " columns differ from the reference";
        return raised + " "
                + (drifted.isEmpty()
                        ? share + "."
                        : share + ", most of all "
                                + drifted.stream()
                                        .limit(MOST_COLUMNS)
                                        .map(c -> c.column() + " (" + Figures.number(c.effect()) + " " + c.unit() + ")")
                                        .collect(Collectors.joining(", "))
                                + ".");
    }

    private static String alerts(int count) {
        return count == 1 ? "1 alert" : count + " alerts";
    }

    private List<Comparison> drifted() {
        return content.comparisons().stream().filter(Comparison::drifted).toList();
    }

    private void tiles(Markup page) {
        page.open("section", "class", "tiles");
        series.stream().filter(Series::charted).limit(6).forEach(one -> tile(page, one));
        page.close("section");
    }

    private void tile(Markup page, Series one) {
        String bounds = content.bounds().stream()
                .filter(bound -> bound.signal().equals(one.name()))
                .min(Comparator.comparing(Bound::label))
                .map(bound -> bound.label() + " " + Figures.number(bound.value()))
                .orElse("latest window");
        page.open("div", "class", "tile").element("span", one.heading(), "class", "soft");
        page.element("b", Figures.number(one.latest().value()));
        page.element("span", bounds, "class", "soft").close("div");
    }
}
