// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.drift.ColumnDrift;
import org.mlops4j.monitoring.drift.DriftResult;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.SortedValues;

/**
 * All that a report shows. The names of the signals say where: {@code drift.<feature>} and {@code missing.<feature>}
 * become rows of heat strips, all others line charts.
 *
 * @param title of the page
 * @param subject what is monitored, such as the name of a model
 * @param generated when the report was made
 * @param from the beginning of the period, inclusive
 * @param to its end, exclusive
 * @param alerts in any order
 * @param signals in any order; of two with the same name and beginning the later in the list counts, and those whose
 *     windows lie outside the period are not drawn
 * @param bounds lines that signals should not cross
 * @param markers what else happened
 * @param comparisons of the latest window with the reference, in any order
 * @param sections what the caller adds, in this order
 */
public record ReportContent(
        String title,
        String subject,
        Instant generated,
        Instant from,
        Instant to,
        List<Alert> alerts,
        List<Signal> signals,
        List<Bound> bounds,
        List<Marker> markers,
        List<Comparison> comparisons,
        List<Section> sections) {

    /**
     * Checks the period and copies the lists.
     *
     * @throws InvalidException if the period is empty
     */
    public ReportContent {
        requireNonNull(title, "title");
        requireNonNull(subject, "subject");
        requireNonNull(generated, "generated");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        if (!from.isBefore(to)) {
            throw new InvalidException("a report needs a period that ends after it begins, got " + from + " to " + to);
        }
        alerts = List.copyOf(alerts);
        signals = List.copyOf(signals);
        bounds = List.copyOf(bounds);
        markers = List.copyOf(markers);
        comparisons = List.copyOf(comparisons);
        sections = List.copyOf(sections);
    }

    /** {@return the beginning of a report about a period} */
    public static Builder builder(String title, Instant from, Instant to) {
        return new Builder(title, from, to);
    }

    /**
     * A horizontal line in the chart of a signal.
     *
     * @param signal the name of the signal
     * @param value where
     * @param label what to write on the line
     */
    public record Bound(String signal, double value, String label) {
        /** Checks that the parts are there. */
        public Bound {
            requireNonNull(signal, "signal");
            requireNonNull(label, "label");
        }

        Document toDocument() {
            return Document.object().with("signal", signal).with("value", value).with("label", label);
        }
    }

    /**
     * A vertical line in all charts.
     *
     * @param time when
     * @param label what happened, in a word or two, such as {@code v7}
     */
    public record Marker(Instant time, String label) {
        /** Checks that the parts are there. */
        public Marker {
            requireNonNull(time, "time");
            requireNonNull(label, "label");
        }

        Document toDocument() {
            return Document.object().with("time", time).with("label", label);
        }
    }

    /**
     * A column of the latest window beside the same column of the reference.
     *
     * @param column its name
     * @param reference its values then
     * @param current its values now, in the same bins
     * @param verdict the name of a {@link org.mlops4j.monitoring.drift.DriftVerdict}
     * @param effect how much it changed; NaN if unknown
     * @param unit of the effect
     * @param adjustedPValue adjusted for the number of columns; NaN if unknown
     */
    public record Comparison(
            String column,
            ColumnProfile reference,
            ColumnProfile current,
            String verdict,
            double effect,
            String unit,
            double adjustedPValue) {
        /**
         * Checks that the bins agree.
         *
         * @throws InvalidException if they do not
         */
        public Comparison {
            requireNonNull(column, "column");
            requireNonNull(verdict, "verdict");
            requireNonNull(unit, "unit");
            if (!reference.histogram().bins().equals(current.histogram().bins())) {
                throw new InvalidException("the profiles of column '" + column
                        + "' have different bins; count the current data by the reference profile");
            }
        }

        /** {@return the comparison of a drift report, with the result whose effect is worst beside its bound} */
        public static Comparison of(ColumnDrift drift) {
            DriftResult worst = drift.results().stream()
                    .max(Comparator.comparingDouble(DriftResult::severity))
                    .orElse(null);
            return new Comparison(
                    drift.column(),
                    drift.reference(),
                    drift.current(),
                    drift.verdict().name(),
                    worst == null ? Double.NaN : worst.measurement().effect(),
                    worst == null ? "" : worst.measurement().unit().symbol(),
                    worst == null ? Double.NaN : worst.adjustedPValue());
        }

        boolean drifted() {
            return verdict.equals("DRIFT");
        }

        Document toDocument() {
            return Document.object()
                    .with("column", column)
                    .with("verdict", verdict)
                    .with("effect", effect)
                    .with("unit", unit)
                    .with("adjustedPValue", adjustedPValue)
                    .with("reference", reference.withValues(SortedValues.NONE).toDocument())
                    .with("current", current.withValues(SortedValues.NONE).toDocument());
        }
    }

    /**
     * A part of the report that the caller writes.
     *
     * @param title its heading
     * @param paragraphs plain text
     * @param table rows of cells, the first row is the header; empty for none
     */
    public record Section(String title, List<String> paragraphs, List<List<String>> table) {
        /** Copies the lists. */
        public Section {
            requireNonNull(title, "title");
            paragraphs = List.copyOf(paragraphs);
            table = table.stream().map(List::copyOf).toList();
        }

        Document toDocument() {
            return Document.object()
                    .with("title", title)
                    .with("paragraphs", Document.texts(paragraphs))
                    .with(
                            "table",
                            Document.list(table.stream().map(Document::texts).toList()));
        }
    }

    /** Collects the content of a report. Not for use by several threads. */
    public static final class Builder {

        private final String title;
        private final Instant from;
        private final Instant to;
        private String subject = "";
        private Instant generated;
        private final List<Alert> alerts = new ArrayList<>();
        private final List<Signal> signals = new ArrayList<>();
        private final List<Bound> bounds = new ArrayList<>();
        private final List<Marker> markers = new ArrayList<>();
        private final List<Comparison> comparisons = new ArrayList<>();
        private final List<Section> sections = new ArrayList<>();

        private Builder(String title, Instant from, Instant to) {
            this.title = requireNonNull(title, "title");
            this.from = requireNonNull(from, "from");
            this.to = requireNonNull(to, "to");
            this.generated = to;
        }

        /** Says what is monitored. */
        public Builder subject(String what) {
            subject = requireNonNull(what, "what");
            return this;
        }

        /** Says when the report is made; the end of the period if nothing is said. */
        public Builder generated(Instant when) {
            generated = requireNonNull(when, "when");
            return this;
        }

        /** Adds alerts. */
        public Builder alerts(List<Alert> more) {
            alerts.addAll(more);
            return this;
        }

        /** Adds signals. */
        public Builder signals(List<Signal> more) {
            signals.addAll(more);
            return this;
        }

        /** Adds a horizontal line to the chart of a signal. */
        public Builder bound(String signal, double value, String label) {
            bounds.add(new Bound(signal, value, label));
            return this;
        }

        /** Adds a vertical line to all charts. */
        public Builder marker(Instant time, String label) {
            markers.add(new Marker(time, label));
            return this;
        }

        /** Adds comparisons of the latest window with the reference. */
        public Builder comparisons(List<Comparison> more) {
            comparisons.addAll(more);
            return this;
        }

        /** Adds a part of the caller's own; see {@link Section}. */
        public Builder section(String heading, List<String> paragraphs, List<List<String>> table) {
            sections.add(new Section(heading, paragraphs, table));
            return this;
        }

        /**
         * {@return the content}
         *
         * @throws InvalidException if the period is empty
         */
        public ReportContent build() {
            return new ReportContent(
                    title, subject, generated, from, to, alerts, signals, bounds, markers, comparisons, sections);
        }
    }
}
