// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.mlops4j.data.Times;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.monitoring.alert.Condition;
import org.mlops4j.monitoring.alert.SignalDetail;

/**
 * One signal over the windows: its line, its interval as a band, thresholds and reference as dashed lines, active
 * alerts as shaded times, markers as vertical lines.
 */
final class LineChart {

    /** More windows than pixels cannot be told apart; the latest ones are shown. */
    static final int MOST_WINDOWS = 120;

    private static final double LEFT = 52;
    private static final double TOP = 30;
    private static final double BOTTOM = 26;
    private static final double RIGHT = 14;

    /** The width of a character of a label. */
    private static final double CHARACTER = 6.6;

    private final Markup page;
    private final Findings findings;
    private final String id;
    private final double width;
    private final double height;
    private final List<Signal> signals;
    private final Axis x;
    private final Axis y;

    LineChart(Markup page, Findings findings, String id, String signal, double width, double height) {
        this.page = page;
        this.findings = findings;
        this.id = id;
        this.width = width;
        this.height = height;
        List<Signal> all = findings.series(signal);
        this.signals = all.subList(Math.max(0, all.size() - MOST_WINDOWS), all.size());
        this.x = new Axis(
                (double) Times.nanos(signals.get(0).from()),
                (double) Times.nanos(signals.get(signals.size() - 1).to()),
                LEFT,
                width - RIGHT);
        this.y = Axis.around(shown(), height - BOTTOM, TOP);
    }

    void draw(String title, String description) {
        page.open(
                "svg",
                "viewBox",
                "0 0 " + Figures.at(width) + " " + Figures.at(height),
                "role",
                "img",
                "aria-labelledby",
                id + "-t " + id + "-d");
        page.element("title", title, "id", id + "-t").element("desc", description, "id", id + "-d");
        alerts();
        grid();
        levels();
        markers();
        band();
        line();
        page.close().line();
    }

    private void alerts() {
        for (Alert alert : findings.alerts(signals.get(0).name())) {
            Instant resolved = alert.resolved();
            // The window that tipped the rule is part of the trouble, the one that resolved it is not.
            double from = at(alert.signal().from());
            double to = resolved == null ? width - RIGHT : at(resolved) - (width - RIGHT - LEFT) / signals.size();
            if (to > from) {
                page.open("rect", box("trouble", from, TOP, to - from, height - BOTTOM - TOP));
                page.element("title", "Alert: " + alert.message()).close();
            }
        }
    }

    private void grid() {
        for (double tick : y.ticks(4)) {
            String at = Figures.at(y.at(tick));
            page.empty(
                    "line",
                    "class",
                    "grid",
                    "x1",
                    Figures.at(LEFT),
                    "x2",
                    Figures.at(width - RIGHT),
                    "y1",
                    at,
                    "y2",
                    at);
            page.element(
                    "text",
                    Figures.of(tick),
                    "class",
                    "tick end",
                    "x",
                    Figures.at(LEFT - 8),
                    "y",
                    Figures.at(y.at(tick) + 4));
        }
        times();
    }

    /** As many beginnings of windows as have room beside each other. */
    private void times() {
        double free = 0;
        for (Signal signal : signals) {
            String time = Figures.time(signal.from());
            double half = CHARACTER * time.length() / 2;
            double at = Math.min(Math.max(middle(signal), half), width - half);
            if (at - half >= free) {
                page.element("text", time, "class", "tick middle", "x", Figures.at(at), "y", Figures.at(height - 7));
                free = at + half + 4 * CHARACTER;
            }
        }
    }

    private void levels() {
        double reference = SignalDetail.number(signals.get(signals.size() - 1), SignalDetail.REFERENCE);
        if (!Double.isNaN(reference)) {
            level("reference", "reference " + Figures.of(reference), reference, -5);
        }
        for (AlertRule rule : findings.rules(signals.get(0).name())) {
            double threshold = threshold(rule.condition());
            if (!Double.isNaN(threshold)) {
                boolean above = rule.condition() instanceof Condition.Above
                        || rule.condition() instanceof Condition.AboveReference;
                level(
                        "threshold",
                        "alert " + (above ? "above " : "below ") + Figures.of(threshold),
                        threshold,
                        above ? -5 : 13);
            }
        }
    }

    private void level(String kind, String label, double value, double shift) {
        String at = Figures.at(y.at(value));
        page.empty("line", "class", kind, "x1", Figures.at(LEFT), "x2", Figures.at(width - RIGHT), "y1", at, "y2", at);
        // Trouble is mostly at the right and far from the reference, so thresholds are written at the left.
        boolean right = kind.equals("reference");
        page.element(
                "text",
                label,
                "class",
                "level " + kind + (right ? "-text end" : "-text"),
                "x",
                Figures.at(right ? width - RIGHT - 4 : LEFT + 6),
                "y",
                Figures.at(y.at(value) + shift));
    }

    private void markers() {
        double free = 0;
        for (Marker marker : findings.report().markers()) {
            double at = x.at((double) Times.nanos(marker.time()));
            boolean inside = !marker.time().isBefore(signals.get(0).from())
                    && marker.time().isBefore(signals.get(signals.size() - 1).to());
            if (inside) {
                String shown = Figures.at(at);
                page.empty(
                        "line",
                        "class",
                        "marker",
                        "x1",
                        shown,
                        "x2",
                        shown,
                        "y1",
                        Figures.at(TOP - 8),
                        "y2",
                        Figures.at(height - BOTTOM));
                // A label that would cover the one before is left to the title of its line.
                if (at > free) {
                    boolean late = at > width - 120;
                    page.element(
                            "text",
                            marker.label(),
                            "class",
                            late ? "tick end" : "tick",
                            "x",
                            Figures.at(at + (late ? -4 : 4)),
                            "y",
                            Figures.at(TOP - 10));
                    free = at + 8 + 6.5 * marker.label().length();
                }
            }
        }
    }

    private void band() {
        for (List<Signal> run : runs(LineChart::hasInterval)) {
            StringBuilder points = new StringBuilder();
            run.forEach(s -> point(points, s, SignalDetail.number(s, SignalDetail.HIGH)));
            for (int i = run.size() - 1; i >= 0; i--) {
                point(points, run.get(i), SignalDetail.number(run.get(i), SignalDetail.LOW));
            }
            page.empty("polygon", "class", "band", "points", points.toString());
        }
    }

    private void line() {
        for (List<Signal> run : runs(s -> Double.isFinite(s.value()))) {
            StringBuilder points = new StringBuilder();
            run.forEach(s -> point(points, s, s.value()));
            page.empty("polyline", "class", "line", "points", points.toString());
        }
        for (Signal signal : signals) {
            if (Double.isFinite(signal.value())) {
                page.open(
                        "circle",
                        "class",
                        findings.wrong(signal) ? "point wrong" : "point",
                        "cx",
                        Figures.at(middle(signal)),
                        "cy",
                        Figures.at(y.at(signal.value())),
                        "r",
                        signals.size() > 60 ? "2.2" : "3.4");
                page.element("title", tip(signal)).close();
            }
        }
    }

    private static String tip(Signal signal) {
        return Figures.window(signal.from(), signal.to()) + ": " + Figures.of(signal.value())
                + (hasInterval(signal)
                        ? " (" + Figures.of(SignalDetail.number(signal, SignalDetail.LOW)) + " to "
                                + Figures.of(SignalDetail.number(signal, SignalDetail.HIGH)) + ")"
                        : "")
                + ", " + Figures.counted(signal.rows(), "row");
    }

    /** {@return the longest stretches of windows without a gap} */
    private List<List<Signal>> runs(Predicate<Signal> there) {
        List<List<Signal>> runs = new ArrayList<>();
        List<Signal> run = new ArrayList<>();
        for (Signal signal : signals) {
            if (there.test(signal)) {
                run.add(signal);
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

    private List<Double> shown() {
        List<Double> shown = new ArrayList<>();
        for (Signal signal : signals) {
            shown.add(signal.value());
            shown.add(SignalDetail.number(signal, SignalDetail.LOW));
            shown.add(SignalDetail.number(signal, SignalDetail.HIGH));
            shown.add(SignalDetail.number(signal, SignalDetail.REFERENCE));
        }
        findings.rules(signals.get(0).name()).forEach(rule -> shown.add(threshold(rule.condition())));
        return shown;
    }

    private double threshold(Condition condition) {
        double reference = SignalDetail.number(signals.get(signals.size() - 1), SignalDetail.REFERENCE);
        if (condition instanceof Condition.Below below) {
            return below.threshold();
        } else if (condition instanceof Condition.Above above) {
            return above.threshold();
        } else if (condition instanceof Condition.BelowReference below) {
            return reference - below.by();
        } else if (condition instanceof Condition.AboveReference above) {
            return reference + above.by();
        }
        return Double.NaN;
    }

    private void point(StringBuilder points, Signal signal, double value) {
        points.append(points.isEmpty() ? "" : " ")
                .append(Figures.at(middle(signal)))
                .append(',')
                .append(Figures.at(y.at(value)));
    }

    private double at(Instant time) {
        return x.at((double) Times.nanos(time));
    }

    private double middle(Signal signal) {
        return (at(signal.from()) + at(signal.to())) / 2;
    }

    private static boolean hasInterval(Signal signal) {
        return Double.isFinite(SignalDetail.number(signal, SignalDetail.LOW))
                && Double.isFinite(SignalDetail.number(signal, SignalDetail.HIGH));
    }

    private static String[] box(String kind, double left, double top, double width, double height) {
        return new String[] {
            "class", kind,
            "x", Figures.at(left),
            "y", Figures.at(top),
            "width", Figures.at(width),
            "height", Figures.at(height)
        };
    }
}
