// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Duration;
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
 * @param grid its windows
 * @param inputs where the next window begins whose predictions are to be looked at, {@code null} before the first
 * @param outcomes the same for labels
 * @param detectors the states of the detectors of concept drift, by type
 * @param rules how far the rules are
 */
record MonitorState(
        WindowGrid grid,
        @Nullable Instant inputs,
        @Nullable Instant outcomes,
        SortedMap<String, Document> detectors,
        AlertProgress rules) {

    MonitorState {
        detectors = Collections.unmodifiableSortedMap(new TreeMap<>(detectors));
    }

    static MonitorState start(WindowGrid grid) {
        return new MonitorState(grid, null, null, new TreeMap<>(), AlertProgress.START);
    }

    static MonitorState from(Document document) {
        return new MonitorState(
                grid(document),
                document.find("inputs").map(Document::instant).orElse(null),
                document.find("outcomes").map(Document::instant).orElse(null),
                document.find("detectors").map(Document::fields).orElse(new TreeMap<>()),
                AlertProgress.from(document.get("rules")));
    }

    private static WindowGrid grid(Document document) {
        Duration length = Duration.parse(document.get("window").text());
        Duration step =
                document.find("step").map(Document::text).map(Duration::parse).orElse(length);
        return new WindowGrid(length, step, document.get("origin").instant());
    }

    /** {@return this state, after a check that a monitor may carry it on} */
    MonitorState requireGrid(String monitor, WindowGrid asked) {
        if (!grid.equals(asked)) {
            throw new IncompatibleException("monitor '" + monitor + "' has windows of " + grid + ", asked for were "
                    + asked + "; give a monitor of other windows another name");
        }
        return this;
    }

    MonitorState at(Instant nextInputs, Instant nextOutcomes) {
        return new MonitorState(grid, nextInputs, nextOutcomes, detectors, rules);
    }

    MonitorState with(SortedMap<String, Document> nextDetectors) {
        return new MonitorState(grid, inputs, outcomes, nextDetectors, rules);
    }

    MonitorState with(AlertProgress progress) {
        return new MonitorState(grid, inputs, outcomes, detectors, progress);
    }

    Document toDocument() {
        return Document.object()
                .with("window", grid.length().toString())
                .with("step", grid.step().toString())
                .with("origin", grid.origin())
                .withOptional("inputs", inputs == null ? null : inputs.toString())
                .withOptional("outcomes", outcomes == null ? null : outcomes.toString())
                .with("detectors", new Document.Fields(detectors))
                .with("rules", rules.toDocument());
    }
}
