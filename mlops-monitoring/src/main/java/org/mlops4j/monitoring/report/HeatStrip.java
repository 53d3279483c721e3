// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.mlops4j.monitoring.Signal;

/**
 * Many signals over time, a row for each and a cell for each window, coloured by value in units of the bound: cold
 * below it, warm from it on. A cell whose test says DRIFT has a dot, so that colour is not all that tells.
 *
 * @param title what it shows
 * @param rows in this order
 * @param bound from where a value matters, unless the signal has an {@code effectBound} of its own
 */
record HeatStrip(String title, List<Series> rows, double bound) {

    /** More rows or windows cannot be read; the first rows and the latest windows are kept. */
    private static final int MOST_ROWS = 40;

    private static final int MOST_WINDOWS = 60;

    private static final double WIDTH = 1140;
    private static final double LEFT = 190;
    private static final double RIGHT = 60;
    private static final double ROW = 18;
    private static final double TOP = 4;

    /** {@return the strip with what drifted or missed most of all first, by the latest window} */
    static HeatStrip worstFirst(String title, List<Series> rows, double bound) {
        List<Series> sorted = rows.stream()
                .sorted(Comparator.comparing((Series row) -> !Series.drifted(row.latest()))
                        .thenComparing(
                                row -> -severity(row.latest(), bound),
                                Comparator.comparingDouble((Double v) -> Double.isNaN(v) ? 1 : v))
                        .thenComparing(Series::name))
                .limit(MOST_ROWS)
                .toList();
        return new HeatStrip(title, sorted, bound);
    }

    void draw(Markup page) {
        List<Instant> windows = windows();
        double height = TOP + rows.size() * ROW + 22;
        String about = rows.size() + " rows and " + windows.size() + " windows; the first row is the worst now.";
        Svg svg = Svg.begin(page, WIDTH, height, title, about);
        double width = Math.min(48, (WIDTH - LEFT - RIGHT) / Math.max(1, windows.size()));
        for (int row = 0; row < rows.size() && page.hasRoom(); row++) {
            row(svg, rows.get(row), TOP + row * ROW, windows, width);
        }
        times(svg, windows, width, height - 8);
        svg.end();
    }

    private List<Instant> windows() {
        TreeSet<Instant> starts = new TreeSet<>();
        rows.forEach(row -> row.points().forEach(point -> starts.add(point.from())));
        return starts.stream().skip(Math.max(0, starts.size() - MOST_WINDOWS)).toList();
    }

    private void row(Svg svg, Series row, double y, List<Instant> windows, double width) {
        svg.text("rowlabel end", LEFT - 8, y + 12.5, Figures.cut(row.feature(), 28));
        for (Signal point : row.points()) {
            int column = windows.indexOf(point.from());
            if (column >= 0) {
                cell(svg, row, point, LEFT + column * width, y, width);
            }
        }
        double end = LEFT + windows.size() * width + 6;
        svg.text("rowvalue", end, y + 12.5, Figures.number(row.latest().value()));
    }

    private void cell(Svg svg, Series row, Signal point, double x, double y, double width) {
        String verdict = Series.text(point, "verdict");
        svg.box(
                "cell " + look(severity(point, bound)),
                x + 0.5,
                y + 0.5,
                width - 1,
                ROW - 1,
                row.feature() + ", " + Figures.window(point.from(), point.to()) + ": " + Figures.number(point.value())
                        + (verdict.isEmpty() ? "" : ", " + verdict));
        if (Series.drifted(point)) {
            svg.path("drifted", "M" + Figures.coordinate(x + width / 2) + " " + Figures.coordinate(y + ROW / 2) + "h0");
        }
    }

    private static void times(Svg svg, List<Instant> windows, double width, double y) {
        int every = Math.max(1, (int) Math.ceil(76 / width));
        for (int i = 0; i < windows.size(); i += every) {
            svg.text("tick", LEFT + i * width, y, Figures.time(windows.get(i)));
        }
    }

    private static double severity(Signal point, double bound) {
        double own = Series.detail(point, "effectBound");
        return point.value() / (own > 0 ? own : bound);
    }

    private static String look(double severity) {
        if (Double.isNaN(severity)) {
            return "unknown";
        } else if (severity < 1) {
            return severity < 0.25 ? "h0" : severity < 0.5 ? "h1" : "h2";
        }
        return severity < 2 ? "h3" : severity < 3 ? "h4" : "h5";
    }
}
