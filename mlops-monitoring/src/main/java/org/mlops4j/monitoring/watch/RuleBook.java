// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.monitoring.alert.AlertState;
import org.mlops4j.spi.AlertSink;

/** The rules of a monitor, in the order in which they were given, and where their alerts go. Immutable. */
record RuleBook(String monitor, Map<String, Entry> entries) {

    RuleBook {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    List<AlertRule> rules() {
        return entries.values().stream().map(Entry::rule).toList();
    }

    /** {@return where alerts of a rule go; nowhere if the rule is gone} */
    List<AlertSink> sinks(String rule) {
        Entry entry = entries.get(rule);
        return entry == null ? List.of() : entry.sinks();
    }

    /**
     * {@return how far the rules are after some signals of one window, and which alerts began or were resolved} A rule
     * that is gone, or is another by now, has its alert resolved.
     */
    Advance advance(SortedMap<String, Progress> before, Instant now, List<Signal> signals) {
        SortedMap<String, Progress> after = new TreeMap<>();
        List<Alert> events = new ArrayList<>();
        before.forEach((name, progress) -> {
            Entry entry = entries.get(name);
            if (entry != null && entry.rule().digest().equals(progress.rule())) {
                after.put(name, progress);
            } else {
                progress.state()
                        .active()
                        .ifPresent(alert -> events.add(
                                AlertState.resolved(alert, now.isBefore(alert.began()) ? alert.began() : now)));
            }
        });
        for (AlertRule rule : rules()) {
            AlertState state =
                    after.containsKey(rule.name()) ? after.get(rule.name()).state() : AlertState.START;
            for (Signal signal : signals) {
                if (signal.name().equals(rule.signal())) {
                    AlertState.Step step = state.next(monitor, rule, signal);
                    step.event().ifPresent(events::add);
                    state = step.state();
                }
            }
            after.put(rule.name(), new Progress(rule.digest(), state));
        }
        return new Advance(after, events);
    }

    record Entry(AlertRule rule, List<AlertSink> sinks) {
        Entry {
            sinks = List.copyOf(sinks);
        }
    }

    /** How far a rule of that definition has come. */
    record Progress(Digest rule, AlertState state) {

        static Progress from(Document document) {
            return new Progress(new Digest(document.get("rule").text()), AlertState.from(document.get("state")));
        }

        Document toDocument() {
            return Document.object().with("rule", rule).with("state", state.toDocument());
        }
    }

    record Advance(SortedMap<String, Progress> progress, List<Alert> events) {}
}
