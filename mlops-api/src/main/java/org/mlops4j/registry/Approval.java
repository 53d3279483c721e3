// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;

/**
 * That somebody signed something off.
 *
 * @param actor who
 * @param digest the digest of what was approved, such as {@link ModelVersion#digest()}
 * @param time when
 * @param reason why
 * @param roles the roles that the actor had then, each with the one whose role it is: the actor, or who delegated it
 */
public record Approval(Actor actor, Digest digest, Instant time, String reason, SortedMap<String, Actor> roles) {

    /** Copies the roles. */
    public Approval {
        requireNonNull(actor, "actor");
        requireNonNull(digest, "digest");
        requireNonNull(time, "time");
        requireNonNull(reason, "reason");
        roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
    }

    /** {@return the approval whose {@link #toDocument()} this is} */
    public static Approval from(Document document) {
        SortedMap<String, Actor> roles = new TreeMap<>();
        document.find("roles")
                .ifPresent(held -> held.fields().forEach((role, holder) -> roles.put(role, Actor.of(holder.text()))));
        return new Approval(
                Actor.of(document.get("actor").text()),
                new Digest(document.get("digest").text()),
                document.get("time").instant(),
                document.get("reason").text(),
                roles);
    }

    /** {@return the form in which approvals are stored} */
    public Document.Fields toDocument() {
        Document.Fields document = Document.object()
                .with("actor", actor.name())
                .with("digest", digest)
                .with("time", time)
                .with("reason", reason);
        if (roles.isEmpty()) {
            return document;
        }
        SortedMap<String, Document> holders = new TreeMap<>();
        roles.forEach((role, holder) -> holders.put(role, Document.of(holder.name())));
        return document.with("roles", Document.object(holders));
    }
}
