// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;

/**
 * That somebody takes care of an alert. Immutable.
 *
 * @param alert its id
 * @param by who
 * @param at since when
 * @param note what there is to say; may be empty
 */
public record Acknowledgement(String alert, Actor by, Instant at, String note) {

    /** Checks that the parts are there. */
    public Acknowledgement {
        requireNonNull(alert, "alert");
        requireNonNull(by, "by");
        requireNonNull(at, "at");
        requireNonNull(note, "note");
    }

    /** {@return the acknowledgement whose {@link #toDocument()} this is} */
    public static Acknowledgement from(Document document) {
        return new Acknowledgement(
                document.get("alert").text(),
                Actor.of(document.get("by").text()),
                document.get("at").instant(),
                document.get("note").text());
    }

    /** {@return the form in which acknowledgements are stored} */
    public Document toDocument() {
        return Document.object()
                .with("alert", alert)
                .with("by", by.name())
                .with("at", at)
                .with("note", note);
    }
}
