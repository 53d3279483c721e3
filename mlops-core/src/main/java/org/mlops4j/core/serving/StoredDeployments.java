// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.Map;
import java.util.Optional;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.data.Times;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.Routing;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/** What is stored of deployments: how each is routed now, and every state that it was in. */
record StoredDeployments(Mlops mlops) {

    private static final String KIND = "deployment";
    private static final String REVISION = "deployment-revision";

    /** {@return how the deployment of that name is routed, if there is one} */
    Optional<Routing> find(String name) {
        return mlops.metadata().read(reader -> reader.find(KIND, name)).map(stored -> Routing.from(stored.body()));
    }

    /**
     * {@return how a deployment is to be routed: as its spec says, or else as is stored}
     *
     * @throws NotFoundException if neither says it
     */
    Routing routing(DeploymentSpec spec) {
        return spec.findRouting()
                .or(() -> find(spec.name()))
                .orElseThrow(() -> new NotFoundException("deployment '" + spec.name()
                        + "' has no champion, and none is stored; call champion(\"model@alias\")"));
    }

    /** Stores a spec with its routing. */
    void put(DeploymentSpec spec, Routing routing) {
        Document.Fields document = routing.addTo(Document.object()
                .with("name", spec.name())
                .withOptional(
                        "features",
                        spec.findFeatures().map(f -> f.definition().hex()).orElse(null))
                .with("logged_share", spec.logging().sample())
                .with("when_log_is_full", spec.logging().whenFull().name()));
        mlops.audit().transact("deployment.open", spec.name(), "", writer -> {
            put(writer, spec.name(), document);
            return document;
        });
    }

    /**
     * Replaces the routing.
     *
     * @throws ConflictException if it is no longer what it was
     */
    void change(String name, Routing before, Routing next, String reason) {
        mlops.audit().transact("deployment.change", name, reason, writer -> {
            Document stored = writer.find(KIND, name)
                    .filter(now -> Routing.from(now.body()).equals(before))
                    .orElseThrow(() -> new ConflictException(
                            "somebody else changed deployment '" + name + "' meanwhile; try again"))
                    .body();
            Document.Fields others = Document.object();
            for (String kept : new String[] {"name", "features", "logged_share", "when_log_is_full"}) {
                Optional<Document> value = stored.find(kept);
                others = value.isPresent() ? others.with(kept, value.get()) : others;
            }
            Document.Fields document = next.addTo(others);
            put(writer, name, document);
            return document;
        });
    }

    private void put(MetadataWriter writer, String name, Document document) {
        Optional<StoredDocument> before = writer.find(KIND, name);
        if (before.filter(stored -> stored.body().equals(document)).isEmpty()) {
            putRevision(writer, writer.put(KIND, name, document, Map.of()));
        }
    }

    /** Keeps each state of a spec with its time, so that it can be told what was served when. */
    private void putRevision(MetadataWriter writer, StoredDocument spec) {
        long time = Times.nanos(mlops.clock().instant());
        Document body = Document.object()
                .with("deployment", spec.id())
                .with("revision", spec.version())
                .with("time", Times.instant(time))
                .with("spec", spec.body());
        writer.put(
                REVISION,
                spec.id() + "/" + spec.version(),
                body,
                Map.of(
                        "deployment", Document.of(spec.id()),
                        "revision", Document.of(spec.version()),
                        "time", Document.of(time)));
    }
}
