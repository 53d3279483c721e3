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
 */
public record Alert(
        String id,
        String monitor,
        String rule,
        Severity severity,
        Signal signal,
        String message,
        Instant began,
        @Nullable Instant resolved) {

    /** Checks that the parts are there. */
    public Alert {
        requireNonNull(id, "id");
        requireNonNull(monitor, "monitor");
        requireNonNull(rule, "rule");
        requireNonNull(severity, "severity");
        requireNonNull(signal, "signal");
        requireNonNull(message, "message");
        requireNonNull(began, "began");
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
                document.find("resolved").map(Document::instant).orElse(null));
    }

    /** {@return the form in which alerts are stored} */
    public Document toDocument() {
        return Document.object()
                .with("id", id)
                .with("monitor", monitor)
                .with("rule", rule)
                .with("severity", severity.name())
                .with("signal", signal.toDocument())
                .with("message", message)
                .with("began", began)
                .withOptional("resolved", resolved == null ? null : resolved.toString());
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
