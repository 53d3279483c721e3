// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.List;
import java.util.Optional;
import org.mlops4j.core.tracking.Ingredients;
import org.mlops4j.core.tracking.StoredRuns;
import org.mlops4j.data.Document;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.VersionDiff;
import org.mlops4j.spi.MetadataReader;

/** Compares versions. What a version's manifest tells of data and environment counts more than what its run tells. */
final class Diffs {

    private Diffs() {}

    static VersionDiff between(MetadataReader reader, ModelVersion before, ModelVersion after) {
        return VersionDiff.between(before, after, ingredients(reader, before).to(ingredients(reader, after)));
    }

    private static Ingredients ingredients(MetadataReader reader, ModelVersion version) {
        Optional<Ingredients> run =
                version.findRun().flatMap(id -> StoredRuns.find(reader, id)).map(Ingredients::of);
        Optional<Ingredients> manifest = version.manifest()
                .findProvenance()
                .map(p -> Ingredients.of(version.id(), p.datasets(), p.environment()));
        return run.map(of -> of.as(manifest.orElse(of)))
                .or(() -> manifest)
                .orElseGet(() -> Ingredients.of(version.id(), List.of(), Document.object()));
    }
}
