// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lineage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Times;
import org.mlops4j.lineage.LineageNode;
import org.mlops4j.serving.Routing;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataQuery.Comparison;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.StoredDocument;

/** Where aliases and deployments point, now or at an instant. */
final class Pointers {

    /** Each state of a deployment's spec, with its time. */
    private static final String REVISION = "deployment-revision";

    private static final String DEPLOYMENT = "deployment";
    private static final String ALIAS = "alias";
    private static final String MOVE = "alias-move";

    private final MetadataReader reader;
    private final @Nullable Instant until;

    Pointers(MetadataReader reader, @Nullable Instant until) {
        this.reader = reader;
        this.until = until;
    }

    /** {@return what an alias or a deployment points at; nothing if it was not there} */
    List<LineageNode> targets(LineageNode pointer) {
        return pointer.kind() == LineageNode.Kind.ALIAS
                ? version(pointer.id()).stream().toList()
                : spec(pointer.id()).map(Pointers::targets).orElse(List.of());
    }

    /** {@return the aliases and deployments that point at a node} */
    List<LineageNode> sources(LineageNode target) {
        List<LineageNode> sources = new ArrayList<>();
        if (target.kind() == LineageNode.Kind.VERSION) {
            aliases(target, sources);
        }
        for (String deployment : deployments()) {
            if (spec(deployment).filter(spec -> targets(spec).contains(target)).isPresent()) {
                sources.add(LineageNode.deployment(deployment));
            }
        }
        return sources;
    }

    private void aliases(LineageNode version, List<LineageNode> sources) {
        int slash = version.id().lastIndexOf('/');
        MetadataQuery query =
                MetadataQuery.of(ALIAS).whereEqual("model", version.id().substring(0, slash));
        Pages.forEach(reader, query, stored -> {
            if (version(stored.id()).filter(version::equals).isPresent()) {
                sources.add(new LineageNode(LineageNode.Kind.ALIAS, stored.id()));
            }
        });
    }

    private Optional<LineageNode> version(String alias) {
        Optional<StoredDocument> move = until == null
                ? reader.find(ALIAS, alias)
                : first(MetadataQuery.of(MOVE)
                        .whereEqual("alias", alias)
                        .where("time", Comparison.AT_MOST, Document.of(Times.nanos(until)))
                        .descending("revision"));
        String model = alias.substring(0, Math.max(0, alias.lastIndexOf('@')));
        return move.map(stored -> Math.toIntExact(stored.body().get("number").whole()))
                .filter(number -> number > 0)
                .map(number -> LineageNode.version(model, number));
    }

    /** A process has a handful of deployments, and a store those of a few processes: they are all looked at. */
    private Set<String> deployments() {
        Set<String> names = new TreeSet<>();
        Pages.forEach(reader, MetadataQuery.of(DEPLOYMENT), stored -> names.add(stored.id()));
        return names;
    }

    /** Deployments that were opened before revisions were kept have always been as they are. */
    private Optional<Document> spec(String deployment) {
        Optional<StoredDocument> now = reader.find(DEPLOYMENT, deployment);
        MetadataQuery revisions = MetadataQuery.of(REVISION).whereEqual("deployment", deployment);
        if (until == null || first(revisions).isEmpty()) {
            return now.map(StoredDocument::body);
        }
        return first(revisions
                        .where("time", Comparison.AT_MOST, Document.of(Times.nanos(until)))
                        .descending("revision"))
                .map(stored -> stored.body().get("spec"));
    }

    private Optional<StoredDocument> first(MetadataQuery query) {
        return reader.query(query.limit(1)).stream().findFirst();
    }

    private static List<LineageNode> targets(Document spec) {
        List<LineageNode> targets = new ArrayList<>();
        Routing routing = Routing.from(spec);
        routing.answering().stream().distinct().map(Pointers::target).forEach(targets::add);
        routing.findShadow().map(Pointers::target).ifPresent(targets::add);
        spec.find("features")
                .map(digest -> LineageNode.features(new Digest(digest.text())))
                .ifPresent(targets::add);
        return targets;
    }

    /** What an alias would come back to depends on the alias. */
    private static LineageNode target(String reference) {
        int at = reference.indexOf('@');
        int before = at < 0 ? -1 : reference.indexOf('~', at);
        return new LineageNode(
                at < 0 ? LineageNode.Kind.VERSION : LineageNode.Kind.ALIAS,
                before < 0 ? reference : reference.substring(0, before));
    }
}
