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
import org.mlops4j.spi.StoredDocument;

/**
 * Approvals as documents, one for each version and actor. Each is bound to the bytes of the version with its data, to
 * its validation and to the policies of the model: it does not count any more when one of them is another.
 */
final class Approvals {

    private static final String KIND = "approval";

    private Approvals() {}

    /** {@return the approval of an actor, if it counts} */
    static Optional<Approval> find(MetadataReader reader, ModelVersion version, Actor actor) {
        return reader.find(KIND, id(version, actor))
                .filter(stored -> counts(stored, basis(reader, version)))
                .map(stored -> Approval.from(stored.body()));
    }

    /** {@return the approvals that count, oldest first} */
    static List<Approval> of(MetadataReader reader, ModelVersion version) {
        Digest basis = basis(reader, version);
        return all(reader, version).stream()
                .filter(stored -> counts(stored, basis))
                .map(stored -> Approval.from(stored.body()))
                .toList();
    }

    static void put(MetadataWriter writer, ModelVersion version, Approval approval) {
        long order = all(writer, version).stream()
                        .mapToLong(stored -> stored.body().get("order").whole())
                        .max()
                        .orElse(0)
                + 1;
        writer.put(
                KIND,
                id(version, approval.actor()),
                approval.toDocument()
                        .with("version", version.id())
                        .with("basis", basis(writer, version))
                        .with("order", order),
                Map.of("version", Document.of(version.id()), "order", Document.of(order)));
    }

    /** {@return whether there was an approval of the actor to take back} */
    static boolean delete(MetadataWriter writer, ModelVersion version, Actor actor) {
        return writer.delete(KIND, id(version, actor));
    }

    private static List<StoredDocument> all(MetadataReader reader, ModelVersion version) {
        MetadataQuery query =
                MetadataQuery.of(KIND).whereEqual("version", version.id()).ascending("order");
        return Pages.all(reader, query);
    }

    /** Approvals stored by 0.1.0-preview are bound to nothing and do not count. */
    private static boolean counts(StoredDocument stored, Digest basis) {
        return stored.body()
                .find("basis")
                .filter(bound -> bound.text().equals(basis.hex()))
                .isPresent();
    }

    private static Digest basis(MetadataReader reader, ModelVersion version) {
        Document.Fields basis = Document.object()
                .with("version", version.digest())
                .with("policies", Protection.all(reader, version.model()));
        return Validations.find(reader, version)
                .map(validation -> basis.with("validation", validation.toDocument()))
                .orElse(basis)
                .digest();
    }

    private static String id(ModelVersion version, Actor actor) {
        return version.id() + "/" + actor.name();
    }
}
