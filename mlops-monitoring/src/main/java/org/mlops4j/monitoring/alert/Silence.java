// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.identity.Actor;
import org.mlops4j.monitoring.Alert;

/**
 * That nobody is told of some alerts for some time. They are raised and stored all the same; one that goes on is told
 * when the silence is over. Immutable.
 *
 * @param matcher which alerts
 * @param from from when
 * @param to until when, exclusive
 * @param by who said so
 * @param at when it was said
 * @param reason why
 */
public record Silence(AlertMatcher matcher, Instant from, Instant to, Actor by, Instant at, String reason) {

    /** Checks that it does not end before it begins, and that there is a reason. */
    public Silence {
        requireNonNull(matcher, "matcher");
        requireNonNull(by, "by");
        requireNonNull(at, "at");
        if (to.isBefore(from)) {
            throw new InvalidException("a silence cannot end at " + to + ", before it begins at " + from);
        }
        if (reason.isBlank()) {
            throw new InvalidException("a silence needs a reason");
        }
    }

    /** {@return the silence whose {@link #toDocument()} this is} */
    public static Silence from(Document document) {
        return new Silence(
                AlertMatcher.from(document.get("matcher")),
                document.get("from").instant(),
                document.get("to").instant(),
                Actor.of(document.get("by").text()),
                document.get("at").instant(),
                document.get("reason").text());
    }

    /** {@return what it is known by: who said when what begins when} */
    public String id() {
        Document what = Document.object().with("matcher", matcher.toDocument()).with("from", from);
        return at + "/" + by.name() + "/" + what.digest().hex().substring(0, 12);
    }

    /** {@return whether nobody is told of an alert at a time} */
    public boolean covers(Alert alert, Instant when) {
        return !when.isBefore(from) && when.isBefore(to) && matcher.matches(alert);
    }

    /** {@return this silence as it is if it ends there, or where it begins if that is later} */
    Silence until(Instant end) {
        return new Silence(matcher, from, end.isBefore(from) ? from : end, by, at, reason);
    }

    /** {@return the form in which silences are stored} */
    public Document toDocument() {
        return Document.object()
                .with("matcher", matcher.toDocument())
                .with("from", from)
                .with("to", to)
                .with("by", by.name())
                .with("at", at)
                .with("reason", reason);
    }
}
