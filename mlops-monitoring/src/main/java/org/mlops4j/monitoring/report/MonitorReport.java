// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.StorageException;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.registry.Alias;

/**
 * What a monitor has measured, for people and for machines. A value: the same report has the same bytes, wherever and
 * whenever it is written. Immutable.
 *
 * @param title the heading
 * @param monitor the name of the monitor
 * @param written when the report was made
 * @param signals by window, then name
 * @param alerts in the order in which they began
 * @param rules by which alerts are raised; their thresholds are drawn into charts
 * @param markers what happened, by time
 * @param sections what the caller adds
 */
public record MonitorReport(
        String title,
        String monitor,
        Instant written,
        List<Signal> signals,
        List<Alert> alerts,
        List<AlertRule> rules,
        List<Marker> markers,
        List<Section> sections) {

    /** Sorts and copies the lists. */
    public MonitorReport {
        requireNonNull(title, "title");
        requireNonNull(monitor, "monitor");
        requireNonNull(written, "written");
        signals = signals.stream()
                .sorted(Comparator.comparing(Signal::to)
                        .thenComparing(Signal::from)
                        .thenComparing(Signal::name))
                .toList();
        alerts = alerts.stream()
                .sorted(Comparator.comparing(Alert::began).thenComparing(Alert::id))
                .toList();
        rules = List.copyOf(rules);
        markers = markers.stream()
                .sorted(Comparator.comparing(Marker::time).thenComparing(Marker::label))
                .toList();
        sections = List.copyOf(sections);
    }

    /** {@return a report titled like its monitor} */
    public static MonitorReport of(
            String monitor, Instant written, List<Signal> signals, List<Alert> alerts, List<AlertRule> rules) {
        return new MonitorReport(monitor, monitor, written, signals, alerts, rules, List.of(), List.of());
    }

    /** {@return a copy of another title} */
    public MonitorReport titled(String other) {
        return new MonitorReport(other, monitor, written, signals, alerts, rules, markers, sections);
    }

    /** {@return a copy that marks an instant in the charts} */
    public MonitorReport marking(Instant time, String label) {
        List<Marker> more = new ArrayList<>(markers);
        more.add(new Marker(time, label));
        return new MonitorReport(title, monitor, written, signals, alerts, rules, more, sections);
    }

    /** {@return a copy that marks where an alias, such as that of the champion, moved to another version} */
    public MonitorReport marking(List<Alias.Move> history) {
        MonitorReport marked = this;
        for (Alias.Move move : history) {
            marked = marked.marking(move.time(), (move.rollback() ? "back to v" : "v") + move.number());
        }
        return marked;
    }

    /** {@return a copy with one more section} */
    public MonitorReport with(Section section) {
        List<Section> more = new ArrayList<>(sections);
        more.add(section);
        return new MonitorReport(title, monitor, written, signals, alerts, rules, markers, more);
    }

    /**
     * {@return the report as one HTML page, at most about 1 MB} It loads nothing, runs nothing, and forbids the browser
     * to do either; every name is escaped.
     */
    public String toHtml() {
        return new HtmlReport(new Findings(this)).page();
    }

    /**
     * Writes {@link #toHtml} as UTF-8. The file appears whole or not at all.
     *
     * @throws StorageException if it cannot be written
     */
    public void writeHtml(Path file) {
        write(file, toHtml());
    }

    /**
     * Writes {@link #toDocument} as JSON in UTF-8. The file appears whole or not at all.
     *
     * @param json such as {@code mlops.json()}
     * @throws StorageException if it cannot be written
     */
    public void writeJson(Path file, DocumentText json) {
        write(file, json.write(toDocument()));
    }

    private void write(Path file, String text) {
        Path target = file.toAbsolutePath();
        try {
            Path part = Files.createTempFile(target.getParent(), "report", ".part");
            try {
                Files.writeString(part, text);
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new StorageException("could not write the report of monitor '" + monitor + "' to " + target, e);
        }
    }

    /**
     * {@return the form for machines: {@code version} 1, {@code title, monitor, written, signals, alerts, rules,
     * markers, sections}} Signals, alerts and rules read back by their own {@code from}. Fields may be added without
     * another version; a number that is not finite is a text.
     */
    public Document toDocument() {
        return Document.object()
                .with("version", 1)
                .with("title", title)
                .with("monitor", monitor)
                .with("written", written)
                .with(
                        "signals",
                        Document.list(signals.stream().map(Signal::toDocument).toList()))
                .with(
                        "alerts",
                        Document.list(alerts.stream().map(Alert::toDocument).toList()))
                .with(
                        "rules",
                        Document.list(rules.stream().map(AlertRule::toDocument).toList()))
                .with(
                        "markers",
                        Document.list(markers.stream()
                                .map(marker -> Document.object()
                                        .with("time", marker.time())
                                        .with("label", marker.label()))
                                .toList()))
                .with(
                        "sections",
                        Document.list(sections.stream().map(Section::toDocument).toList()));
    }
}
