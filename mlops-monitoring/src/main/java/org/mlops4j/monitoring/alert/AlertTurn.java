// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;

/** One window under way: first every rule looks at the signals, then alerts begin whose keys are free. */
final class AlertTurn {

    private final String monitor;
    private final Instant to;
    private final Families families;
    private final Map<String, SortedMap<String, AlertState>> states = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Alert> events = new ArrayList<>();
    private final List<Alert> reminders = new ArrayList<>();

    AlertTurn(String monitor, Instant to, Families families) {
        this.monitor = monitor;
        this.to = to;
        this.families = families;
    }

    /** Takes what the signals say to a rule; ends alerts, and notes what would begin. */
    void observe(AlertRule rule, SortedMap<String, AlertState> before, List<Signal> signals) {
        SortedMap<String, List<Signal>> watched = rule.subjects(signals);
        before.keySet().forEach(subject -> watched.putIfAbsent(subject, List.of()));
        SortedMap<String, AlertState> after = new TreeMap<>();
        watched.forEach((subject, measured) -> {
            AlertState.Step step =
                    before.getOrDefault(subject, AlertState.START).next(rule, to, measured, families);
            step.ended().ifPresent(events::add);
            if (!step.state().forgettable(rule, subject, families)) {
                after.put(subject, step.held().isEmpty() ? step.state() : reminding(rule, step.state()));
            }
            if (!step.causes().isEmpty()) {
                candidates.add(new Candidate(rule, subject, step.causes()));
            }
        });
        if (after.values().stream().anyMatch(state -> state.active().isPresent())) {
            taken.add(rule.pace().key());
        }
        states.put(rule.name(), after);
    }

    /** Resolves what a rule that is gone had begun. */
    void end(AlertState gone) {
        gone.ended(to).ifPresent(events::add);
    }

    /** Begins alerts, once all rules have looked. */
    void begin() {
        for (Candidate candidate : candidates) {
            String key = candidate.rule().pace().key();
            if (key.isEmpty() || taken.add(key)) {
                Alert alert = candidate.alert(monitor);
                states(candidate.rule()).computeIfPresent(candidate.subject(), (subject, state) -> state.begun(alert));
                events.add(alert);
            }
        }
    }

    SortedMap<String, AlertState> states(AlertRule rule) {
        return states.getOrDefault(rule.name(), new TreeMap<>());
    }

    List<Alert> events() {
        return events;
    }

    List<Alert> reminders() {
        return reminders;
    }

    private AlertState reminding(AlertRule rule, AlertState state) {
        return state.reminder(rule, to)
                .map(alert -> {
                    reminders.add(alert);
                    return state.reminded(to);
                })
                .orElse(state);
    }
}
