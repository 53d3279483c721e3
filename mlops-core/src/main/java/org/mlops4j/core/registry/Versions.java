// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mlops4j.core.tracking.Origins;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.DeletedVersion;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

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

    static void put(MetadataWriter writer, ModelVersion version) {
        Map<String, Document> attributes = new TreeMap<>();
        attributes.put("model", Document.of(version.model()));
        attributes.put("number", Document.of(version.number()));
        attributes.put("digest", Document.of(version.digest().hex()));
        version.findRun().ifPresent(run -> attributes.put("run", Document.of(run)));
        version.manifest().findFeatures().ifPresent(digest -> attributes.put("features", Document.of(digest.hex())));
        version.manifest().findProvenance().map(Origins::of).ifPresent(attributes::putAll);
        writer.put(KIND, version.id(), version.toDocument(), attributes);
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
