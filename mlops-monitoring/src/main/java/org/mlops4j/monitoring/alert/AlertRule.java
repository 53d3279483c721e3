// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;

/**
 * When somebody is told: a condition on one signal, for some windows. Immutable; a rule is data that can be stored,
 * compared and replayed.
 *
 * <pre>{@code
 * AlertRule.when("performance.auc").below(0.68).forWindows(2).critical();
 * AlertRule.when("performance.auc").belowReferenceBy(0.02).named("auc fell").coolDown(Duration.ofDays(3));
 * AlertRule.when("drift.columns").above(0);
 * }</pre>
 *
 * <p>A rule holds when its condition held in as many of the latest windows as it asks for. An alert begins when the
 * rule holds, none of it is active, and the cool-down since the last one began is over; it is resolved by the first
 * window in which the rule does not hold. A value that is not a number neither begins nor resolves anything.
 *
 * @param name unique among the rules of a monitor, by the rule of {@link Name#requireKey}
 * @param signal the name of the signal it looks at
 * @param condition what it looks for in one window
 * @param hold in how many windows
 * @param coolDown the least time between the beginnings of two alerts
 * @param severity how bad
 * @param message one sentence for a person; if it is empty, one is made of the measurement
 */
public record AlertRule(
        String name,
        String signal,
        Condition condition,
        Hold hold,
        Duration coolDown,
        Alert.Severity severity,
        String message) {

    /** Checks the name and that no time is negative. */
    public AlertRule {
        Name.requireKey("rule", name);
        requireNonNull(signal, "signal");
        requireNonNull(condition, "condition");
        requireNonNull(hold, "hold");
        requireNonNull(severity, "severity");
        requireNonNull(message, "message");
        if (coolDown.isNegative()) {
            throw new IllegalArgumentException("the cool-down must not be negative, was " + coolDown);
        }
    }

    /** {@return the beginning of a rule about a signal, such as {@code performance.auc}} */
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
                    Condition.from(document.get("condition")),
                    new Hold(
                            Math.toIntExact(document.get("windows").whole()),
                            Math.toIntExact(document.get("outOf").whole())),
                    Duration.parse(document.get("coolDown").text()),
                    Alert.Severity.valueOf(document.get("severity").text()),
                    document.get("message").text());
        } catch (IllegalArgumentException | ArithmeticException | DateTimeParseException e) {
            throw new InvalidException("the document is no alert rule: " + e.getMessage(), e);
        }
    }

    /** {@return a copy of another name} */
    public AlertRule named(String other) {
        return new AlertRule(other, signal, condition, hold, coolDown, severity, message);
    }

    /** {@return a copy that asks for so many windows in a row} */
    public AlertRule forWindows(int windows) {
        return forWindows(windows, windows);
    }

    /** {@return a copy that asks for so many windows out of the latest ones} */
    public AlertRule forWindows(int windows, int outOf) {
        return new AlertRule(name, signal, condition, new Hold(windows, outOf), coolDown, severity, message);
    }

    /** {@return a copy whose alerts begin at least so far apart} */
    public AlertRule coolDown(Duration other) {
        return new AlertRule(name, signal, condition, hold, other, severity, message);
    }

    /** {@return a copy of severity {@link Alert.Severity#INFO}} */
    public AlertRule info() {
        return new AlertRule(name, signal, condition, hold, coolDown, Alert.Severity.INFO, message);
    }

    /** {@return a copy of severity {@link Alert.Severity#CRITICAL}} */
    public AlertRule critical() {
        return new AlertRule(name, signal, condition, hold, coolDown, Alert.Severity.CRITICAL, message);
    }

    /** {@return a copy whose alerts say this} */
    public AlertRule saying(String other) {
        return new AlertRule(name, signal, condition, hold, coolDown, severity, other);
    }

    /** {@return the digest of the definition: another one means another rule, whatever its name} */
    public Digest digest() {
        return toDocument().digest();
    }

    /** {@return the form in which rules are stored} */
    public Document toDocument() {
        return Document.object()
                .with("name", name)
                .with("signal", signal)
                .with("condition", condition.toDocument())
                .with("windows", hold.windows())
                .with("outOf", hold.outOf())
                .with("coolDown", coolDown.toString())
                .with("severity", severity.name())
                .with("message", message);
    }

    /**
     * {@return the alerts that this rule would have raised, in the order in which they began, as they stand after the
     * last signal}
     *
     * @param monitor the monitor that the alerts name
     * @param signals in any order; those of other names are passed over
     */
    public List<Alert> replay(String monitor, List<Signal> signals) {
        Map<String, Alert> alerts = new LinkedHashMap<>();
        AlertState state = AlertState.START;
        List<Signal> inOrder = signals.stream()
                .filter(s -> s.name().equals(signal))
                .sorted(Comparator.comparing(Signal::to))
                .toList();
        for (Signal next : inOrder) {
            AlertState.Step step = state.next(monitor, this, next);
            step.event().ifPresent(alert -> alerts.put(alert.id(), alert));
            state = step.state();
        }
        return List.copyOf(alerts.values());
    }

    /** {@return the alert that a signal begins} */
    Alert begin(String monitor, Signal cause) {
        return new Alert(
                monitor + "/" + name + "/" + cause.to(),
                monitor,
                name,
                severity,
                cause,
                message.isEmpty() ? sentence(cause) : message,
                cause.to(),
                null);
    }

    private String sentence(Signal cause) {
        String windows = hold.outOf() == 1
                ? ""
                : hold.windows() == hold.outOf()
                        ? " for " + hold.windows() + " windows"
                        : " in " + hold.windows() + " of " + hold.outOf() + " windows";
        String value = Double.isFinite(cause.value())
                ? " (now "
                        + new BigDecimal(cause.value())
                                .round(new MathContext(4))
                                .toPlainString() + ")"
                : "";
        return signal + " is " + condition.text() + windows + value;
    }

    /**
     * A rule that lacks its condition.
     *
     * @param signal the name of the signal
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
                    condition,
                    Hold.ONE,
                    Duration.ZERO,
                    Alert.Severity.WARNING,
                    "");
        }
    }
}
