// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import java.time.Instant;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;

/**
 * What is left of a version that was deleted: all but its bytes.
 *
 * @param version as it was; its files cannot be read any more once a sweep has freed them
 * @param actor who deleted it
 * @param time when
 * @param reason why
 */
public record DeletedVersion(ModelVersion version, Actor actor, Instant time, String reason) {

    /** {@return the deleted version whose {@link #toDocument()} this is} */
    public static DeletedVersion from(Document document) {
        return new DeletedVersion(
                ModelVersion.from(document.get("version")),
                Actor.of(document.get("actor").text()),
                document.get("time").instant(),
                document.get("reason").text());
    }

    /** {@return the form in which deleted versions are stored} */
    public Document toDocument() {
        return Document.object()
                .with("version", version.toDocument())
                .with("actor", actor.name())
                .with("time", time)
                .with("reason", reason);
    }
}
