// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.store.DefinitionChange.Effect;
import org.mlops4j.features.store.DefinitionChange.Kind;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/**
 * The stored definitions: those in force by name, and every service that was ever applied by its digest. Thread-safe.
 */
final class Definitions {

    private static final String VIEW = "feature-view";
    private static final String SERVICE = "feature-service";
    private static final String APPLIED = "feature-service-definition";

    private final Mlops mlops;
    private final AtomicLong changes = new AtomicLong();

    Definitions(Mlops mlops) {
        this.mlops = mlops;
    }

    /** {@return how often definitions were put in force through this} */
    long changes() {
        return changes.get();
    }

    /** Tells those who keep what they made of a definition that it may have changed; after the change is done. */
    void changed() {
        changes.incrementAndGet();
    }

    FeatureService service(String name) {
        return FeatureService.from(definition(SERVICE, name));
    }

    FeatureView view(String name) {
        return FeatureView.from(definition(VIEW, name));
    }

    /** {@return the service of a digest, in force or not} */
    FeatureService service(String name, Digest digest) {
        FeatureService service = FeatureService.from(mlops.metadata()
                .read(reader -> reader.find(APPLIED, digest.hex()))
                .orElseThrow(() -> new NotFoundException("no feature service with the definition " + digest.hex()
                        + " was ever applied; those of '" + name + "' are "
                        + applied(name).stream().map(Digest::brief).toList()))
                .body()
                .get("definition"));
        if (!service.digest().equals(digest)) {
            throw new CorruptException("the stored feature service " + digest.hex() + " has the digest "
                    + service.digest().hex());
        }
        if (!service.name().equals(name)) {
            throw new NotFoundException("the definition " + digest.brief() + " is one of feature service '"
                    + service.name() + "', not of '" + name + "'");
        }
        return service;
    }

    /** {@return the digests of all definitions of a service that were ever applied, in ascending order} */
    List<Digest> applied(String name) {
        return all(MetadataQuery.of(APPLIED).whereEqual("name", name)).stream()
                .map(document -> new Digest(document.id()))
                .toList();
    }

    /** {@return the services in force, by name} */
    List<FeatureService> services() {
        return definitions(SERVICE).stream().map(FeatureService::from).toList();
    }

    /** {@return all services that were ever applied, by digest} */
    SortedMap<Digest, FeatureService> everApplied() {
        SortedMap<Digest, FeatureService> services = new TreeMap<>();
        for (Document definition : definitions(APPLIED)) {
            FeatureService service = FeatureService.from(definition);
            services.put(service.digest(), service);
        }
        return services;
    }

    /** {@return the views in force, by name} */
    List<FeatureView> views() {
        return definitions(VIEW).stream().map(FeatureView::from).toList();
    }

    /** {@return what applying services would change, the services first} */
    List<DefinitionChange> changes(MetadataReader reader, List<FeatureService> services) {
        Map<String, DefinitionChange> views = new TreeMap<>();
        List<DefinitionChange> changes = new ArrayList<>();
        for (FeatureService service : services) {
            changes.add(change(reader, Kind.SERVICE, SERVICE, service.name(), service.toDocument(), service.digest()));
            for (FeatureView view : service.views()) {
                views.put(view.name(), change(reader, Kind.VIEW, VIEW, view.name(), view.toDocument(), view.digest()));
            }
        }
        changes.addAll(views.values());
        return changes;
    }

    /** Puts a service and its views in force; what is there already is left as it is. */
    void put(MetadataWriter writer, FeatureService service) {
        service.views()
                .forEach(view -> put(
                        writer,
                        VIEW,
                        view.name(),
                        view.toDocument(),
                        view.digest(),
                        Map.of("digest", text(view.digest()))));
        put(
                writer,
                SERVICE,
                service.name(),
                service.toDocument(),
                service.digest(),
                Map.of("digest", text(service.digest())));
        put(
                writer,
                APPLIED,
                service.digest().hex(),
                service.toDocument(),
                service.digest(),
                Map.of("name", Document.of(service.name())));
    }

    private static DefinitionChange change(
            MetadataReader reader, Kind kind, String stored, String name, Document.Fields definition, Digest digest) {
        Optional<StoredDocument> there = reader.find(stored, name);
        if (there.isEmpty()) {
            return new DefinitionChange(kind, name, Effect.NEW, null, digest);
        }
        Digest before = new Digest(there.get().body().get("digest").text());
        Effect effect = !before.equals(digest)
                ? Effect.MEANING
                : there.get().body().get("definition").digest().equals(definition.digest())
                        ? Effect.NONE
                        : Effect.DESCRIPTION;
        return new DefinitionChange(kind, name, effect, before, digest);
    }

    private List<Document> definitions(String kind) {
        return all(MetadataQuery.of(kind)).stream()
                .map(document -> document.body().get("definition"))
                .toList();
    }

    /** {@return what matches, page by page of one state of the store} */
    private List<StoredDocument> all(MetadataQuery query) {
        return mlops.metadata().read(reader -> {
            List<StoredDocument> found = new ArrayList<>(reader.query(query));
            for (int size = found.size(); size == query.limit(); ) {
                List<StoredDocument> page = reader.query(query.after(found.get(found.size() - 1)));
                found.addAll(page);
                size = page.size();
            }
            return found;
        });
    }

    private Document definition(String kind, String name) {
        return mlops.metadata()
                .read(reader -> reader.find(kind, name))
                .orElseThrow(() -> new NotFoundException(
                        "there is no " + kind.replace('-', ' ') + " '" + name + "'; apply the service that defines it"))
                .body()
                .get("definition");
    }

    private static Document text(Digest digest) {
        return Document.of(digest.hex());
    }

    private static void put(
            MetadataWriter writer,
            String kind,
            String id,
            Document.Fields definition,
            Digest digest,
            Map<String, Document> attributes) {
        Document.Fields body = Document.object().with("definition", definition).with("digest", digest);
        if (writer.find(kind, id)
                .filter(there -> there.body().digest().equals(body.digest()))
                .isEmpty()) {
            writer.put(kind, id, body, attributes);
        }
    }
}
