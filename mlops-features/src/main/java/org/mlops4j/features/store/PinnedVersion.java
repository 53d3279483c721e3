// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;

/**
 * A model version that was trained on a definition of a feature service.
 *
 * @param version the version
 * @param aliases those that point at it, in ascending order; a version without any is not in use
 */
public record PinnedVersion(ModelVersion version, List<String> aliases) {

    /** Copies the list. */
    public PinnedVersion {
        aliases = List.copyOf(aliases);
    }

    /** {@return a version with those of its model's aliases that point at it} */
    private static PinnedVersion of(ModelVersion version, List<Alias> aliases) {
        return new PinnedVersion(
                version,
                aliases.stream()
                        .filter(alias -> alias.find().equals(Optional.of(version)))
                        .map(Alias::name)
                        .sorted()
                        .toList());
    }

    /** {@return all versions of all models that were trained on a feature service} Looks at every version. */
    static List<PinnedVersion> all(ModelRegistry registry) {
        List<PinnedVersion> all = new ArrayList<>();
        for (String model : registry.models()) {
            List<Alias> aliases = registry.aliases(model);
            for (ModelVersion version : registry.versions(model)) {
                if (version.manifest().features() != null) {
                    all.add(of(version, aliases));
                }
            }
        }
        return all;
    }

    /** {@return whether an alias points at it} */
    public boolean inUse() {
        return !aliases.isEmpty();
    }

    @Override
    public String toString() {
        return inUse() ? version + " (alias " + String.join(", ", aliases) + ")" : version.toString();
    }
}
