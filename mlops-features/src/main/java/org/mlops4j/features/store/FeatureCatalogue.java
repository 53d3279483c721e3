// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;

/**
 * The feature views in force, as they were when {@link FeatureStore#catalogue} was called: who owns them, what they are
 * made from, and which services and models use them. Immutable.
 */
public final class FeatureCatalogue {

    private final List<Entry> entries;

    private FeatureCatalogue(List<Entry> entries) {
        this.entries = entries;
    }

    static FeatureCatalogue of(Mlops mlops, Definitions definitions) {
        List<FeatureService> services = definitions.services();
        List<PinnedVersion> versions = PinnedVersion.all(mlops.registry());
        return new FeatureCatalogue(definitions.views().stream()
                .map(view -> entry(view, services, versions))
                .toList());
    }

    /** {@return all views by name} */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /**
     * {@return the views of which the name, the description, the owner, a tag, a feature, a key or a column holds all
     * words of a text, in whatever case}
     */
    public List<Entry> search(String words) {
        List<String> wanted = Stream.of(words.toLowerCase(Locale.ROOT).split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        return entries.stream()
                .filter(entry -> wanted.stream().allMatch(entry::tellsOf))
                .toList();
    }

    /** {@return the views of an owner} */
    public List<Entry> ownedBy(String owner) {
        return entries.stream()
                .filter(entry -> entry.view().about().owner().equals(owner))
                .toList();
    }

    /** {@return the views with a tag} */
    public List<Entry> tagged(String tag) {
        return entries.stream()
                .filter(entry -> entry.view().about().tags().contains(tag))
                .toList();
    }

    /** {@return the views whose events have a column of that name: whom to ask before the column changes} */
    public List<Entry> reading(String column) {
        return entries.stream()
                .filter(entry -> entry.view().source().find(column).isPresent())
                .toList();
    }

    /**
     * {@return the view that has a feature}
     *
     * @throws NotFoundException if no view in force has it
     */
    public Entry withFeature(String feature) {
        return entries.stream()
                .filter(entry -> entry.view().featureNames().contains(feature))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("no feature view in force has a feature '" + feature + "'"));
    }

    private static Entry entry(FeatureView view, List<FeatureService> services, List<PinnedVersion> versions) {
        List<FeatureService> using = services.stream()
                .filter(service -> service.views().contains(view))
                .toList();
        List<Digest> digests = using.stream().map(FeatureService::digest).toList();
        return new Entry(
                view,
                using.stream().map(FeatureService::name).toList(),
                versions.stream()
                        .filter(pinned ->
                                digests.contains(pinned.version().manifest().features()))
                        .toList());
    }

    /**
     * A view in force.
     *
     * @param view its definition; {@link FeatureView#about} tells whom to ask
     * @param services the services in force that use this very definition, by name
     * @param models the model versions that were trained on one of these services
     */
    public record Entry(FeatureView view, List<String> services, List<PinnedVersion> models) {

        /** Copies the lists. */
        public Entry {
            services = List.copyOf(services);
            models = List.copyOf(models);
        }

        private boolean tellsOf(String word) {
            return Stream.of(
                            Stream.of(
                                    view.name(),
                                    view.about().description(),
                                    view.about().owner(),
                                    view.entity().name()),
                            view.about().tags().stream(),
                            view.featureNames().stream(),
                            view.source().names().stream())
                    .flatMap(texts -> texts)
                    .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(word));
        }
    }
}
