// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;

/**
 * How far a rule has come. Immutable: {@link #next} gives the state after one more signal and, if one began or was
 * resolved by it, an alert. The same signals in the same order always give the same alerts, ids included.
 *
 * @param recent whether the condition held, in the latest windows with data, oldest first
 * @param seen the end of the latest window, {@code null} before the first
 * @param last the latest alert, active or resolved, {@code null} if there was none
 */
public record AlertState(
        List<Boolean> recent,
        @Nullable Instant seen,
        @Nullable Alert last) {

    /** Before the first signal. */
    public static final AlertState START = new AlertState(List.of(), null, null);

    /** Copies the list. */
    public AlertState {
        recent = List.copyOf(recent);
    }

    /** {@return the state whose {@link #toDocument()} this is} */
    public static AlertState from(Document document) {
        return new AlertState(
                document.get("recent").list().stream().map(Document::bool).toList(),
                document.find("seen").map(Document::instant).orElse(null),
                document.find("last").map(Alert::from).orElse(null));
    }

    /**
     * {@return what one more signal does}
     *
     * @param signal of the name that the rule asks for; one whose window ends no later than one seen before does
     *     nothing
     */
    public Step next(String monitor, AlertRule rule, Signal signal) {
        if (seen != null && !signal.to().isAfter(seen)) {
            return new Step(this, Optional.empty());
        }
        Outcome outcome = rule.condition().judge(signal);
        if (outcome == Outcome.NO_DATA) {
            return new Step(new AlertState(recent, signal.to(), last), Optional.empty());
        }
        List<Boolean> windows = new ArrayList<>(recent);
        windows.add(outcome == Outcome.HOLDS);
        if (windows.size() > rule.hold().outOf()) {
            windows.remove(0);
        }
        Optional<Alert> event =
                rule.hold().met(windows) ? begun(monitor, rule, signal) : active().map(a -> resolved(a, signal.to()));
        return new Step(new AlertState(windows, signal.to(), event.orElse(last)), event);
    }

    /** {@return the alert that is going on, if any} */
    public Optional<Alert> active() {
        return Optional.ofNullable(last).filter(Alert::active);
    }

    /** {@return an alert as it is when it no longer goes on} */
    public static Alert resolved(Alert alert, Instant when) {
        return new Alert(
                alert.id(),
                alert.monitor(),
                alert.rule(),
                alert.severity(),
                alert.signal(),
                alert.message(),
                alert.began(),
                requireNonNull(when, "when"));
    }

    /** {@return the form in which states are stored} */
    public Document toDocument() {
        Document.Fields document = Document.object()
                .with("recent", Document.list(recent.stream().map(Document::of).toList()))
                .withOptional("seen", seen == null ? null : seen.toString());
        return last == null ? document : document.with("last", last.toDocument());
    }

    private Optional<Alert> begun(String monitor, AlertRule rule, Signal signal) {
        boolean coolingDown = last != null && signal.to().isBefore(last.began().plus(rule.coolDown()));
        return active().isPresent() || coolingDown ? Optional.empty() : Optional.of(rule.begin(monitor, signal));
    }

    /**
     * What one signal did.
     *
     * @param state the state after it
     * @param event the alert that began or was resolved, if any
     */
    public record Step(AlertState state, Optional<Alert> event) {}
}
