// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Document;
import org.mlops4j.registry.PromotionPolicy;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/** The policies of aliases, each under {@code model@alias}, and those of whole models, each under {@code model}. */
final class Protection {

    private static final String KIND = "alias-policy";

    private Protection() {}

    static StoredDocument put(MetadataWriter writer, String model, String target, PromotionPolicy policy) {
        return writer.put(KIND, target, policy.toDocument(), Map.of("model", Document.of(model)));
    }

    /** {@return the policy of an alias: its own, or else that of its model} */
    static Optional<PromotionPolicy> of(MetadataReader reader, String model, String target) {
        return find(reader, target).or(() -> find(reader, model));
    }

    /** {@return the policies that versions of a model are under: that of the model, or else those of its aliases} */
    static List<PromotionPolicy> of(MetadataReader reader, String model) {
        return find(reader, model).map(List::of).orElseGet(() -> everyOne(reader, model));
    }

    /** {@return the policies of a model and its aliases} */
    static List<PromotionPolicy> everyOne(MetadataReader reader, String model) {
        return stored(reader, model).stream()
                .map(stored -> PromotionPolicy.from(stored.body()))
                .toList();
    }

    /** {@return all policies of a model and its aliases, each under what it protects} */
    static Document all(MetadataReader reader, String model) {
        Map<String, Document> policies = new TreeMap<>();
        stored(reader, model).forEach(stored -> policies.put(stored.id(), stored.body()));
        return Document.object(policies);
    }

    private static Optional<PromotionPolicy> find(MetadataReader reader, String target) {
        return reader.find(KIND, target).map(stored -> PromotionPolicy.from(stored.body()));
    }

    private static List<StoredDocument> stored(MetadataReader reader, String model) {
        return Pages.all(reader, MetadataQuery.of(KIND).whereEqual("model", model));
    }
}
