// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.mlops4j.data.Document;
import org.mlops4j.registry.Composition;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataReader;

/** What a composition is made of. */
final class Members {

    private Members() {}

    /**
     * {@return the members of a composition that are versions of this store, with the same contents; none of a version
     * that is not composed}
     *
     * @throws org.mlops4j.error.InvalidException if it does not say what it is made of
     */
    static List<ModelVersion> of(MetadataReader reader, ModelVersion version) {
        if (!version.manifest().format().equals(Composition.FORMAT)) {
            return List.of();
        }
        return version.manifest().properties().get(Composition.FORMAT).get("members").list().stream()
                .flatMap(member -> find(reader, member).stream())
                .toList();
    }

    private static Optional<ModelVersion> find(MetadataReader reader, Document member) {
        Matcher numbered = Reference.NUMBERED.matcher(member.get("version").text());
        if (!numbered.matches()) {
            return Optional.empty();
        }
        ModelManifest manifest = ModelManifest.from(member.get("manifest"));
        return Versions.find(reader, numbered.group(1), Integer.parseInt(numbered.group(2)))
                .filter(stored -> stored.manifest().equals(manifest));
    }
}
