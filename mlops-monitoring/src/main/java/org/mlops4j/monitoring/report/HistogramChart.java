// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.SignalDetail;

/**
 * How a feature was distributed in the reference and is now, in the cells of the reference. Numeric cells are quantiles
 * of the reference, so its bars are about equally high and every change stands out wherever it is.
 */
final class HistogramChart {

    private static final double WIDTH = 340;
    private static final double HEIGHT = 150;
    /** Room for "100 %" in the widest of the fonts that a browser may take. */
    private static final double LEFT = 46;

    private static final double TOP = 10;
    private static final double BOTTOM = 26;
    /** A text of categories wider than its bar is cut; a dozen are told apart, more are not. */
    private static final int MOST_CELLS = 24;

    private HistogramChart() {}

    static void draw(Markup page, String id, Signal signal) {
        Document histogram = SignalDetail.find(signal, SignalDetail.HISTOGRAM).orElseThrow();
        double[] reference = shares(histogram.get("reference"));
        double[] current = shares(histogram.get("current"));
        int cells = Math.min(MOST_CELLS, reference.length);
        double highest = 0;
        for (int cell = 0; cell < cells; cell++) {
            highest = Math.max(highest, Math.max(reference[cell], current[cell]));
        }
        Axis y = new Axis(0, highest == 0 ? 1 : highest * 1.05, HEIGHT - BOTTOM, TOP);
        String name = Findings.feature(signal.name());
        page.open(
                "svg",
                "viewBox",
                "0 0 " + Figures.at(WIDTH) + " " + Figures.at(HEIGHT),
                "role",
                "img",
                "aria-labelledby",
                id + "-t " + id + "-d");
        page.element("title", name + ": reference and latest window", "id", id + "-t");
        page.element(
                "desc",
                "Share of rows in each cell of the reference, grey for the reference, coloured for now.",
                "id",
                id + "-d");
        for (double tick : y.ticks(3)) {
            String at = Figures.at(y.at(tick));
            page.empty("line", "class", "grid", "x1", Figures.at(LEFT), "x2", Figures.at(WIDTH), "y1", at, "y2", at);
            page.element(
                    "text",
                    Figures.percent(tick),
                    "class",
                    "tick end",
                    "x",
                    Figures.at(LEFT - 5),
                    "y",
                    Figures.at(y.at(tick) + 4));
        }
        double width = (WIDTH - LEFT) / cells;
        for (int cell = 0; cell < cells; cell++) {
            double left = LEFT + width * cell;
            String label = label(histogram.get("bins"), cell);
            bar(page, "was", left + width * 0.06, width * 0.88, y, reference[cell]);
            page.open("g");
            page.element(
                    "title",
                    label + ": " + Figures.percent(reference[cell]) + " was, " + Figures.percent(current[cell])
                            + " is");
            bar(
                    page,
                    Findings.drifted(signal) ? "now drifted" : "now",
                    left + width * 0.27,
                    width * 0.46,
                    y,
                    current[cell]);
            page.close();
        }
        labels(page, histogram.get("bins"), cells, width);
        page.close().line();
    }

    private static void bar(Markup page, String kind, double left, double width, Axis y, double share) {
        page.empty(
                "rect",
                "class",
                kind,
                "x",
                Figures.at(left),
                "y",
                Figures.at(y.at(share)),
                "width",
                Figures.at(width),
                "height",
                Figures.at(HEIGHT - BOTTOM - y.at(share)));
    }

    private static void labels(Markup page, Document bins, int cells, double width) {
        int step = Math.max(1, (int) Math.ceil(cells / 5.0));
        for (int cell = 0; cell < cells; cell += step) {
            page.element(
                    "text",
                    label(bins, cell),
                    "class",
                    "tick middle",
                    "x",
                    Figures.at(LEFT + width * (cell + 0.5)),
                    "y",
                    Figures.at(HEIGHT - 8));
        }
    }

    private static String label(Document bins, int cell) {
        List<Document> edges = bins.find("edges").map(found -> found.list()).orElse(List.of());
        if (bins.find("edges").isEmpty()) {
            List<String> categories = bins.get("categories").texts();
            return cell < categories.size() ? HeatStrip.cut(categories.get(cell)) : "others";
        } else if (edges.isEmpty()) {
            return "all";
        }
        return cell < edges.size()
                ? "≤ " + Figures.of(edges.get(cell).number())
                : "> " + Figures.of(edges.get(cell - 1).number());
    }

    private static double[] shares(Document counts) {
        double[] shares = counts.list().stream().mapToDouble(Document::number).toArray();
        double total = 0;
        for (double count : shares) {
            total += count;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] = total == 0 ? 0 : shares[i] / total;
        }
        return shares;
    }
}
