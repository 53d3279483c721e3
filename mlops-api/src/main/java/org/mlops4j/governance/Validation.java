// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.governance;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Verdict;

/**
 * What gates said of a version, with the numbers that they rest on. Approvals are bound to it: a later validation voids
 * those given before.
 *
 * @param digest the digest of the version that was looked at
 * @param gates the verdicts, each under the name of its gate; at least one
 * @param actor who let the gates look
 * @param time when
 * @param reason why
 */
public record Validation(Digest digest, SortedMap<String, Verdict> gates, Actor actor, Instant time, String reason) {

    /** Copies the verdicts. */
    public Validation {
        if (gates.isEmpty()) {
            throw new InvalidException("a validation needs the verdict of at least one gate");
        }
        gates.keySet().forEach(gate -> Name.require("gate", gate));
        gates = Collections.unmodifiableSortedMap(new TreeMap<>(gates));
    }

    /** {@return whether every gate lets the version pass} */
    public boolean passes() {
        return gates.values().stream().allMatch(Verdict::passes);
    }

    /** {@return the validation whose {@link #toDocument()} this is} */
    public static Validation from(Document document) {
        SortedMap<String, Verdict> gates = new TreeMap<>();
        document.get("gates").fields().forEach((gate, verdict) -> gates.put(gate, Verdict.from(verdict)));
        return new Validation(
                new Digest(document.get("digest").text()),
                gates,
                Actor.of(document.get("actor").text()),
                document.get("time").instant(),
                document.get("reason").text());
    }

    /** {@return the form in which validations are stored} */
    public Document.Fields toDocument() {
        SortedMap<String, Document> verdicts = new TreeMap<>();
        gates.forEach((gate, verdict) -> verdicts.put(gate, verdict.toDocument()));
        return Document.object()
                .with("digest", digest)
                .with("gates", Document.object(verdicts))
                .with("actor", actor.name())
                .with("time", time)
                .with("reason", reason);
    }
}
