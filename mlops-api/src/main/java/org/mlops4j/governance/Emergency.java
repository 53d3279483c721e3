// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.governance;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;

/**
 * A protected alias was moved without what its policy asks for; somebody else has to look at that.
 *
 * @param alias such as {@code late-flights@champion}
 * @param revision of the move, see {@link org.mlops4j.registry.Alias.Move}
 * @param number of the version that it was moved to
 * @param actor who moved it
 * @param time when
 * @param reason why
 * @param missing what the policy asked for, and the version had not
 * @param review what was found, or {@code null} while nobody has looked
 */
public record Emergency(
        String alias,
        long revision,
        int number,
        Actor actor,
        Instant time,
        String reason,
        String missing,
        @Nullable Review review) {

    /** {@return what was found, if somebody has looked} */
    public Optional<Review> findReview() {
        return Optional.ofNullable(review);
    }

    /** {@return this emergency, looked at} */
    public Emergency with(Review found) {
        return new Emergency(alias, revision, number, actor, time, reason, missing, found);
    }

    /** {@return such as {@code late-flights@champion/7}: unique in the store} */
    public String id() {
        return alias + "/" + revision;
    }

    /** {@return the emergency whose {@link #toDocument()} this is} */
    public static Emergency from(Document document) {
        return new Emergency(
                document.get("alias").text(),
                document.get("revision").whole(),
                Math.toIntExact(document.get("number").whole()),
                Actor.of(document.get("actor").text()),
                document.get("time").instant(),
                document.get("reason").text(),
                document.get("missing").text(),
                document.find("review").map(Review::from).orElse(null));
    }

    /** {@return the form in which emergencies are stored} */
    public Document.Fields toDocument() {
        Document.Fields document = Document.object()
                .with("alias", alias)
                .with("revision", revision)
                .with("number", number)
                .with("actor", actor.name())
                .with("time", time)
                .with("reason", reason)
                .with("missing", missing);
        return review == null ? document : document.with("review", review.toDocument());
    }

    /**
     * What somebody found who looked at it afterwards.
     *
     * @param actor who
     * @param time when
     * @param finding what
     */
    public record Review(Actor actor, Instant time, String finding) {

        static Review from(Document document) {
            return new Review(
                    Actor.of(document.get("actor").text()),
                    document.get("time").instant(),
                    document.get("finding").text());
        }

        Document toDocument() {
            return Document.object()
                    .with("actor", actor.name())
                    .with("time", time)
                    .with("finding", finding);
        }
    }
}
