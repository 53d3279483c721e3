// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;

/**
 * How far the rules of a monitor have come. Immutable: {@link #next} gives the progress after the signals of one more
 * window, and the alerts that began or were resolved by it. The same signals in the same order always give the same
 * alerts, ids included.
 */
public final class AlertProgress {

    /** Before the first signal. */
    public static final AlertProgress START = new AlertProgress(new TreeMap<>());

    private final SortedMap<String, RuleProgress> rules;

    private AlertProgress(SortedMap<String, RuleProgress> rules) {
        this.rules = Collections.unmodifiableSortedMap(rules);
    }

    /** {@return the progress whose {@link #toDocument()} this is} */
    public static AlertProgress from(Document document) {
        TreeMap<String, RuleProgress> rules = new TreeMap<>();
        document.fields().forEach((name, rule) -> rules.put(name, RuleProgress.from(rule)));
        return new AlertProgress(rules);
    }

    /**
     * {@return the alerts that rules would have raised, in the order in which they began, as they stand after the last
     * signal}
     *
     * @param monitor the monitor that the alerts name
     * @param rules of different names
     * @param signals in any order: they are taken by the ends of their windows, those of one window together
     */
    public static List<Alert> replay(String monitor, List<AlertRule> rules, Collection<Signal> signals) {
        TreeMap<Instant, List<Signal>> windows = new TreeMap<>();
        signals.forEach(signal ->
                windows.computeIfAbsent(signal.to(), to -> new ArrayList<>()).add(signal));
        Map<String, Alert> alerts = new LinkedHashMap<>();
        AlertProgress progress = START;
        for (var window : windows.entrySet()) {
            Step step = progress.next(monitor, rules, window.getKey(), window.getValue());
            step.events().forEach(alert -> alerts.put(alert.id(), alert));
            progress = step.progress();
        }
        return List.copyOf(alerts.values());
    }

    /**
     * {@return what the signals of one window do} What ends, ends before anything begins. A rule that is gone, or is
     * another by now, has its alerts resolved. So has a signal that is not measured any more, by the first window of
     * the same family ({@code drift} of {@code drift.x}) that ends three lengths of its own window later.
     *
     * @param monitor the monitor that the alerts name
     * @param book the rules of different names; of several that tell about one key, the first begins
     * @param to the end of the window
     * @param signals in any order; a signal whose window ends no later than one of its name seen before does nothing,
     *     unless that one is forgotten
     */
    public Step next(String monitor, List<AlertRule> book, Instant to, Collection<Signal> signals) {
        List<Signal> byName =
                signals.stream().sorted(Comparator.comparing(Signal::name)).toList();
        AlertTurn turn = new AlertTurn(monitor, to, Families.of(signals));
        TreeMap<String, RuleProgress> gone = new TreeMap<>(rules);
        for (AlertRule rule : book) {
            RuleProgress known = gone.get(rule.name());
            if (known != null && known.definition().equals(rule.digest())) {
                gone.remove(rule.name());
                turn.observe(rule, known.states(), byName);
            } else {
                turn.observe(rule, new TreeMap<>(), byName);
            }
        }
        gone.values().forEach(rule -> rule.states().values().forEach(turn::end));
        turn.begin();
        TreeMap<String, RuleProgress> after = new TreeMap<>();
        book.forEach(rule -> after.put(rule.name(), new RuleProgress(rule.digest(), turn.states(rule))));
        return new Step(new AlertProgress(after), turn.events(), turn.reminders());
    }

    /** {@return the form in which progress is stored} */
    public Document toDocument() {
        Document.Fields document = Document.object();
        for (var rule : rules.entrySet()) {
            document = document.with(rule.getKey(), rule.getValue().toDocument());
        }
        return document;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AlertProgress that && rules.equals(that.rules);
    }

    @Override
    public int hashCode() {
        return rules.hashCode();
    }

    /**
     * What the signals of a window did.
     *
     * @param progress the progress after it
     * @param events the alerts that began or were resolved
     * @param reminders the alerts that go on and are to be told again
     */
    public record Step(AlertProgress progress, List<Alert> events, List<Alert> reminders) {

        /** Copies the lists. */
        public Step {
            events = List.copyOf(events);
            reminders = List.copyOf(reminders);
        }
    }

    /**
     * How far a rule of that definition has come, by the name of the signal, or the pattern if it takes all together.
     */
    private record RuleProgress(Digest definition, SortedMap<String, AlertState> states) {

        private static RuleProgress from(Document document) {
            TreeMap<String, AlertState> states = new TreeMap<>();
            document.get("states").fields().forEach((name, state) -> states.put(name, AlertState.from(state)));
            return new RuleProgress(new Digest(document.get("rule").text()), states);
        }

        private Document toDocument() {
            Document.Fields fields = Document.object();
            for (var state : states.entrySet()) {
                fields = fields.with(state.getKey(), state.getValue().toDocument());
            }
            return Document.object().with("rule", definition).with("states", fields);
        }
    }
}
