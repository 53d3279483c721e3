// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;

/**
 * A registered model: immutable, and its number is never used again.
 *
 * @param model the model's name
 * @param number 1, 2, 3 … without gaps
 * @param manifest what it consists of
 * @param run the id of the run that made it, or {@code null}
 * @param author who registered it
 * @param created when
 * @param origin what it was called where it was restored from, or {@code null} if it was registered here
 */
public record ModelVersion(
        String model,
        int number,
        ModelManifest manifest,
        @Nullable String run,
        Actor author,
        Instant created,
        @Nullable String origin) {

    /** A version that was registered here. */
    public ModelVersion(
            String model, int number, ModelManifest manifest, @Nullable String run, Actor author, Instant created) {
        this(model, number, manifest, run, author, created, null);
    }

    /** {@return what it was called where it was restored from, if it was} */
    public Optional<String> findOrigin() {
        return Optional.ofNullable(origin);
    }

    /** {@return such as {@code late-flights/3}: unique in the store} */
    public String id() {
        return model + "/" + number;
    }

    /** {@return what binds the version to its bytes: {@link ModelManifest#digest()}} */
    public Digest digest() {
        return manifest.digest();
    }

    /** {@return the id of the run that made it, if one did} */
    public Optional<String> findRun() {
        return Optional.ofNullable(run);
    }

    /** {@return the version whose {@link #toDocument()} this is} */
    public static ModelVersion from(Document document) {
        return new ModelVersion(
                document.get("model").text(),
                Math.toIntExact(document.get("number").whole()),
                ModelManifest.from(document.get("manifest")),
                document.find("run").map(Document::text).orElse(null),
                Actor.of(document.get("author").text()),
                document.get("created").instant(),
                document.find("origin").map(Document::text).orElse(null));
    }

    /** {@return the form in which versions are stored} */
    public Document toDocument() {
        return Document.object()
                .with("model", model)
                .with("number", number)
                .with("manifest", manifest.toDocument())
                .withOptional("run", run)
                .with("author", author.name())
                .with("created", created)
                .withOptional("origin", origin);
    }

    @Override
    public String toString() {
        return id();
    }
}
