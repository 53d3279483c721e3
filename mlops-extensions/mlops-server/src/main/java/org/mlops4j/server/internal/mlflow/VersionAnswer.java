// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Document;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.server.internal.http.Arguments;

/** Versions in the form in which clients get them, for one answer: the aliases of a model are read once. */
final class VersionAnswer {

    /** Tags under which a description is kept that a client has changed. */
    static final String DESCRIPTION_TAG = "mlflow.description";

    private final ModelRegistry registry;
    private final Map<String, Map<Integer, List<String>>> aliases = new HashMap<>();

    VersionAnswer(ModelRegistry registry) {
        this.registry = registry;
    }

    Document wire(ModelVersion version) {
        Document.Fields told = version.manifest().properties();
        String source = told.find(VersionRoutes.SOURCE)
                .map(Document::text)
                .orElseGet(() -> new ArtifactPlace.OfVersion(version.model(), version.number()).uri());
        SortedMap<String, String> tags = tags(version);
        String changed = tags.remove(DESCRIPTION_TAG);
        String description = changed == null
                ? told.find(VersionRoutes.DESCRIPTION).map(Document::text).orElse("")
                : changed;
        long created = version.created().toEpochMilli();
        Document.Fields wire = Document.object()
                .with("name", version.model())
                .with("version", Integer.toString(version.number()))
                .with("creation_timestamp", created)
                .with("last_updated_timestamp", created)
                .with("user_id", version.author().name())
                .with("current_stage", "None")
                .with("description", description)
                .with("source", source)
                .with("run_id", version.findRun().orElse(""))
                .with("status", "READY")
                .with("run_link", "")
                .withOptional(
                        "model_id",
                        told.find(VersionRoutes.MODEL).map(Document::text).orElse(null));
        wire = tags.isEmpty() ? wire : wire.with("tags", Wire.tags(tags));
        List<String> names = aliases(version);
        return names.isEmpty() ? wire : wire.with("aliases", Document.texts(names));
    }

    /** {@return the tags of a version, over those that clients of an earlier server gave it when they registered it} */
    private SortedMap<String, String> tags(ModelVersion version) {
        SortedMap<String, String> tags = new TreeMap<>();
        version.manifest()
                .properties()
                .find(VersionRoutes.TAGS)
                .ifPresent(items ->
                        tags.putAll(Wire.tags(new Arguments(Document.object().with("tags", items)), "tags")));
        tags.putAll(registry.tags(version).all());
        return tags;
    }

    private List<String> aliases(ModelVersion version) {
        return aliases.computeIfAbsent(version.model(), this::byNumber).getOrDefault(version.number(), List.of());
    }

    private Map<Integer, List<String>> byNumber(String model) {
        Map<Integer, List<String>> names = new HashMap<>();
        registry.aliases(model)
                .forEach(alias -> alias.find()
                        .ifPresent(
                                version -> names.merge(version.number(), List.of(alias.name()), Wire::concatenated)));
        return names;
    }
}
