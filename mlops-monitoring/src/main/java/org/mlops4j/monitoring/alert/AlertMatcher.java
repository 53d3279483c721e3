// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Document;
import org.mlops4j.data.Wildcard;
import org.mlops4j.monitoring.Alert;

/**
 * Which alerts. Immutable. In each text a star stands for any characters, or none.
 *
 * <pre>{@code
 * AlertMatcher.all().monitor("late-flights*").signal("drift.*").tag("team", "payments")
 * }</pre>
 *
 * @param monitor of monitors of these names
 * @param rule by rules of these names
 * @param signal by signals of these names
 * @param atMost of this severity or a lesser one
 * @param tags with all of these tags; an alert that lacks one does not match
 */
public record AlertMatcher(
        String monitor, String rule, String signal, Alert.Severity atMost, SortedMap<String, String> tags) {

    private static final AlertMatcher ALL = new AlertMatcher("*", "*", "*", Alert.Severity.CRITICAL, new TreeMap<>());

    /** Checks that the parts are there, and copies the tags. */
    public AlertMatcher {
        requireNonNull(monitor, "monitor");
        requireNonNull(rule, "rule");
        requireNonNull(signal, "signal");
        requireNonNull(atMost, "atMost");
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /** {@return the matcher of all alerts} */
    public static AlertMatcher all() {
        return ALL;
    }

    /** {@return the matcher whose {@link #toDocument()} this is} */
    public static AlertMatcher from(Document document) {
        return new AlertMatcher(
                document.get("monitor").text(),
                document.get("rule").text(),
                document.get("signal").text(),
                document.get("atMost").constant(Alert.Severity.class),
                document.get("tags").textFields());
    }

    /** {@return a copy for monitors of these names} */
    public AlertMatcher monitor(String names) {
        return new AlertMatcher(names, rule, signal, atMost, tags);
    }

    /** {@return a copy for rules of these names} */
    public AlertMatcher rule(String names) {
        return new AlertMatcher(monitor, names, signal, atMost, tags);
    }

    /** {@return a copy for signals of these names} */
    public AlertMatcher signal(String names) {
        return new AlertMatcher(monitor, rule, names, atMost, tags);
    }

    /** {@return a copy for alerts that are no worse} */
    public AlertMatcher atMost(Alert.Severity severity) {
        return new AlertMatcher(monitor, rule, signal, severity, tags);
    }

    /** {@return a copy for alerts with one more tag} */
    public AlertMatcher tag(String key, String values) {
        TreeMap<String, String> more = new TreeMap<>(tags);
        more.put(key, values);
        return new AlertMatcher(monitor, rule, signal, atMost, more);
    }

    /** {@return whether an alert is one of them} */
    public boolean matches(Alert alert) {
        return new Wildcard(monitor).matches(alert.monitor())
                && new Wildcard(rule).matches(alert.rule())
                && new Wildcard(signal).matches(alert.signal().name())
                && alert.severity().compareTo(atMost) <= 0
                && tags.entrySet().stream().allMatch(tag -> tagged(alert, tag.getKey(), tag.getValue()));
    }

    /** {@return the form in which matchers are stored} */
    public Document toDocument() {
        return Document.object()
                .with("monitor", monitor)
                .with("rule", rule)
                .with("signal", signal)
                .with("atMost", Document.of(atMost))
                .with("tags", Document.textFields(tags));
    }

    private static boolean tagged(Alert alert, String key, String values) {
        String value = alert.handling().tags().get(key);
        return value != null && new Wildcard(values).matches(value);
    }
}
