// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Signal;

/**
 * The signals of one name within the period of a report.
 *
 * @param name of the signals
 * @param points by the beginning of their windows, ascending, at most {@value #MOST_POINTS}
 */
record Series(String name, List<Signal> points) {

    /** More cannot be told apart in a chart; the latest are kept. */
    static final int MOST_POINTS = 200;

    private static final String DRIFT = "drift.";
    private static final String MISSING = "missing.";

    /** What people want to see first, and what it is called. */
    private static final List<Map.Entry<String, String>> KNOWN = List.of(
            Map.entry("performance.auc", "AUC"),
            Map.entry("performance.log_loss", "Log loss"),
            Map.entry("performance.calibration_error", "Calibration error"),
            Map.entry("performance.base_rate", "Base rate"),
            Map.entry("drift.columns", "Columns with drift"),
            Map.entry("volume", "Rows per window"),
            Map.entry("labels.share", "Share of rows with labels"));

    /** {@return all series of the period, known ones first, others by name} */
    static List<Series> of(ReportContent content) {
        Map<String, TreeMap<Instant, Signal>> byName = new TreeMap<>();
        for (Signal signal : content.signals()) {
            if (signal.from().isBefore(content.to()) && signal.to().isAfter(content.from())) {
                byName.computeIfAbsent(signal.name(), name -> new TreeMap<>()).put(signal.from(), signal);
            }
        }
        List<Series> all = new ArrayList<>();
        for (Map.Entry<String, String> known : KNOWN) {
            TreeMap<Instant, Signal> found = byName.remove(known.getKey());
            if (found != null) {
                all.add(of(known.getKey(), found.values()));
            }
        }
        byName.forEach((name, signals) -> all.add(of(name, signals.values())));
        return all;
    }

    private static Series of(String name, Collection<Signal> signals) {
        List<Signal> points = new ArrayList<>(signals);
        return new Series(name, List.copyOf(points.subList(Math.max(0, points.size() - MOST_POINTS), points.size())));
    }

    /** {@return the number of the detail of a signal, NaN if it has none of that name} */
    static double detail(Signal signal, String field) {
        return signal.detail() instanceof Document.Fields fields
                ? fields.find(field).map(Series::number).orElse(Double.NaN)
                : Double.NaN;
    }

    /** {@return the text of the detail of a signal, empty if it has none of that name} */
    static String text(Signal signal, String field) {
        return signal.detail() instanceof Document.Fields fields
                        && fields.find(field).orElse(Document.nothing()) instanceof Document.Text text
                ? text.text()
                : "";
    }

    /** {@return whether its drift verdict says so} */
    static boolean drifted(Signal signal) {
        return text(signal, "verdict").equals("DRIFT");
    }

    boolean ofDrift() {
        return name.startsWith(DRIFT) && !name.equals("drift.columns");
    }

    boolean ofMissing() {
        return name.startsWith(MISSING);
    }

    boolean charted() {
        return !ofDrift() && !ofMissing();
    }

    /** {@return the feature of a series of drift or of missing values} */
    String feature() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** {@return what people call it} */
    String heading() {
        return heading(name);
    }

    static String heading(String name) {
        for (Map.Entry<String, String> known : KNOWN) {
            if (known.getKey().equals(name)) {
                return known.getValue();
            }
        }
        if (name.startsWith(DRIFT) || name.startsWith(MISSING)) {
            return (name.startsWith(DRIFT) ? "Drift of " : "Missing ") + name.substring(name.indexOf('.') + 1);
        }
        String plain = name.replaceFirst("^performance\\.", "").replace('_', ' ');
        return plain.isEmpty() ? name : plain.substring(0, 1).toUpperCase(Locale.ROOT) + plain.substring(1);
    }

    Signal latest() {
        return points.get(points.size() - 1);
    }

    private static double number(Document document) {
        return document instanceof Document.Real || document instanceof Document.Whole ? document.number() : Double.NaN;
    }
}
