// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;

/**
 * A signature that is attached to a registered version. That it is attached does not say that it is right: see
 * {@link VersionSignatures#verify}.
 *
 * @param version such as {@code late-flights/3}
 * @param key the id of the key that is said to have signed, as {@link TrustedKeys#id} makes it
 * @param bundle the digest under which the blob store holds the bundle
 * @param actor who attached it
 * @param time when
 * @param revocation why it counts no more, or {@code null} as long as it was not revoked
 */
public record VersionSignature(
        String version,
        String key,
        Digest bundle,
        Actor actor,
        Instant time,
        @Nullable Revocation revocation) {

    /** Checks that all but the revocation is there. */
    public VersionSignature {
        requireNonNull(version, "version");
        requireNonNull(key, "key");
        requireNonNull(bundle, "bundle");
        requireNonNull(actor, "actor");
        requireNonNull(time, "time");
    }

    /** A signature that was not revoked. */
    public VersionSignature(String version, String key, Digest bundle, Actor actor, Instant time) {
        this(version, key, bundle, actor, time, null);
    }

    /** {@return what it is stored under: the version and the digest of the bundle} */
    public String id() {
        return version + "/" + bundle.hex();
    }

    /** {@return why it counts no more, if it was revoked} */
    public Optional<Revocation> findRevocation() {
        return Optional.ofNullable(revocation);
    }

    /** {@return this signature, revoked} */
    public VersionSignature with(Revocation revoked) {
        return new VersionSignature(version, key, bundle, actor, time, requireNonNull(revoked, "revocation"));
    }

    /** {@return the signature whose {@link #toDocument()} this is, as it was attached} */
    public static VersionSignature from(Document document) {
        return new VersionSignature(
                document.get("version").text(),
                document.get("key").text(),
                new Digest(document.get("bundle").text()),
                Actor.of(document.get("actor").text()),
                document.get("time").instant());
    }

    /** {@return the form in which signatures are stored; without the revocation, which is a document of its own} */
    public Document toDocument() {
        return Document.object()
                .with("version", version)
                .with("key", key)
                .with("bundle", bundle)
                .with("actor", actor.name())
                .with("time", time);
    }

    /**
     * That a signature counts no more.
     *
     * @param actor who revoked it
     * @param time when
     * @param reason why
     */
    public record Revocation(Actor actor, Instant time, String reason) {

        /** Checks that all is there. */
        public Revocation {
            requireNonNull(actor, "actor");
            requireNonNull(time, "time");
            requireNonNull(reason, "reason");
        }

        /** {@return the revocation whose {@link #toDocument()} this is} */
        public static Revocation from(Document document) {
            return new Revocation(
                    Actor.of(document.get("actor").text()),
                    document.get("time").instant(),
                    document.get("reason").text());
        }

        /** {@return the form in which revocations are stored} */
        public Document toDocument() {
            return Document.object()
                    .with("actor", actor.name())
                    .with("time", time)
                    .with("reason", reason);
        }
    }
}
