// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;

/**
 * That something needs attention: a rule held for as many windows as it asks for.
 *
 * @param id unique in the store, the same for beginning and resolution
 * @param monitor the monitor whose rule it was
 * @param rule the name of the rule
 * @param severity how bad
 * @param signal the measurement that tipped the rule
 * @param message one sentence for a person
 * @param began when
 * @param resolved when the rule no longer held, {@code null} while it does
 * @param handling who looks after it
 */
public record Alert(
        String id,
        String monitor,
        String rule,
        Severity severity,
        Signal signal,
        String message,
        Instant began,
        @Nullable Instant resolved,
        Handling handling) {

    /**
     * The kind of document as which monitors store alerts, by {@link #id}. Queries can match {@code monitor},
     * {@code rule}, and the nanoseconds since the epoch at which it {@code began} and was {@code resolved}, which an
     * active one lacks.
     */
    public static final String KIND = "alert";

    /** Checks that the parts are there. */
    public Alert {
        requireNonNull(id, "id");
        requireNonNull(monitor, "monitor");
        requireNonNull(rule, "rule");
        requireNonNull(severity, "severity");
        requireNonNull(signal, "signal");
        requireNonNull(message, "message");
        requireNonNull(began, "began");
        requireNonNull(handling, "handling");
    }

    /** Creates an alert that nobody looks after. */
    public Alert(
            String id,
            String monitor,
            String rule,
            Severity severity,
            Signal signal,
            String message,
            Instant began,
            @Nullable Instant resolved) {
        this(id, monitor, rule, severity, signal, message, began, resolved, Handling.NONE);
    }

    /** {@return this alert as it is when it no longer goes on} */
    public Alert resolvedAt(Instant when) {
        return new Alert(id, monitor, rule, severity, signal, message, began, requireNonNull(when, "when"), handling);
    }

    /** {@return whether it is still going on} */
    public boolean active() {
        return resolved == null;
    }

    /** {@return the alert whose {@link #toDocument()} this is} */
    public static Alert from(Document document) {
        return new Alert(
                document.get("id").text(),
                document.get("monitor").text(),
                document.get("rule").text(),
                Severity.valueOf(document.get("severity").text()),
                Signal.from(document.get("signal")),
                document.get("message").text(),
                document.get("began").instant(),
                document.find("resolved").map(Document::instant).orElse(null),
                document.find("handling").map(Handling::from).orElse(Handling.NONE));
    }

    /** {@return the form in which alerts are stored} */
    public Document toDocument() {
        Document.Fields document = Document.object()
                .with("id", id)
                .with("monitor", monitor)
                .with("rule", rule)
                .with("severity", severity.name())
                .with("signal", signal.toDocument())
                .with("message", message)
                .with("began", began)
                .withOptional("resolved", resolved == null ? null : resolved.toString());
        return handling.equals(Handling.NONE) ? document : document.with("handling", handling.toDocument());
    }

    /** How bad. */
    public enum Severity {
        /** Worth a look. */
        INFO,
        /** Should be looked at soon. */
        WARNING,
        /** Somebody has to act now. */
        CRITICAL
    }
}
