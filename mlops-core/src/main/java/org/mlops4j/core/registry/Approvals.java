// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.Approval;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/** Approvals as documents, one for each version and actor. They count for the digest that they name only. */
final class Approvals {

    private static final String KIND = "approval";

    private Approvals() {}

    static Optional<Approval> find(MetadataReader reader, ModelVersion version, Actor actor) {
        return reader.find(KIND, id(version, actor)).map(stored -> from(stored.body()));
    }

    /** {@return the approvals of exactly these bytes, oldest first} */
    static List<Approval> of(MetadataReader reader, ModelVersion version) {
        MetadataQuery query =
                MetadataQuery.of(KIND).whereEqual("version", version.id()).ascending("order");
        return Pages.all(reader, query).stream()
                .map(stored -> from(stored.body()))
                .filter(approval -> approval.digest().equals(version.digest()))
                .toList();
    }

    static void put(MetadataWriter writer, ModelVersion version, Approval approval) {
        int order = of(writer, version).size() + 1;
        Document body = Document.object()
                .with("version", version.id())
                .with("actor", approval.actor().name())
                .with("digest", approval.digest())
                .with("time", approval.time())
                .with("reason", approval.reason());
        writer.put(
                KIND,
                id(version, approval.actor()),
                body,
                Map.of("version", Document.of(version.id()), "order", Document.of(order)));
    }

    private static Approval from(Document document) {
        return new Approval(
                Actor.of(document.get("actor").text()),
                new Digest(document.get("digest").text()),
                document.get("time").instant(),
                document.get("reason").text());
    }

    private static String id(ModelVersion version, Actor actor) {
        return version.id() + "/" + actor.name();
    }
}
