// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.DeletedVersion;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/** Models and versions as documents, each version under its {@link ModelVersion#id()}. */
final class Versions {

    static final String KIND = "model-version";
    static final String MODEL = "model";

    private Versions() {}

    static Optional<ModelVersion> find(MetadataReader reader, String model, int number) {
        return reader.find(KIND, model + "/" + number).map(stored -> ModelVersion.from(stored.body()));
    }

    static ModelVersion load(MetadataReader reader, String model, int number) {
        return find(reader, model, number)
                .orElseThrow(() -> new NotFoundException("there is no version " + model + "/" + number + "; "
                        + Tombstones.find(reader, model, number)
                                .map(deleted -> "it was deleted by " + deleted.actor() + " at " + deleted.time() + ": "
                                        + deleted.reason())
                                .orElseGet(() -> existing(reader, model))));
    }

    /** {@return a version, also one that was deleted} */
    static Optional<ModelVersion> everFound(MetadataReader reader, String model, int number) {
        return find(reader, model, number)
                .or(() -> Tombstones.find(reader, model, number).map(DeletedVersion::version));
    }

    /** {@return a version, also one that was deleted} */
    static ModelVersion everLoaded(MetadataReader reader, String model, int number) {
        return everFound(reader, model, number).orElseGet(() -> load(reader, model, number));
    }

    /** {@return the version that was restored from an origin, if there is one} */
    static Optional<ModelVersion> findRestored(MetadataReader reader, String origin) {
        MetadataQuery query =
                MetadataQuery.of(KIND).whereEqual("origin", origin).limit(1);
        return reader.query(query).stream().findFirst().map(stored -> ModelVersion.from(stored.body()));
    }

    /** {@return one more than any version of the model ever had: the model's document outlives its versions} */
    static int nextNumber(MetadataWriter writer, String model, Instant now) {
        Optional<Document> before = writer.find(MODEL, model).map(StoredDocument::body);
        int number = before.map(b -> Math.toIntExact(b.get("versions").whole())).orElse(0) + 1;
        Instant created = before.map(b -> b.get("created").instant()).orElse(now);
        Document body =
                Document.object().with("model", model).with("versions", number).with("created", created);
        writer.put(MODEL, model, body, Map.of());
        return number;
    }

    static boolean isModel(MetadataReader reader, String model) {
        return reader.find(MODEL, model).isPresent();
    }

    /** {@return the stored version that a caller means, which must be the very same model} */
    static ModelVersion same(MetadataReader reader, ModelVersion meant) {
        ModelVersion stored = load(reader, meant.model(), meant.number());
        if (!stored.digest().equals(meant.digest())) {
            throw new InvalidException("version " + meant + " has the digest " + stored.digest()
                    + " in this store, not " + meant.digest() + ": it was read from another store");
        }
        return stored;
    }

    /** Stores a version as it is, or anew when its tags or aliases changed, which searches see. */
    static void put(MetadataWriter writer, ModelVersion version) {
        writer.put(KIND, version.id(), version.toDocument(), VersionAttributes.of(writer, version));
    }

    static void delete(MetadataWriter writer, ModelVersion version) {
        writer.delete(KIND, version.id());
    }

    private static String existing(MetadataReader reader, String model) {
        return reader.find(MODEL, model)
                .map(stored -> "'" + model + "' has versions 1 to "
                        + stored.body().get("versions").whole())
                .orElse("there is no model '" + model + "'");
    }
}
