// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;

/**
 * Rules by their definition: for each window it looks at the whole past anew. The oracle of the tests.
 *
 * <p>An event is text: {@code rule|subject|began|resolved}, with {@code -} while the alert goes on.
 */
final class NaiveAlerts {

    private final List<AlertRule> rules;
    private final List<List<Signal>> windows;

    /** @param windows the signals of each window, oldest first */
    NaiveAlerts(List<AlertRule> rules, List<List<Signal>> windows) {
        this.rules = rules;
        this.windows = windows;
    }

    List<String> events() {
        List<Live> alerts = new ArrayList<>();
        for (int now = 0; now < windows.size(); now++) {
            if (windows.get(now).isEmpty()) {
                continue;
            }
            for (Live alert : alerts) {
                if (alert.resolved == null && !anyRaised(alert.rule, alert.subject, now)) {
                    alert.resolved = to(now);
                }
            }
            for (AlertRule rule : rules) {
                for (String subject : subjects(rule, now)) {
                    begin(alerts, rule, subject, now);
                }
            }
        }
        return alerts.stream().map(Live::toString).toList();
    }

    private void begin(List<Live> alerts, AlertRule rule, String subject, int now) {
        boolean met = names(rule, subject).stream().anyMatch(name -> met(rule, name, now));
        boolean going =
                alerts.stream().anyMatch(a -> a.resolved == null && a.rule == rule && a.subject.equals(subject));
        boolean taken = !rule.pace().key().isEmpty()
                && alerts.stream()
                        .anyMatch(a -> a.resolved == null
                                && a.rule.pace().key().equals(rule.pace().key()));
        boolean cooling = alerts.stream()
                .anyMatch(a ->
                        a.rule == rule && a.subject.equals(subject) && to(now).isBefore(a.began.plus(rule.coolDown())));
        if (met && !going && !taken && !cooling) {
            alerts.add(new Live(rule, subject, to(now)));
        }
    }

    /** {@return whether a window has data for a name and the rule holds with it} */
    private boolean met(AlertRule rule, String name, int window) {
        List<Outcome> past = new ArrayList<>();
        for (int i = remembered(name, window); i <= window; i++) {
            outcome(rule, name, i).stream().forEach(past::add);
        }
        List<Outcome> latest =
                past.subList(Math.max(0, past.size() - rule.hold().outOf()), past.size());
        return !outcome(rule, name, window).isEmpty()
                && latest.stream().filter(o -> o == Outcome.HOLDS).count()
                        >= rule.hold().windows();
    }

    /** {@return whether the rule held in some window and was not cleared since} */
    private boolean anyRaised(AlertRule rule, String subject, int now) {
        for (String name : names(rule, subject)) {
            for (int from = now; from >= remembered(name, now); from--) {
                if (met(rule, name, from)) {
                    return true;
                }
                if (!outcome(rule, name, from).isEmpty()
                        && rule.trigger().cleared(find(name, from).get(0))) {
                    break;
                }
            }
        }
        return false;
    }

    /** {@return the window from which on a name counts: the one behind which it was last found not to be measured} */
    private int remembered(String name, int now) {
        int first = 0;
        int last = -1;
        for (int i = 0; i <= now; i++) {
            if (!find(name, i).isEmpty()) {
                last = i;
            } else if (last >= 0 && measured(family(name), i) && i - last >= Families.LENGTHS) {
                first = i + 1;
                last = -1;
            }
        }
        return first;
    }

    private boolean measured(String family, int window) {
        return windows.get(window).stream().anyMatch(s -> family(s.name()).equals(family));
    }

    private static String family(String name) {
        return name.split("[.\\[]", 2)[0];
    }

    /** {@return the outcome, none if there is no signal or it has no data} */
    private List<Outcome> outcome(AlertRule rule, String name, int window) {
        return find(name, window).stream()
                .map(rule.condition()::judge)
                .filter(outcome -> outcome != Outcome.NO_DATA)
                .toList();
    }

    private List<Signal> find(String name, int window) {
        return windows.get(window).stream().filter(s -> s.name().equals(name)).toList();
    }

    private Set<String> subjects(AlertRule rule, int window) {
        Set<String> subjects = new TreeSet<>();
        for (Signal signal : windows.get(window)) {
            if (rule.watches(signal.name())) {
                subjects.add(rule.trigger().grouping() == Grouping.TOGETHER ? rule.signal() : signal.name());
            }
        }
        return subjects;
    }

    private Set<String> names(AlertRule rule, String subject) {
        Set<String> names = new LinkedHashSet<>();
        windows.forEach(window -> window.stream().map(Signal::name).forEach(names::add));
        names.removeIf(
                name -> rule.trigger().grouping() == Grouping.TOGETHER ? !rule.watches(name) : !name.equals(subject));
        return names;
    }

    private Instant to(int window) {
        return windows.get(window).get(0).to();
    }

    static String event(Alert alert, String subject) {
        return alert.rule() + "|" + subject + "|" + alert.began() + "|"
                + (alert.resolved() == null ? "-" : alert.resolved());
    }

    private static final class Live {

        private final AlertRule rule;
        private final String subject;
        private final Instant began;
        private Instant resolved;

        Live(AlertRule rule, String subject, Instant began) {
            this.rule = rule;
            this.subject = subject;
            this.began = began;
        }

        @Override
        public String toString() {
            return rule.name() + "|" + subject + "|" + began + "|" + (resolved == null ? "-" : resolved);
        }
    }
}
