// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/** Which version was registered under an idempotency key: a document under the digest of the model and the key. */
final class RegistrationKeys {

    private static final String KIND = "registration-key";

    private RegistrationKeys() {}

    /** {@return the version of a key, which must not have been deleted, if there is one} */
    static Optional<ModelVersion> find(MetadataReader reader, String model, String key) {
        return reader.find(KIND, id(model, key))
                .map(stored -> Versions.load(
                        reader,
                        model,
                        Math.toIntExact(stored.body().get("number").whole())));
    }

    static void put(MetadataWriter writer, String key, ModelVersion version) {
        Document body = Document.object()
                .with("model", version.model())
                .with("key", key)
                .with("number", version.number());
        writer.put(KIND, id(version.model(), key), body, Map.of());
    }

    private static String id(String model, String key) {
        return Document.texts(List.of(model, key)).digest().hex();
    }
}
