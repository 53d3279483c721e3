// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.merkle.MerkleTree;

/**
 * One link of the audit chain.
 *
 * @param sequence gapless from 1; the order of the chain, whatever the clock says
 * @param time what the clock said
 * @param actor who acted, with how it was recognised and for whom it acted, if that was said
 * @param action what was done, such as {@code alias.move}
 * @param target on what, such as {@code late-flights@champion}
 * @param reason why, in the actor's words; may be empty
 * @param changes the documents that changed
 * @param previous the hash of the link before; 64 zeros for the first
 * @param hash the SHA-256 over all the other parts
 */
public record AuditEntry(
        long sequence,
        Instant time,
        Actor actor,
        String action,
        String target,
        String reason,
        List<Change> changes,
        Digest previous,
        Digest hash) {

    /** What the first link names as its predecessor. */
    public static final Digest BEGINNING = new Digest("0".repeat(64));

    /** Copies the changes. */
    public AuditEntry {
        changes = List.copyOf(changes);
    }

    /** {@return the entry with the hash that its other parts have} */
    public static AuditEntry sealed(
            long sequence,
            Instant time,
            Actor actor,
            String action,
            String target,
            String reason,
            List<Change> changes,
            Digest previous) {
        AuditEntry open = new AuditEntry(sequence, time, actor, action, target, reason, changes, previous, BEGINNING);
        return new AuditEntry(sequence, time, actor, action, target, reason, changes, previous, open.computedHash());
    }

    /** {@return its leaf in the Merkle tree of the chain: the digest of the 32 bytes of its hash} */
    public Digest leaf() {
        return MerkleTree.leaf(hash.bytes());
    }

    /** {@return the hash that the parts have; equals {@link #hash()} unless something was altered} */
    public Digest computedHash() {
        return hashed().digest();
    }

    /** {@return the entry whose {@link #toDocument()} this is} */
    public static AuditEntry from(Document document) {
        return new AuditEntry(
                document.get("sequence").whole(),
                document.get("time").instant(),
                new Actor(
                        document.get("actor").text(),
                        document.find("method").map(Document::text).orElse(null),
                        document.find("on_behalf_of").map(Document::text).orElse(null)),
                document.get("action").text(),
                document.get("target").text(),
                document.get("reason").text(),
                document.get("changes").list().stream().map(Change::from).toList(),
                new Digest(document.get("previous").text()),
                new Digest(document.get("hash").text()));
    }

    /** {@return the form in which entries are stored and exported} */
    public Document.Fields toDocument() {
        return hashed().with("hash", hash);
    }

    /** {@return the fields that the hash is of} */
    private Document.Fields hashed() {
        return Document.object()
                .with("sequence", sequence)
                .with("time", time)
                .with("actor", actor.name())
                .withOptional("method", actor.method())
                .withOptional("on_behalf_of", actor.onBehalfOf())
                .with("action", action)
                .with("target", target)
                .with("reason", reason)
                .with(
                        "changes",
                        Document.list(changes.stream().map(Change::toDocument).toList()))
                .with("previous", previous);
    }

    /**
     * A document before and after.
     *
     * @param kind the kind of the document
     * @param id its id
     * @param before the digest of its body before, {@code null} if it was not there
     * @param after the digest of its body after, {@code null} if it is gone
     */
    public record Change(
            String kind,
            String id,
            @Nullable Digest before,
            @Nullable Digest after) {

        static Change from(Document document) {
            return new Change(
                    document.get("kind").text(),
                    document.get("id").text(),
                    document.find("before").map(d -> new Digest(d.text())).orElse(null),
                    document.find("after").map(d -> new Digest(d.text())).orElse(null));
        }

        Document toDocument() {
            return Document.object()
                    .with("kind", kind)
                    .with("id", id)
                    .withOptional("before", before == null ? null : before.hex())
                    .withOptional("after", after == null ? null : after.hex());
        }
    }
}
