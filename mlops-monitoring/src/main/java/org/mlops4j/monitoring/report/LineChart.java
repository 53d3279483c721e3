// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import static org.mlops4j.monitoring.report.Figures.coordinate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.report.ReportContent.Bound;
import org.mlops4j.monitoring.report.ReportContent.Marker;

/**
 * One signal over time: its line, its interval as a band, its bounds, what else happened, and when it had alerts.
 *
 * @param series the signal
 * @param content the bounds, markers and alerts, and the period
 */
record LineChart(Series series, ReportContent content) {

    private static final double WIDTH = 560;
    private static final double HEIGHT = 190;
    private static final double LEFT = 52;
    private static final double RIGHT = WIDTH - 10;
    private static final double TOP = 26;
    private static final double BOTTOM = HEIGHT - 22;
    private static final int MOST_DOTS = 60;
    private static final int MOST_LINES = 40;

    void draw(Markup page) {
        Scale y = y();
        TimeScale x = new TimeScale(content.from(), content.to(), LEFT, RIGHT);
        Svg svg = Svg.begin(page, WIDTH, HEIGHT, series.heading() + " over time", description());
        alerts(svg, x);
        axes(svg, x, y);
        for (List<Signal> run : runs()) {
            band(svg, run, x, y);
        }
        bounds(svg, y);
        markers(svg, x);
        for (List<Signal> run : runs()) {
            svg.path("line", line(run, x, y));
        }
        dots(svg, x, y);
        svg.end();
    }

    private String description() {
        Signal latest = series.latest();
        return series.points().size() + " windows, the latest " + Figures.window(latest.from(), latest.to()) + " with "
                + Figures.number(latest.value()) + ".";
    }

    private List<Bound> lines() {
        return content.bounds().stream()
                .filter(b -> b.signal().equals(series.name()))
                .limit(4)
                .toList();
    }

    private Scale y() {
        boolean counts = series.name().equals("volume")
                || series.name().equals("labels.share")
                || series.name().equals("drift.columns");
        return Scale.around(
                Stream.of(
                                series.points().stream().map(Signal::value),
                                series.points().stream().map(s -> Series.detail(s, "low")),
                                series.points().stream().map(s -> Series.detail(s, "high")),
                                lines().stream().map(Bound::value),
                                Stream.of(counts ? 0.0 : Double.NaN))
                        .flatMap(numbers -> numbers)
                        .mapToDouble(Double::doubleValue),
                BOTTOM,
                TOP);
    }

    /** {@return the points between gaps, where the value is not a number} */
    private List<List<Signal>> runs() {
        List<List<Signal>> runs = new ArrayList<>();
        List<Signal> run = new ArrayList<>();
        for (Signal point : series.points()) {
            if (Double.isFinite(point.value())) {
                run.add(point);
            } else if (!run.isEmpty()) {
                runs.add(run);
                run = new ArrayList<>();
            }
        }
        if (!run.isEmpty()) {
            runs.add(run);
        }
        return runs;
    }

    private void alerts(Svg svg, TimeScale x) {
        content.alerts().stream()
                .filter(alert -> alert.signal().name().equals(series.name()))
                .limit(MOST_LINES)
                .forEach(alert -> shade(svg, alert, x));
    }

    private static void shade(Svg svg, Alert alert, TimeScale x) {
        double start = x.at(alert.signal().from());
        double end = alert.resolved() == null ? x.end() : x.at(alert.resolved());
        String look = "alert " + alert.severity().name().toLowerCase(Locale.ROOT);
        svg.box(look, start, TOP, Math.max(2, end - start), BOTTOM - TOP, alert.rule() + ": " + alert.message());
    }

    private static void axes(Svg svg, TimeScale x, Scale y) {
        for (double tick : y.ticks()) {
            svg.horizontal("gridline", LEFT, RIGHT, y.at(tick));
            svg.text("tick end", LEFT - 6, y.at(tick) + 3.5, y.label(tick));
        }
        for (Instant tick : x.ticks()) {
            double at = x.at(tick);
            svg.path("axis", "M" + coordinate(at) + " " + coordinate(BOTTOM) + "v4");
            svg.text(at > RIGHT - 20 ? "tick end" : "tick middle", at, HEIGHT - 5, x.label(tick));
        }
    }

    private static void band(Svg svg, List<Signal> run, TimeScale x, Scale y) {
        List<Signal> known = run.stream()
                .filter(s -> !Double.isNaN(Series.detail(s, "low")) && !Double.isNaN(Series.detail(s, "high")))
                .toList();
        if (known.isEmpty()) {
            return;
        }
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < known.size(); i++) {
            path.append(i == 0 ? 'M' : 'L').append(point(known.get(i), Series.detail(known.get(i), "high"), x, y));
        }
        for (int i = known.size() - 1; i >= 0; i--) {
            path.append('L').append(point(known.get(i), Series.detail(known.get(i), "low"), x, y));
        }
        svg.path("band", path.append('Z').toString());
    }

    private void bounds(Svg svg, Scale y) {
        for (Bound bound : lines()) {
            double at = y.at(bound.value());
            svg.horizontal("bound", LEFT, RIGHT, at);
            svg.text("boundlabel", LEFT + 4, at < TOP + 14 ? at + 11 : at - 4, Figures.cut(bound.label(), 40));
        }
    }

    /** Writes the labels above the chart, but not over each other. */
    private void markers(Svg svg, TimeScale x) {
        double free = 0;
        for (Marker marker : markersInside()) {
            double at = x.at(marker.time());
            svg.vertical("marker", at, TOP - 6, BOTTOM, marker.label() + ", " + Figures.time(marker.time()));
            String label = Figures.cut(marker.label(), 16);
            double half = label.length() * 3.2;
            if (at - half >= free) {
                free = at + half + 4;
                svg.text(at + half > RIGHT ? "markerlabel end" : "markerlabel middle", at, TOP - 10, label);
            }
        }
    }

    private List<Marker> markersInside() {
        return content.markers().stream()
                .filter(m -> !m.time().isBefore(content.from()) && m.time().isBefore(content.to()))
                .sorted(Comparator.comparing(Marker::time))
                .limit(MOST_LINES)
                .toList();
    }

    private static String line(List<Signal> run, TimeScale x, Scale y) {
        StringBuilder path = new StringBuilder();
        for (Signal point : run) {
            path.append(path.length() == 0 ? 'M' : 'L').append(point(point, point.value(), x, y));
        }
        return path.toString();
    }

    private void dots(Svg svg, TimeScale x, Scale y) {
        List<Signal> points = series.points();
        for (Signal point : points.subList(Math.max(0, points.size() - MOST_DOTS), points.size())) {
            if (Double.isFinite(point.value())) {
                String title = Figures.number(point.value()) + ", " + Figures.window(point.from(), point.to()) + ", "
                        + Figures.count(point.rows()) + " rows";
                svg.circle("dot", x.middle(point.from(), point.to()), y.at(point.value()), 2.5, title);
            }
        }
    }

    private static String point(Signal signal, double value, TimeScale x, Scale y) {
        return coordinate(x.middle(signal.from(), signal.to())) + " " + coordinate(y.at(value));
    }
}
