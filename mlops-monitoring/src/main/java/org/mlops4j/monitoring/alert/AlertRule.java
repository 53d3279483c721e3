// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.data.Wildcard;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Handling;
import org.mlops4j.monitoring.Signal;

/**
 * When somebody is told: a condition on signals, for some windows. Immutable; a rule is data that can be stored,
 * compared and replayed.
 *
 * <pre>{@code
 * AlertRule.when("performance.auc").below(0.68).forWindows(2).until(new Condition.Above(0.70)).critical();
 * AlertRule.when("performance.auc").belowReferenceBy(0.02).named("auc fell").coolDown(Duration.ofDays(3));
 * AlertRule.when("drift.*").verdict("DRIFT").together().owner("payments");
 * }</pre>
 *
 * <p>A rule holds when its condition held in as many of the latest windows as it asks for. An alert begins when the
 * rule holds, none of it is active, and the cool-down since the last one began is over; it is resolved by the first
 * window in which the rule does not hold and, if there is a condition to clear it, that one does. A value that is not a
 * number neither begins nor resolves anything. A signal that is left out for three lengths of its window, while others
 * of its family such as {@code drift} are measured, is not measured any more: it is forgotten, and its alert resolved.
 *
 * @param name unique among the rules of a monitor, by the rule of {@link Name#requireKey}
 * @param signal the name of the signal it looks at; a star stands for any characters, so {@code drift.*} are many
 * @param trigger what begins and ends an alert
 * @param pace how often somebody is told
 * @param severity how bad
 * @param message one sentence for a person; if it is empty, one is made of the measurement
 * @param handling who looks after it
 */
public record AlertRule(
        String name,
        String signal,
        Trigger trigger,
        Pace pace,
        Alert.Severity severity,
        String message,
        Handling handling) {

    /** Checks the name. */
    public AlertRule {
        Name.requireKey("rule", name);
        requireNonNull(signal, "signal");
        requireNonNull(trigger, "trigger");
        requireNonNull(pace, "pace");
        requireNonNull(severity, "severity");
        requireNonNull(message, "message");
        requireNonNull(handling, "handling");
    }

    /**
     * {@return the beginning of a rule about a signal, such as {@code performance.auc}, or about many: {@code drift.*}}
     */
    public static Subject when(String signal) {
        return new Subject(requireNonNull(signal, "signal"));
    }

    /**
     * {@return the rule whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    public static AlertRule from(Document document) {
        try {
            return new AlertRule(
                    document.get("name").text(),
                    document.get("signal").text(),
                    Trigger.from(document),
                    Pace.from(document),
                    Alert.Severity.valueOf(document.get("severity").text()),
                    document.get("message").text(),
                    document.find("handling").map(Handling::from).orElse(Handling.NONE));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeParseException e) {
            throw new InvalidException("the document is no alert rule: " + e.getMessage(), e);
        }
    }

    /** {@return what a signal is like while something is wrong} */
    public Condition condition() {
        return trigger.condition();
    }

    /** {@return in how many windows} */
    public Hold hold() {
        return trigger.hold();
    }

    /** {@return the least time between the beginnings of two alerts} */
    public Duration coolDown() {
        return pace.coolDown();
    }

    /** {@return whether the rule looks at a signal of that name} */
    public boolean watches(String signalName) {
        return new Wildcard(signal).matches(signalName);
    }

    /** {@return a copy of another name} */
    public AlertRule named(String other) {
        return new AlertRule(other, signal, trigger, pace, severity, message, handling);
    }

    /** {@return a copy that asks for so many windows in a row} */
    public AlertRule forWindows(int windows) {
        return forWindows(windows, windows);
    }

    /** {@return a copy that asks for so many windows out of the latest ones} */
    public AlertRule forWindows(int windows, int outOf) {
        return with(trigger.hold(new Hold(windows, outOf)));
    }

    /**
     * {@return a copy whose alerts go on until a signal is like that} So an alert that begins below 0.68 and is cleared
     * above 0.70 does not come and go while the signal is around 0.68.
     */
    public AlertRule until(Condition clear) {
        return with(trigger.clear(requireNonNull(clear, "clear")));
    }

    /**
     * {@return a copy with one alert for all signals that match, rather than one for each} It begins when the rule
     * holds for one of them and goes on while it holds for any; the signal it names is the worst. Signals of inputs and
     * of labels should not be taken together: which of them are known of a window depends on when one looks.
     */
    public AlertRule together() {
        return with(trigger.grouping(Grouping.TOGETHER));
    }

    /** {@return a copy whose alerts begin at least so far apart} */
    public AlertRule coolDown(Duration other) {
        return with(pace.coolDown(other));
    }

    /**
     * {@return a copy whose alerts are told again whenever they went on for so long, until somebody acknowledges them}
     */
    public AlertRule repeatEvery(Duration time) {
        return with(pace.repeat(time));
    }

    /**
     * {@return a copy that tells about the same as other rules of that key} While an alert of one of them is active, no
     * other begins; when several would begin in one window, that of the rule which was given first does.
     */
    public AlertRule key(String shared) {
        return with(pace.key(shared));
    }

    /** {@return a copy of severity {@link Alert.Severity#INFO}} */
    public AlertRule info() {
        return with(Alert.Severity.INFO);
    }

    /** {@return a copy of severity {@link Alert.Severity#CRITICAL}} */
    public AlertRule critical() {
        return with(Alert.Severity.CRITICAL);
    }

    /** {@return a copy whose alerts say this} */
    public AlertRule saying(String other) {
        return new AlertRule(name, signal, trigger, pace, severity, other, handling);
    }

    /** {@return a copy that somebody looks after: a person or a team} */
    public AlertRule owner(String who) {
        return with(handling.owner(who));
    }

    /** {@return a copy whose alerts say where it is written what to do} */
    public AlertRule runbook(URI where) {
        return with(handling.runbook(requireNonNull(where, "where")));
    }

    /** {@return a copy whose alerts have one more tag} */
    public AlertRule tag(String tag, String value) {
        return with(handling.tag(tag, value));
    }

    /** {@return the digest of the definition: another one means another rule, whatever its name} */
    public Digest digest() {
        return toDocument().digest();
    }

    /** {@return the form in which rules are stored; what is not said is left out} */
    public Document toDocument() {
        Document.Fields document = Document.object()
                .with("name", name)
                .with("signal", signal)
                .with("severity", severity.name())
                .with("message", message);
        document = pace.addTo(trigger.addTo(document));
        return handling.equals(Handling.NONE) ? document : document.with("handling", handling.toDocument());
    }

    /**
     * {@return the alerts that this rule would have raised, in the order in which they began, as they stand after the
     * last signal}
     *
     * @param monitor the monitor that the alerts name
     * @param signals in any order; those of other names are passed over
     */
    public List<Alert> replay(String monitor, List<Signal> signals) {
        return AlertProgress.replay(monitor, List.of(this), signals);
    }

    /** {@return the signals that the rule watches, by what an alert of it is about: the name, or the pattern} */
    SortedMap<String, List<Signal>> subjects(List<Signal> signals) {
        SortedMap<String, List<Signal>> subjects = new TreeMap<>();
        for (Signal each : signals) {
            if (watches(each.name())) {
                String subject = trigger.grouping() == Grouping.TOGETHER ? signal : each.name();
                subjects.computeIfAbsent(subject, name -> new ArrayList<>()).add(each);
            }
        }
        return subjects;
    }

    private AlertRule with(Trigger other) {
        return new AlertRule(name, signal, other, pace, severity, message, handling);
    }

    private AlertRule with(Pace other) {
        return new AlertRule(name, signal, trigger, other, severity, message, handling);
    }

    private AlertRule with(Alert.Severity other) {
        return new AlertRule(name, signal, trigger, pace, other, message, handling);
    }

    private AlertRule with(Handling other) {
        return new AlertRule(name, signal, trigger, pace, severity, message, other);
    }

    /**
     * A rule that lacks its condition.
     *
     * @param signal the name of the signal, or a pattern
     */
    public record Subject(String signal) {

        /** {@return a rule that the value is less than a number} */
        public AlertRule below(double threshold) {
            return is(new Condition.Below(threshold));
        }

        /** {@return a rule that the value is greater than a number} */
        public AlertRule above(double threshold) {
            return is(new Condition.Above(threshold));
        }

        /** {@return a rule that the value is less than that of the reference by more than an amount} */
        public AlertRule belowReferenceBy(double amount) {
            return is(new Condition.BelowReference(amount));
        }

        /** {@return a rule that the value is greater than that of the reference by more than an amount} */
        public AlertRule aboveReferenceBy(double amount) {
            return is(new Condition.AboveReference(amount));
        }

        /** {@return a rule that the verdict of the signal is that one, such as {@code DRIFT}} */
        public AlertRule verdict(String verdict) {
            return is(new Condition.Verdict(verdict));
        }

        /** {@return a rule that there is nothing to measure} */
        public AlertRule noData() {
            return is(new Condition.NoData());
        }

        /** {@return a warning without hold and cool-down, named after signal and condition} */
        public AlertRule is(Condition condition) {
            String name = (signal + " " + condition.text()).replaceAll("[^A-Za-z0-9_.:/ -]", "_");
            return new AlertRule(
                    name.substring(0, Math.min(name.length(), 250)).replace("..", "__"),
                    signal,
                    new Trigger(condition, Hold.ONE, null, Grouping.EACH),
                    Pace.PLAIN,
                    Alert.Severity.WARNING,
                    "",
                    Handling.NONE);
        }
    }
}
