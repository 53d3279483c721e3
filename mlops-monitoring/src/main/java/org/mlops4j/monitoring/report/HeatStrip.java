// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.SignalDetail;

/** Which feature drifted when: a row for each feature, a cell for each window. */
final class HeatStrip {

    /** The most drifted features are shown; a page of all of a thousand would be read by nobody. */
    static final int MOST_FEATURES = 40;

    /** The latest windows are shown. */
    static final int MOST_WINDOWS = 52;

    /** So many wide letters fit beside the cells. */
    private static final int SURELY_FITS = 22;

    private static final double LABELS = 190;
    private static final double WIDTH = 1080;
    private static final double ROW = 22;
    private static final double TOP = 6;

    private final Markup page;
    private final Findings findings;
    private final List<String> names;
    private final List<Instant> windows;

    HeatStrip(Markup page, Findings findings) {
        this.page = page;
        this.findings = findings;
        List<String> all = findings.drifts();
        this.names = all.subList(0, Math.min(all.size(), MOST_FEATURES));
        List<Instant> starts = names.stream()
                .flatMap(name -> findings.series(name).stream())
                .map(Signal::from)
                .distinct()
                .sorted()
                .toList();
        this.windows = starts.subList(Math.max(0, starts.size() - MOST_WINDOWS), starts.size());
    }

    void draw() {
        double cell = Math.min(64, (WIDTH - LABELS) / windows.size());
        double bottom = TOP + ROW * names.size();
        page.open(
                "svg",
                "viewBox",
                "0 0 " + Figures.at(WIDTH) + " " + Figures.at(bottom + 24),
                "role",
                "img",
                "aria-labelledby",
                "heat-t heat-d");
        page.element("title", "Drift of each feature in each window", "id", "heat-t");
        page.element(
                "desc",
                "One row a feature, most drifted first; one cell a window, darker where the change is larger, outlined"
                        + " where it is drift.",
                "id",
                "heat-d");
        for (int row = 0; row < names.size(); row++) {
            row(names.get(row), TOP + ROW * row, cell);
        }
        int step = Math.max(1, (int) Math.ceil(96 / cell));
        for (int column = 0; column < windows.size(); column += step) {
            page.element(
                    "text",
                    Figures.time(windows.get(column)),
                    "class",
                    "tick",
                    "x",
                    Figures.at(LABELS + cell * column),
                    "y",
                    Figures.at(bottom + 16));
        }
        page.close().line();
        legend();
    }

    private void row(String name, double top, double cell) {
        page.open(
                "text",
                "class",
                Findings.drifted(findings.last(name)) ? "name end strong" : "name end",
                "x",
                Figures.at(LABELS - 10),
                "y",
                Figures.at(top + 15));
        label(cut(Findings.feature(name)));
        page.close();
        Map<Instant, Signal> signals = Findings.byWindow(findings.series(name));
        for (int column = 0; column < windows.size(); column++) {
            Signal signal = signals.get(windows.get(column));
            if (signal != null) {
                page.open(
                        "rect",
                        "class",
                        "cell " + kind(signal),
                        "x",
                        Figures.at(LABELS + cell * column + 1),
                        "y",
                        Figures.at(top + 1),
                        "width",
                        Figures.at(cell - 2),
                        "height",
                        Figures.at(ROW - 2),
                        "rx",
                        "2");
                page.element("title", tip(signal)).close();
            }
        }
    }

    /** Fonts differ, so a long name is squeezed into its place rather than hoped to fit. */
    private void label(String name) {
        if (name.length() <= SURELY_FITS) {
            page.text(name);
        } else {
            page.element("tspan", name, "textLength", Figures.at(LABELS - 14), "lengthAdjust", "spacingAndGlyphs");
        }
    }

    /** The legend is text and squares of the page, so that it wraps on a small screen. */
    private void legend() {
        page.open("p", "class", "legend");
        String[][] kinds = {
            {"none", "too few rows"},
            {"s0", "below a quarter of what matters"},
            {"s1", "below half"},
            {"s2", "below what matters"},
            {"s3", "matters, but may be chance"},
            {"drift", "drift"},
            {"drift far", "drift, more than twice what matters"}
        };
        for (String[] kind : kinds) {
            page.open("span");
            page.open("svg", "viewBox", "0 0 14 14", "class", "swatch", "aria-hidden", "true");
            page.empty(
                    "rect", "class", "cell " + kind[0], "x", "1", "y", "1", "width", "12", "height", "12", "rx", "2");
            page.close().text(kind[1]).close();
        }
        page.close().line();
    }

    private static String kind(Signal signal) {
        double severity = Findings.severity(signal);
        return switch (Findings.verdict(signal)) {
            case "DRIFT" -> severity >= 2 ? "drift far" : "drift";
            case "INSUFFICIENT_DATA" -> "none";
            default -> severity < 0.25 ? "s0" : severity < 0.5 ? "s1" : severity < 1 ? "s2" : "s3";
        };
    }

    private static String tip(Signal signal) {
        double p = SignalDetail.find(signal, "adjustedPValue")
                .map(Document::number)
                .orElse(Double.NaN);
        return cut(Findings.feature(signal.name())) + ", " + Figures.window(signal.from(), signal.to()) + ": "
                + Findings.verdict(signal) + ", effect " + Figures.of(signal.value()) + ", adjusted p "
                + Figures.p(p);
    }

    static String cut(String name) {
        return name.length() <= 28 ? name : name.substring(0, 27) + "…";
    }
}
