// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import static org.mlops4j.monitoring.report.Figures.coordinate;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.mlops4j.monitoring.profile.Histogram;
import org.mlops4j.monitoring.profile.QuantileBins;
import org.mlops4j.monitoring.report.ReportContent.Comparison;

/**
 * A column now, as bars, and in the reference, as an outline. Numbers have a bar of the same width for each cell of the
 * reference, that is about the same share of it; categories a row for each of the most frequent ones.
 *
 * @param comparison of the column
 */
record HistogramChart(Comparison comparison) {

    private static final double WIDTH = 360;
    private static final double HEIGHT = 150;
    private static final double LEFT = 34;
    private static final double RIGHT = WIDTH - 6;
    private static final double TOP = 8;
    private static final double BOTTOM = HEIGHT - 20;
    private static final int MOST_CATEGORIES = 7;

    void draw(Markup page) {
        Svg svg = Svg.begin(page, WIDTH, HEIGHT, comparison.column() + " now and in the reference", description());
        if (comparison.reference().histogram().bins() instanceof QuantileBins bins) {
            numbers(svg, bins.edges());
        } else {
            categories(svg);
        }
        svg.end();
    }

    private String description() {
        return "Bars: " + Figures.count(comparison.current().tally().present()) + " values now. Outline: "
                + Figures.count(comparison.reference().tally().present()) + " values of the reference.";
    }

    private void numbers(Svg svg, double[] edges) {
        int cells = edges.length + 1;
        Scale y = Scale.around(
                IntStream.range(0, cells).mapToDouble(cell -> Math.max(now(cell), then(cell))), BOTTOM, TOP);
        y = new Scale(0, y.high(), BOTTOM, TOP, y.step());
        double width = (RIGHT - LEFT) / cells;
        for (double tick : y.ticks()) {
            svg.horizontal("gridline", LEFT, RIGHT, y.at(tick));
            svg.text("tick end", LEFT - 5, y.at(tick) + 3.5, Math.round(tick * 100) + " %");
        }
        StringBuilder outline = new StringBuilder("M" + coordinate(LEFT) + " " + coordinate(y.at(then(0))));
        for (int cell = 0; cell < cells; cell++) {
            double x = LEFT + cell * width;
            double top = y.at(now(cell));
            svg.box("bar", x + 0.5, top, Math.max(0.5, width - 1), BOTTOM - top, title(cell));
            outline.append('V').append(coordinate(y.at(then(cell)))).append('H').append(coordinate(x + width));
        }
        svg.path("outline", outline.toString());
        edges(svg, edges, width);
    }

    /** Writes as many edges below the bars as have room. */
    private static void edges(Svg svg, double[] edges, double width) {
        double free = LEFT - 20;
        for (int i = 0; i < edges.length; i++) {
            String label = Figures.number(edges[i]);
            double at = LEFT + (i + 1) * width;
            double half = label.length() * 3.1;
            if (at - half >= free && at + half <= RIGHT + 4) {
                svg.path("axis", "M" + coordinate(at) + " " + coordinate(BOTTOM) + "v4");
                svg.text("tick middle", at, HEIGHT - 5, label);
                free = at + half + 14;
            }
        }
    }

    private void categories(Svg svg) {
        Histogram now = comparison.current().histogram();
        List<Integer> cells = IntStream.range(0, now.bins().size())
                .boxed()
                .filter(cell -> now(cell) > 0 || then(cell) > 0)
                .sorted(Comparator.comparingDouble((Integer cell) -> -Math.max(now(cell), then(cell)))
                        .thenComparing(cell -> cell))
                .limit(MOST_CATEGORIES)
                .toList();
        double left = 96;
        double most = cells.stream()
                .mapToDouble(cell -> Math.max(now(cell), then(cell)))
                .max()
                .orElse(1);
        double row = (HEIGHT - TOP - 4) / MOST_CATEGORIES;
        for (int i = 0; i < cells.size(); i++) {
            int cell = cells.get(i);
            double y = TOP + i * row;
            double length = (RIGHT - 44 - left) / most;
            svg.text(
                    "tick end",
                    left - 6,
                    y + row / 2 + 3.5,
                    Figures.cut(now.bins().label(cell), 14));
            svg.box("bar", left, y + 3, Math.max(0.5, now(cell) * length), row - 6, title(cell));
            svg.path("outline", outline(left, y + 1, then(cell) * length, row - 2));
            double end = left + Math.max(now(cell), then(cell)) * length;
            svg.text("tick", end + 5, y + row / 2 + 3.5, Figures.percent(now(cell)));
        }
    }

    private static String outline(double x, double y, double width, double height) {
        return "M" + coordinate(x) + " " + coordinate(y) + "h" + coordinate(width) + "v" + coordinate(height) + "h"
                + coordinate(-width);
    }

    private String title(int cell) {
        return Figures.cut(comparison.current().histogram().bins().label(cell), 60) + ": " + Figures.percent(now(cell))
                + " now, " + Figures.percent(then(cell)) + " in the reference";
    }

    private double now(int cell) {
        return share(comparison.current().histogram(), cell);
    }

    private double then(int cell) {
        return share(comparison.reference().histogram(), cell);
    }

    private static double share(Histogram histogram, int cell) {
        long total = histogram.total();
        return total == 0 ? 0 : (double) histogram.count(cell) / total;
    }
}
