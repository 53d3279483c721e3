// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.spi.AlertSink;

/** The rules of a monitor, in the order in which they were given, and where their alerts go. Immutable. */
record RuleBook(Map<String, Entry> entries) {

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

    /** {@return what the sinks of its rule are to be told of an alert as it was then} */
    List<Delivery> deliveries(Alert alert, Instant at) {
        Entry entry = entries.get(alert.rule());
        return entry == null
                ? List.of()
                : IntStream.range(0, entry.sinks().size())
                        .mapToObj(sink -> Delivery.first(alert, sink, at))
                        .toList();
    }

    record Entry(AlertRule rule, List<AlertSink> sinks) {
        Entry {
            sinks = List.copyOf(sinks);
        }
    }
}
