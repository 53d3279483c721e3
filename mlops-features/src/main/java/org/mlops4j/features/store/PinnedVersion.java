// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.data.Digest;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
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

    /** Orders the aliases. */
    public PinnedVersion {
        aliases = aliases.stream().sorted().toList();
    }

    /** {@return all versions of all models that were trained on a feature service} Looks at every version. */
    static List<PinnedVersion> all(ModelRegistry registry) {
        List<PinnedVersion> all = new ArrayList<>();
        for (String model : registry.models()) {
            Map<ModelVersion, List<String>> aliases = new HashMap<>();
            for (Alias alias : registry.aliases(model)) {
                alias.find()
                        .ifPresent(version -> aliases.computeIfAbsent(version, v -> new ArrayList<>())
                                .add(alias.name()));
            }
            for (ModelVersion version : registry.versions(model)) {
                if (version.manifest().features() != null) {
                    all.add(new PinnedVersion(version, aliases.getOrDefault(version, List.of())));
                }
            }
        }
        return all;
    }

    /** {@return the digest of the definition of the feature service that it was trained on} */
    Digest definition() {
        return requireNonNull(version.manifest().features(), "features");
    }

    /**
     * {@return the definition of a view that it was trained on, if it read a view of that name}
     *
     * @param services all that ever were applied, by digest
     */
    Optional<FeatureView> view(String name, Map<Digest, FeatureService> services) {
        return Optional.ofNullable(services.get(definition())).stream()
                .flatMap(service -> service.views().stream())
                .filter(view -> view.name().equals(name))
                .findFirst();
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
