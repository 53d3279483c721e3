// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;

/**
 * What a gate says.
 *
 * @param outcome whether the run may go on
 * @param reason one sentence for a person
 * @param evidence the numbers it rests on
 */
public record Verdict(Outcome outcome, String reason, Document evidence) {

    /** Checks that the parts are there. */
    public Verdict {
        requireNonNull(outcome, "outcome");
        requireNonNull(reason, "reason");
        requireNonNull(evidence, "evidence");
    }

    /** {@return a pass} */
    public static Verdict pass(String reason, Document evidence) {
        return new Verdict(Outcome.PASS, reason, evidence);
    }

    /** {@return a refusal} */
    public static Verdict fail(String reason, Document evidence) {
        return new Verdict(Outcome.FAIL, reason, evidence);
    }

    /** {@return whether the run may go on} */
    public boolean passes() {
        return outcome == Outcome.PASS || outcome == Outcome.RUBBER_STAMPED;
    }

    /** {@return the verdict whose {@link #toDocument()} this is} */
    public static Verdict from(Document document) {
        return new Verdict(
                Outcome.valueOf(document.get("outcome").text()),
                document.get("reason").text(),
                document.find("evidence").orElse(Document.nothing()));
    }

    /** {@return the form in which verdicts are stored} */
    public Document toDocument() {
        return Document.object()
                .with("outcome", outcome.name())
                .with("reason", reason)
                .with("evidence", evidence);
    }

    /** Whether the run may go on. */
    public enum Outcome {
        /** Good enough. */
        PASS,
        /** Not good enough. */
        FAIL,
        /** Too little data to tell; counts as not good enough. */
        INCONCLUSIVE,
        /** Nothing to compare with yet, such as no champion. */
        RUBBER_STAMPED
    }
}
