// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lineage;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.core.environment.ClassPathEntries;
import org.mlops4j.core.tracking.Origins;
import org.mlops4j.core.tracking.StoredRuns;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.lineage.LineageNode;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Provenance;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.StoredDocument;

/** The neighbours of a node in one state of the store, each with what people call it. */
final class Links {

    static final String VERSION = "model-version";
    static final String RUN = "run";

    /** What a deleted version was made of can still be asked. */
    private static final String DELETED = "deleted-version";

    private final MetadataReader reader;
    private final @Nullable Instant until;
    private final Pointers pointers;

    /**
     * Reads through a transaction.
     *
     * @param until what began later is not there; {@code null} for now
     */
    Links(MetadataReader reader, @Nullable Instant until) {
        this.reader = reader;
        this.until = until;
        this.pointers = new Pointers(reader, until);
    }

    /** {@return what a node came out of} */
    Map<LineageNode, String> parents(LineageNode node) {
        Map<LineageNode, String> parents = new TreeMap<>();
        switch (node.kind()) {
            case RUN -> ofRun(node.id(), parents);
            case VERSION -> ofVersion(node.id(), parents);
            case CLASS_PATH -> ClassPathEntries.find(reader, node.id()).forEach(entry -> archive(entry, parents));
            case ALIAS, DEPLOYMENT -> pointers.targets(node).forEach(target -> parents.put(target, label(target)));
            case DATASET, ARCHIVE, COMMIT, FEATURES, PREDICTION -> {}
        }
        return parents;
    }

    /** {@return what came out of a node} */
    Map<LineageNode, String> children(LineageNode node) {
        Map<LineageNode, String> children = new TreeMap<>();
        Consumer<LineageNode> add = child -> children.put(child, label(child));
        switch (node.kind()) {
            case DATASET -> {
                String attribute = Origins.dataset(new Digest(node.id()));
                runs(present(RUN, attribute), add);
                versions(present(VERSION, attribute), add);
            }
            case ARCHIVE ->
                Pages.forEach(
                        reader,
                        present(ClassPathEntries.KIND, ClassPathEntries.archive(new Digest(node.id()))),
                        list -> add.accept(LineageNode.classPath(new Digest(list.id()))));
            case CLASS_PATH -> runsAndVersions(Origins.CLASS_PATH, node.id(), add);
            case COMMIT -> runsAndVersions(Origins.COMMIT, node.id(), add);
            case FEATURES -> {
                versions(MetadataQuery.of(VERSION).whereEqual("features", node.id()), add);
                pointers.sources(node).forEach(add);
            }
            case RUN -> {
                versions(MetadataQuery.of(VERSION).whereEqual("run", node.id()), add);
                runs(MetadataQuery.of(RUN).whereEqual("parent", node.id()), add);
            }
            case VERSION, ALIAS -> pointers.sources(node).forEach(add);
            case DEPLOYMENT, PREDICTION -> {}
        }
        return children;
    }

    /** {@return whether a node was there; what has no document of its own is there if something came out of it} */
    boolean isThere(LineageNode node) {
        return switch (node.kind()) {
            case RUN -> reader.find(RUN, node.id()).filter(this::isThere).isPresent();
            case VERSION ->
                version(node.id()).filter(body -> !isLater(body, "created")).isPresent();
            case CLASS_PATH -> reader.find(ClassPathEntries.KIND, node.id()).isPresent();
            case ALIAS, DEPLOYMENT -> !pointers.targets(node).isEmpty();
            case DATASET, ARCHIVE, COMMIT, FEATURES -> !children(node).isEmpty();
            case PREDICTION -> false;
        };
    }

    /** {@return what people call a node of which only its id is known} */
    String name(LineageNode node) {
        return children(node).keySet().stream()
                .map(child -> parents(child).get(node))
                .filter(name -> name != null)
                .findFirst()
                .orElseGet(() -> label(node));
    }

    private void ofRun(String run, Map<LineageNode, String> parents) {
        StoredRuns.find(reader, run).ifPresent(record -> {
            record.datasets().forEach(dataset -> dataset(dataset, parents));
            environment(
                    new Provenance(
                            record.datasets(),
                            Document.object(record.environment().fields())),
                    parents);
            record.findParent().map(LineageNode::run).ifPresent(parent -> parents.put(parent, label(parent)));
        });
    }

    private void ofVersion(String id, Map<LineageNode, String> parents) {
        version(id).map(ModelVersion::from).ifPresent(version -> {
            version.findRun().map(LineageNode::run).ifPresent(run -> parents.put(run, label(run)));
            version.manifest()
                    .findFeatures()
                    .map(LineageNode::features)
                    .ifPresent(features -> parents.put(features, label(features)));
            version.manifest().findProvenance().ifPresent(provenance -> {
                provenance.datasets().forEach(dataset -> dataset(dataset, parents));
                environment(provenance, parents);
            });
        });
    }

    private static void dataset(DatasetRef dataset, Map<LineageNode, String> parents) {
        parents.put(
                LineageNode.dataset(dataset.digest()),
                dataset.name() + " " + dataset.digest().brief());
    }

    private static void environment(Provenance provenance, Map<LineageNode, String> parents) {
        provenance.findClassPath().map(LineageNode::classPath).ifPresent(path -> parents.put(path, label(path)));
        provenance.findCommit().map(LineageNode::commit).ifPresent(commit -> parents.put(commit, label(commit)));
    }

    private static void archive(Document entry, Map<LineageNode, String> parents) {
        parents.put(
                LineageNode.archive(new Digest(entry.get("digest").text())),
                entry.get("name").text());
    }

    private static MetadataQuery present(String kind, String attribute) {
        return MetadataQuery.of(kind).where(attribute, MetadataQuery.Comparison.EQUAL, Origins.PRESENT);
    }

    private void runsAndVersions(String attribute, String value, Consumer<LineageNode> add) {
        runs(MetadataQuery.of(RUN).whereEqual(attribute, value), add);
        versions(MetadataQuery.of(VERSION).whereEqual(attribute, value), add);
    }

    private void runs(MetadataQuery query, Consumer<LineageNode> add) {
        Pages.forEach(reader, query, stored -> {
            if (isThere(stored)) {
                add.accept(LineageNode.run(stored.id()));
            }
        });
    }

    private void versions(MetadataQuery query, Consumer<LineageNode> add) {
        Pages.forEach(reader, query, stored -> {
            if (isThere(stored)) {
                add.accept(new LineageNode(LineageNode.Kind.VERSION, stored.id()));
            }
        });
    }

    private boolean isThere(StoredDocument stored) {
        String began = stored.kind().equals(RUN) ? "started" : "created";
        return !isLater(stored.body(), began);
    }

    private boolean isLater(Document body, String began) {
        return until != null && body.get(began).instant().isAfter(until);
    }

    private Optional<Document> version(String id) {
        return reader.find(VERSION, id)
                .map(StoredDocument::body)
                .or(() -> reader.find(DELETED, id).map(stored -> stored.body().get("version")));
    }

    private static String label(LineageNode node) {
        return switch (node.kind()) {
            case DATASET, ARCHIVE, CLASS_PATH, FEATURES, COMMIT ->
                node.id().length() > 12 ? node.id().substring(0, 12) : node.id();
            case RUN, VERSION, ALIAS, DEPLOYMENT, PREDICTION -> node.id();
        };
    }
}
