// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.governance.Ownership;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/** Who owns which model, as documents; a model without one belongs to the author of its first version. */
final class Owners {

    private static final String KIND = "model-owner";

    private Owners() {}

    static Ownership of(MetadataReader reader, String model) {
        return reader.find(KIND, model)
                .map(stored -> new Ownership(actor(stored.body(), "owner"), actor(stored.body(), "offered")))
                .orElseGet(() -> new Ownership(author(reader, model), null));
    }

    static Ownership put(MetadataWriter writer, String model, Ownership ownership) {
        Document body = Document.object()
                .withOptional("owner", ownership.findOwner().map(Actor::name).orElse(null))
                .withOptional(
                        "offered", ownership.findOffered().map(Actor::name).orElse(null));
        writer.put(KIND, model, body, Map.of());
        return ownership;
    }

    private static Actor author(MetadataReader reader, String model) {
        Optional<ModelVersion> first = Versions.everFound(reader, model, 1);
        return first.map(ModelVersion::author)
                .orElseThrow(() -> new NotFoundException("there is no model '" + model + "'"));
    }

    private static @Nullable Actor actor(Document body, String field) {
        return body.find(field).map(name -> Actor.of(name.text())).orElse(null);
    }
}
