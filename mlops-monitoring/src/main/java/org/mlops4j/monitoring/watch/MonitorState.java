// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.monitoring.alert.AlertProgress;

/**
 * How far a monitor has come.
 *
 * @param windows how it cuts predictions into windows
 * @param inputs the place of the next window whose predictions are to be looked at, {@code null} before the first
 * @param outcomes the same for labels
 * @param detectors the states of the detectors of concept drift, by type
 * @param rules how far the rules are
 */
record MonitorState(
        Windows windows,
        @Nullable Instant inputs,
        @Nullable Instant outcomes,
        SortedMap<String, Document> detectors,
        AlertProgress rules) {

    MonitorState {
        detectors = Collections.unmodifiableSortedMap(new TreeMap<>(detectors));
    }

    static MonitorState start(Windows windows) {
        return new MonitorState(windows, null, null, new TreeMap<>(), AlertProgress.START);
    }

    static MonitorState from(Document document) {
        return new MonitorState(
                Windows.from(document.get("windows")),
                document.find("inputs").map(Document::instant).orElse(null),
                document.find("outcomes").map(Document::instant).orElse(null),
                document.find("detectors").map(Document::fields).orElse(new TreeMap<>()),
                AlertProgress.from(document.get("rules")));
    }

    /** {@return this state, after a check that a monitor may carry it on} */
    MonitorState requireWindows(String monitor, Windows asked) {
        if (!windows.equals(asked)) {
            throw new IncompatibleException("monitor '" + monitor + "' has " + windows + ", asked for were " + asked
                    + "; give a monitor of other windows another name");
        }
        return this;
    }

    /** {@return where the next window of predictions is, of a monitor that knows where to begin} */
    Instant requireInputs() {
        return requireNonNull(inputs, "inputs");
    }

    /** {@return the same for labels} */
    Instant requireOutcomes() {
        return requireNonNull(outcomes, "outcomes");
    }

    MonitorState at(Instant nextInputs, Instant nextOutcomes) {
        return new MonitorState(windows, nextInputs, nextOutcomes, detectors, rules);
    }

    MonitorState with(SortedMap<String, Document> nextDetectors) {
        return new MonitorState(windows, inputs, outcomes, nextDetectors, rules);
    }

    MonitorState with(AlertProgress progress) {
        return new MonitorState(windows, inputs, outcomes, detectors, progress);
    }

    Document toDocument() {
        return Document.object()
                .with("windows", windows.toDocument())
                .withOptional("inputs", inputs == null ? null : inputs.toString())
                .withOptional("outcomes", outcomes == null ? null : outcomes.toString())
                .with("detectors", Document.object(detectors))
                .with("rules", rules.toDocument());
    }
}
