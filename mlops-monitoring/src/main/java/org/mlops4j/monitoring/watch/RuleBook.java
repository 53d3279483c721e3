// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
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

    /** {@return the sinks, each once, in the order in which they were given} */
    List<AlertSink> sinks() {
        Set<AlertSink> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        return entries.values().stream()
                .flatMap(entry -> entry.sinks().stream())
                .filter(seen::add)
                .toList();
    }

    /** {@return who is to be told; nobody if the rule is gone, or has fewer sinks by now} */
    Optional<AlertSink> sink(Delivery delivery) {
        return Optional.ofNullable(entries.get(delivery.alert().rule()))
                .map(Entry::sinks)
                .filter(sinks -> delivery.sink() < sinks.size())
                .map(sinks -> sinks.get(delivery.sink()));
    }

    /** {@return what the sinks of its rule are to be told of an alert} */
    List<Delivery> deliveries(Alert alert) {
        Entry entry = entries.get(alert.rule());
        return entry == null
                ? List.of()
                : IntStream.range(0, entry.sinks().size())
                        .mapToObj(sink -> Delivery.first(alert, sink))
                        .toList();
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
