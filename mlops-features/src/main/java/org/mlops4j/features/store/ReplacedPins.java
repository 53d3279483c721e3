// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Digest;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.store.DefinitionChange.Effect;
import org.mlops4j.features.store.DefinitionChange.Kind;
import org.mlops4j.registry.ModelRegistry;

/**
 * The model versions that were trained on what a plan would replace.
 *
 * @param ofServices those trained on a service that gets another definition
 * @param ofViews for each view that gets another definition, those trained on the present one, through whatever service
 */
record ReplacedPins(List<PinnedVersion> ofServices, SortedMap<String, List<PinnedVersion>> ofViews) {

    static ReplacedPins of(ModelRegistry registry, Definitions definitions, List<DefinitionChange> changes) {
        SortedMap<String, List<PinnedVersion>> ofViews = new TreeMap<>();
        Map<String, Digest> views = replaced(changes, Kind.VIEW);
        if (!views.isEmpty()) {
            Map<Digest, FeatureService> known = definitions.everApplied();
            List<PinnedVersion> all = PinnedVersion.all(registry);
            views.forEach((name, digest) -> ofViews.put(
                    name,
                    all.stream()
                            .filter(pinned -> pinned.view(name, known)
                                    .filter(view -> view.digest().equals(digest))
                                    .isPresent())
                            .toList()));
        }
        return new ReplacedPins(ofServices(registry, changes), ofViews);
    }

    /** {@return the versions trained on a service that gets another definition} */
    static List<PinnedVersion> ofServices(ModelRegistry registry, List<DefinitionChange> changes) {
        Set<Digest> services = new HashSet<>(replaced(changes, Kind.SERVICE).values());
        if (services.isEmpty()) {
            return List.of();
        }
        return PinnedVersion.all(registry).stream()
                .filter(pinned -> services.contains(pinned.definition()))
                .toList();
    }

    /** {@return by name, the digests of the definitions that are there and get another meaning} */
    private static Map<String, Digest> replaced(List<DefinitionChange> changes, Kind kind) {
        Map<String, Digest> replaced = new TreeMap<>();
        for (DefinitionChange change : changes) {
            if (change.kind() == kind && change.effect() == Effect.MEANING) {
                change.findBefore().ifPresent(before -> replaced.put(change.name(), before));
            }
        }
        return replaced;
    }
}
