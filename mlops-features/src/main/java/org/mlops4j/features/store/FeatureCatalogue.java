// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.search.Finder;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.search.Searchable;

/**
 * The feature views in force, as they were when {@link FeatureStore#catalogue} was called: who owns them, what they are
 * made from, and which services and models use them. Immutable.
 */
public final class FeatureCatalogue {

    private static final Searchable<Entry> SEARCHABLE = Searchable.<Entry>of(
                    "feature view", entry -> entry.view().name())
            .text("name", entry -> Optional.of(entry.view().name()))
            .text("description", entry -> given(entry.view().about().description()))
            .text("owner", entry -> given(entry.view().about().owner()))
            .text("entity", entry -> Optional.of(entry.view().entity().name()))
            .text("digest", entry -> Optional.of(entry.view().digest().hex()))
            .texts("tag", entry -> entry.view().about().tags())
            .texts("feature", entry -> entry.view().featureNames())
            .texts("column", entry -> entry.view().source().names())
            .texts("service", Entry::services)
            .texts(
                    "model",
                    entry -> entry.models().stream()
                            .map(pinned -> pinned.version().model())
                            .toList());

    private final List<Entry> entries;
    private final Finder finder;

    private FeatureCatalogue(List<Entry> entries, Finder finder) {
        this.entries = entries;
        this.finder = finder;
    }

    static FeatureCatalogue of(Mlops mlops, Definitions definitions) {
        List<FeatureService> services = definitions.services();
        Map<Digest, FeatureService> everApplied = definitions.everApplied();
        List<PinnedVersion> versions = PinnedVersion.all(mlops.registry());
        return new FeatureCatalogue(
                definitions.views().stream()
                        .map(view -> entry(view, services, everApplied, versions))
                        .toList(),
                mlops.finder());
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
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

    /**
     * {@return a page of the views that a search finds, in the language of runs and versions}
     *
     * <pre>{@code
     * catalogue.find(Search.of("owner = 'risk' and tag = 'pii' and name like 'fraud%' order by name desc"))
     * }</pre>
     *
     * @param search with the fields {@code name}, {@code description}, {@code owner}, {@code entity}, {@code digest},
     *     and {@code tag}, {@code feature}, {@code column}, {@code service} and {@code model}, of which a view may have
     *     several; without an order by name
     * @throws org.mlops4j.error.InvalidException if its text cannot be read; the message points at the column
     */
    public Page<Entry> find(Search search) {
        return finder.find(entries, SEARCHABLE, search);
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
     * {@return the views that have a feature, or had it in a definition that was replaced but on which a model was
     * trained}
     */
    public List<Entry> withFeature(String feature) {
        return entries.stream()
                .filter(entry -> entry.view().featureNames().contains(feature)
                        || !entry.models(feature).isEmpty())
                .toList();
    }

    private static Entry entry(
            FeatureView view,
            List<FeatureService> services,
            Map<Digest, FeatureService> everApplied,
            List<PinnedVersion> versions) {
        List<Reader> readers = new ArrayList<>();
        for (PinnedVersion version : versions) {
            version.view(view.name(), everApplied)
                    .ifPresent(definition -> readers.add(new Reader(version, definition)));
        }
        return new Entry(
                view,
                services.stream()
                        .filter(service -> service.views().contains(view))
                        .map(FeatureService::name)
                        .toList(),
                readers);
    }

    /**
     * A model version that reads a view.
     *
     * @param model the version
     * @param view the definition on which it was trained, in force or replaced
     */
    public record Reader(PinnedVersion model, FeatureView view) {}

    /**
     * A view in force.
     *
     * @param view its definition; {@link FeatureView#about} tells whom to ask
     * @param services the services in force that use this very definition, by name
     * @param readers the model versions that were trained on this view, whichever of its definitions was in force then
     */
    public record Entry(FeatureView view, List<String> services, List<Reader> readers) {

        /** Copies the lists. */
        public Entry {
            services = List.copyOf(services);
            readers = List.copyOf(readers);
        }

        /** {@return the model versions that were trained on this view or on a definition that it replaced} */
        public List<PinnedVersion> models() {
            return readers.stream().map(Reader::model).toList();
        }

        /** {@return those of the {@link #models()} whose definition of the view has a feature} */
        public List<PinnedVersion> models(String feature) {
            return readers.stream()
                    .filter(reader -> reader.view().featureNames().contains(feature))
                    .map(Reader::model)
                    .toList();
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
