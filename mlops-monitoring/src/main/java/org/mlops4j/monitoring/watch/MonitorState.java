// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.alert.AlertState;

/**
 * How far a monitor has come. Stored with the signals of each window, in one transaction.
 *
 * @param dataFrom where the next window for volume and drift begins
 * @param performanceFrom where the next window for performance begins
 * @param rules what each rule remembers, by name
 */
record MonitorState(Instant dataFrom, Instant performanceFrom, SortedMap<String, AlertState> rules) {

    MonitorState {
        rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
    }

    static MonitorState startingAt(Instant start) {
        return new MonitorState(start, start, Collections.emptySortedMap());
    }

    MonitorState dataUntil(Instant end) {
        return new MonitorState(end, performanceFrom, rules);
    }

    MonitorState performanceUntil(Instant end) {
        return new MonitorState(dataFrom, end, rules);
    }

    AlertState rule(String name) {
        return rules.getOrDefault(name, AlertState.START);
    }

    MonitorState with(String rule, AlertState state) {
        SortedMap<String, AlertState> more = new TreeMap<>(rules);
        more.put(rule, state);
        return new MonitorState(dataFrom, performanceFrom, more);
    }

    static MonitorState from(Document document) {
        SortedMap<String, AlertState> rules = new TreeMap<>();
        document.get("rules").fields().forEach((name, state) -> rules.put(name, AlertState.from(state)));
        return new MonitorState(
                document.get("data_from").instant(),
                document.get("performance_from").instant(),
                rules);
    }

    Document toDocument() {
        Document.Fields states = Document.object();
        for (var rule : rules.entrySet()) {
            states = states.with(rule.getKey(), rule.getValue().toDocument());
        }
        return Document.object()
                .with("data_from", dataFrom)
                .with("performance_from", performanceFrom)
                .with("rules", states);
    }
}
