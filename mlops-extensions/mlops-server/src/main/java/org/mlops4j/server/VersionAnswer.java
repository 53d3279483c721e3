// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.registry.ModelVersion;

/** Versions in the form in which clients get them. */
final class VersionAnswer {

    private VersionAnswer() {}

    static Document wire(ModelVersion version, List<String> aliases) {
        Document.Fields told = version.manifest().properties();
        String source = told.find(VersionRoutes.SOURCE)
                .map(Document::text)
                .orElseGet(() -> new ArtifactPlace.OfVersion(version.model(), version.number()).uri());
        long created = version.created().toEpochMilli();
        Document.Fields wire = Document.object()
                .with("name", version.model())
                .with("version", Integer.toString(version.number()))
                .with("creation_timestamp", created)
                .with("last_updated_timestamp", created)
                .with("user_id", version.author().name())
                .with("current_stage", "None")
                .with(
                        "description",
                        told.find(VersionRoutes.DESCRIPTION).map(Document::text).orElse(""))
                .with("source", source)
                .with("run_id", version.findRun().orElse(""))
                .with("status", "READY")
                .with("run_link", "")
                .withOptional(
                        "model_id",
                        told.find(VersionRoutes.MODEL).map(Document::text).orElse(null));
        wire = Wire.withList(
                wire,
                "tags",
                told.find(VersionRoutes.TAGS).map(items -> items.list()).orElse(List.of()));
        return aliases.isEmpty() ? wire : wire.with("aliases", Document.texts(aliases));
    }
}
