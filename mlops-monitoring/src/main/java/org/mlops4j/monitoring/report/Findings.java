// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.monitoring.alert.Outcome;
import org.mlops4j.monitoring.alert.SignalDetail;

/** What the parts of a page ask of a report: signals by name, features by importance, what is wrong. */
final class Findings {

    static final String PERFORMANCE = "performance.";
    static final String DRIFTED_COLUMNS = "drift.columns";

    /** How much is asked, known and answered. */
    static final List<String> TRAFFIC =
            List.of("volume", "labels.share", DRIFTED_COLUMNS, "latency.p50", "latency.p99", "freshness");

    private static final String DRIFT = "drift.";
    private static final List<String> METRICS = List.of("auc", "log_loss", "calibration_error", "base_rate", "brier");
    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("performance.auc", "AUC"),
            Map.entry("performance.log_loss", "Log loss"),
            Map.entry("performance.calibration_error", "Calibration error"),
            Map.entry("performance.base_rate", "Base rate"),
            Map.entry("performance.brier", "Brier score"),
            Map.entry("labels.share", "Labelled share"),
            Map.entry("drift.columns", "Drifted features"),
            Map.entry("drift.prediction", "Prediction drift"),
            Map.entry("latency.p50", "Latency, median, in ms"),
            Map.entry("latency.p99", "Latency, 99th percentile, in ms"),
            Map.entry("freshness", "Age of the newest prediction, in s"),
            Map.entry("volume", "Predictions"));

    private final MonitorReport report;
    private final Map<String, List<Signal>> series = new TreeMap<>();

    Findings(MonitorReport report) {
        this.report = report;
        report.signals()
                .forEach(signal -> series.computeIfAbsent(signal.name(), name -> new ArrayList<>())
                        .add(signal));
    }

    MonitorReport report() {
        return report;
    }

    /** {@return the signals of a name, oldest window first} */
    List<Signal> series(String name) {
        return series.getOrDefault(name, List.of());
    }

    /** {@return the latest signal of a name that has a value} */
    Optional<Signal> latest(String name) {
        List<Signal> all = series(name);
        for (int i = all.size() - 1; i >= 0; i--) {
            if (!Double.isNaN(all.get(i).value())) {
                return Optional.of(all.get(i));
            }
        }
        return Optional.empty();
    }

    /** {@return the names of the performance signals: those that people ask for first, then by name} */
    List<String> metrics() {
        return series.keySet().stream()
                .filter(name -> name.startsWith(PERFORMANCE) && !ofSegment(name))
                .sorted(Comparator.comparingInt((String name) -> rank(name.substring(PERFORMANCE.length())))
                        .thenComparing(name -> name))
                .toList();
    }

    /** {@return the names of drift signals of features and prediction, most drifted in the latest window first} */
    List<String> drifts() {
        return series.keySet().stream()
                .filter(name -> name.startsWith(DRIFT) && !name.equals(DRIFTED_COLUMNS))
                .filter(name -> series(name).stream()
                        .anyMatch(signal -> SignalDetail.find(signal, SignalDetail.HISTOGRAM)
                                .isPresent()))
                .sorted(Comparator.comparing((String name) -> !drifted(last(name)))
                        .thenComparing(Comparator.comparingDouble((String name) -> severity(last(name)))
                                .reversed())
                        .thenComparing(name -> name))
                .toList();
    }

    /** {@return signals that were recorded from elsewhere: all that no other part of the page shows} */
    List<String> others() {
        return series.keySet().stream()
                .filter(name -> !name.startsWith(PERFORMANCE)
                        && !name.startsWith("missing.")
                        && !name.startsWith(DRIFTED_COLUMNS)
                        && !TRAFFIC.contains(name))
                .filter(name -> !drifts().contains(name))
                .toList();
    }

    /**
     * {@return the latest signal of each metric and of {@code drift.columns} by segment, such as {@code origin=ORD};
     * most labels first, then by name}
     */
    Map<String, Map<String, Signal>> segments() {
        Map<String, Map<String, Signal>> found = new TreeMap<>();
        for (String name : series.keySet()) {
            if (ofSegment(name) && (name.startsWith(PERFORMANCE) || name.startsWith(DRIFTED_COLUMNS))) {
                int bracket = name.indexOf('[');
                found.computeIfAbsent(name.substring(bracket + 1, name.length() - 1), any -> new TreeMap<>())
                        .put(name.substring(0, bracket), last(name));
            }
        }
        Map<String, Map<String, Signal>> sorted = new LinkedHashMap<>();
        found.entrySet().stream()
                .sorted(Comparator.comparingLong(
                        (Map.Entry<String, Map<String, Signal>> segment) -> -segment.getValue().values().stream()
                                .mapToLong(Signal::rows)
                                .max()
                                .orElse(0)))
                .forEach(segment -> sorted.put(segment.getKey(), segment.getValue()));
        return sorted;
    }

    private static boolean ofSegment(String name) {
        return name.indexOf('[') > 0 && name.endsWith("]");
    }

    Signal last(String name) {
        List<Signal> all = series(name);
        return all.get(all.size() - 1);
    }

    List<Alert> active() {
        return report.alerts().stream()
                .filter(Alert::active)
                .sorted(Comparator.comparing(Alert::severity)
                        .reversed()
                        .thenComparing(Alert::began)
                        .thenComparing(Alert::id))
                .toList();
    }

    List<AlertRule> rules(String signal) {
        return report.rules().stream().filter(rule -> rule.watches(signal)).toList();
    }

    /** {@return the times in which a rule about a signal had an active alert} */
    List<Alert> alerts(String signal) {
        return report.alerts().stream()
                .filter(alert -> alert.signal().name().equals(signal))
                .toList();
    }

    /** {@return whether the condition of any rule holds in a window} */
    boolean wrong(Signal signal) {
        return rules(signal.name()).stream().anyMatch(rule -> rule.condition().judge(signal) == Outcome.HOLDS);
    }

    /** {@return the windows that were looked at, oldest first, by their beginnings} */
    List<Signal> windows() {
        return series("volume");
    }

    Optional<Instant> begin() {
        return report.signals().stream().map(Signal::from).min(Comparator.naturalOrder());
    }

    Optional<Instant> end() {
        return report.signals().stream().map(Signal::to).max(Comparator.naturalOrder());
    }

    static boolean drifted(Signal signal) {
        return verdict(signal).equals("DRIFT");
    }

    static String verdict(Signal signal) {
        return SignalDetail.find(signal, SignalDetail.VERDICT)
                .map(Document::text)
                .orElse("");
    }

    static double severity(Signal signal) {
        double severity = SignalDetail.number(signal, SignalDetail.SEVERITY);
        return Double.isNaN(severity) ? 0 : severity;
    }

    /** {@return the name of a feature of a drift signal} */
    static String feature(String signal) {
        return signal.equals("drift.prediction") ? "prediction" : signal.substring(DRIFT.length());
    }

    static String title(String signal) {
        return TITLES.getOrDefault(
                signal, signal.startsWith(PERFORMANCE) ? signal.substring(PERFORMANCE.length()) : signal);
    }

    /** {@return the values of some signals by the beginning of their window} */
    static Map<Instant, Signal> byWindow(List<Signal> signals) {
        Map<Instant, Signal> windows = new LinkedHashMap<>();
        signals.forEach(signal -> windows.put(signal.from(), signal));
        return windows;
    }

    private static int rank(String metric) {
        int rank = METRICS.indexOf(metric);
        return rank < 0 ? METRICS.size() : rank;
    }
}
