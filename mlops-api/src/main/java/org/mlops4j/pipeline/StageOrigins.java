// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;

/**
 * What the output of a stage came from, beside the parameters and the outputs of the stages before.
 *
 * @param environment the digest of the {@link org.mlops4j.tracking.Environment} in which it was found out, see
 *     {@link Pipelines#findEnvironment}; {@code null} if it was not recorded
 * @param notes what the stage said by {@link StepContext#note}, by factor: of a list of items behind the place of the
 *     item, such as {@code 3.seed.split}
 */
public record StageOrigins(@Nullable Digest environment, SortedMap<String, Document> notes) {

    /** Nothing is known. */
    public static final StageOrigins UNKNOWN = new StageOrigins(null, new TreeMap<>());

    /** What the factor of a version begins with that the stage registered. */
    static final String MODEL = "model.";

    /** Copies the notes. */
    public StageOrigins {
        notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    }

    /** {@return the digest of the environment, if it was recorded} */
    public Optional<Digest> findEnvironment() {
        return Optional.ofNullable(environment);
    }

    /** {@return the ids of the versions that the stage said it registered, by factor} */
    public SortedMap<String, String> models() {
        SortedMap<String, String> models = new TreeMap<>();
        notes.forEach((factor, value) -> {
            if (isModel(factor)) {
                models.put(factor, value.text());
            }
        });
        return models;
    }

    /** {@return the notes but for the versions: what the output depends on} */
    public SortedMap<String, Document> factors() {
        SortedMap<String, Document> factors = new TreeMap<>(notes);
        factors.keySet().removeIf(StageOrigins::isModel);
        return factors;
    }

    /** {@return the origins whose {@link #toDocument()} this is} */
    public static StageOrigins from(Document document) {
        return new StageOrigins(
                document.find("environment")
                        .map(digest -> new Digest(digest.text()))
                        .orElse(null),
                new TreeMap<>(document.get("notes").fields()));
    }

    /** {@return the form in which origins are stored} */
    public Document toDocument() {
        return Document.object()
                .withOptional("environment", environment == null ? null : environment.hex())
                .with("notes", Document.object(notes));
    }

    private static boolean isModel(String factor) {
        return factor.replaceFirst("^[0-9]+\\.", "").startsWith(MODEL);
    }
}
