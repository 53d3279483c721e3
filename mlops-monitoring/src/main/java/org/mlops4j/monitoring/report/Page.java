// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.report.ReportContent.Comparison;
import org.mlops4j.monitoring.report.ReportContent.Section;

/** Puts the parts of a report in order: what is wrong, how it developed, where it comes from, and then the numbers. */
final class Page {

    private static final int MOST_CHARTS = 12;
    private static final int MOST_COMPARISONS = 60;

    /** Below this share missing values are not worth a row. */
    private static final double FEW_MISSING = 0.005;

    private final Markup page = new Markup();
    private final ReportContent content;
    private final List<Series> series;

    Page(ReportContent given) {
        content = ordered(given);
        series = Series.of(content);
    }

    String html() {
        page.open("html", "lang", "en").open("head").empty("meta", "charset", "utf-8");
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", StyleSheet.policy());
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.element("title", content.title()).style(StyleSheet.TEXT).close("head");
        page.open("body").open("main");
        new Summary(content, series).draw(page);
        charts();
        drift();
        missing();
        comparisons();
        Tables tables = new Tables(page);
        for (Section section : content.sections()) {
            if (page.hasRoom()) {
                tables.section(section);
            }
        }
        tables.alerts(content.alerts());
        tables.latest(series);
        page.close("main").close("body").close("html");
        return page.toString();
    }

    private void charts() {
        List<Series> charted = series.stream().filter(Series::charted).toList();
        if (charted.isEmpty()) {
            return;
        }
        page.open("section").element("h2", "Over time");
        note(
                "Bands are 95 % intervals, red lines are bounds, shaded windows had an alert.",
                charted.size() - MOST_CHARTS);
        page.open("div", "class", "grid2");
        for (Series one : charted.subList(0, Math.min(MOST_CHARTS, charted.size()))) {
            page.open("figure", "class", "card");
            head(one.heading(), Figures.number(one.latest().value()) + " in the latest window");
            new LineChart(one, content).draw(page);
            page.close("figure");
        }
        page.close("div").close("section");
    }

    private void drift() {
        strip(
                "Drift by feature",
                "How far each window lies from the reference, worst now first, with the latest effect at the right."
                        + " Blue is below the size that matters, orange and red beyond it; a dot means that the test"
                        + " found drift.",
                Series::ofDrift,
                DriftPolicy.DEFAULT_SHARE);
    }

    private void missing() {
        strip(
                "Missing values",
                "The share of rows without a value, of the features that had any to speak of.",
                one -> one.ofMissing() && one.points().stream().anyMatch(point -> point.value() >= FEW_MISSING),
                DriftPolicy.DEFAULT_MISSING_SHARE);
    }

    private void strip(String title, String note, Predicate<Series> which, double bound) {
        List<Series> rows = series.stream().filter(which).toList();
        if (rows.isEmpty() || !page.hasRoom()) {
            return;
        }
        HeatStrip strip = HeatStrip.worstFirst(title, rows, bound);
        page.open("section").element("h2", title);
        note(note, rows.size() - strip.rows().size());
        page.open("div", "class", "card wide");
        strip.draw(page);
        page.close("div").close("section");
    }

    private void comparisons() {
        if (content.comparisons().isEmpty() || !page.hasRoom()) {
            return;
        }
        page.open("section").element("h2", "Latest window against the reference");
        note(
                "Bars are the latest window, outlines the reference. Numbers are cut at quantiles of the reference, so"
                        + " that without drift all bars reach the outline.",
                content.comparisons().size() - MOST_COMPARISONS);
        page.open("div", "class", "grid3");
        content.comparisons().stream().limit(MOST_COMPARISONS).forEach(this::comparison);
        page.close("div").close("section");
    }

    private void comparison(Comparison comparison) {
        if (!page.hasRoom()) {
            return;
        }
        page.open("figure", "class", comparison.drifted() ? "card drift" : "card");
        head(comparison.column(), Figures.number(comparison.effect()) + " " + comparison.unit());
        new HistogramChart(comparison).draw(page);
        page.element("p", caption(comparison), "class", "soft").close("figure");
    }

    private static String caption(Comparison comparison) {
        double before = comparison.reference().tally().missingShare();
        double now = comparison.current().tally().missingShare();
        String missing =
                before > 0 || now > 0 ? ", missing " + Figures.percent(before) + " → " + Figures.percent(now) : "";
        String p = Double.isNaN(comparison.adjustedPValue())
                ? ""
                : ", adjusted p " + Figures.probability(comparison.adjustedPValue());
        return comparison.verdict() + p + missing;
    }

    private void head(String title, String figure) {
        page.open("div", "class", "head").element("h3", Figures.cut(title, 80));
        page.element("span", figure).close("div");
    }

    private void note(String text, int leftOut) {
        page.element("p", leftOut > 0 ? text + " " + leftOut + " more are left out." : text, "class", "soft");
    }

    /** {@return the same with active and severe alerts first, each once, and with drifted columns first} */
    private static ReportContent ordered(ReportContent given) {
        Map<String, Alert> latest = new LinkedHashMap<>();
        given.alerts().forEach(alert -> latest.put(alert.id(), alert));
        List<Alert> alerts = new ArrayList<>(latest.values());
        alerts.sort(Comparator.comparing((Alert alert) -> !alert.active())
                .thenComparing(Alert::severity, Comparator.reverseOrder())
                .thenComparing(Alert::began, Comparator.reverseOrder())
                .thenComparing(Alert::id));
        List<Comparison> comparisons = new ArrayList<>(given.comparisons());
        comparisons.sort(Comparator.comparing((Comparison c) -> !c.drifted())
                .thenComparing(Comparison::effect, Comparator.comparingDouble(e -> Double.isNaN(e) ? 0 : -e))
                .thenComparing(Comparison::column));
        return new ReportContent(
                given.title(),
                given.subject(),
                given.generated(),
                given.from(),
                given.to(),
                alerts,
                given.signals(),
                given.bounds(),
                given.markers(),
                comparisons,
                given.sections());
    }
}
