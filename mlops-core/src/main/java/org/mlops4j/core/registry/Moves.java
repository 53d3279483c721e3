// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Document;
import org.mlops4j.data.Times;
import org.mlops4j.error.CorruptException;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/** The moves of an alias: each a document of its own, and the latest once more under the alias itself. */
final class Moves {

    private static final String ALIAS = "alias";
    private static final String MOVE = "alias-move";

    private Moves() {}

    static Optional<StackedMove> latest(MetadataReader reader, String target) {
        return reader.find(ALIAS, target).map(stored -> StackedMove.from(stored.body()));
    }

    /** {@return the names of the aliases of a model that point at a version, in order} */
    static List<String> aliases(MetadataReader reader, String model) {
        return names(
                reader,
                MetadataQuery.of(ALIAS)
                        .whereEqual("model", model)
                        .where("number", MetadataQuery.Comparison.GREATER, Document.of(StackedMove.NOWHERE)),
                model);
    }

    /** {@return the names of the aliases that point at a version, in order} */
    static List<String> aliases(MetadataReader reader, ModelVersion version) {
        return names(
                reader,
                MetadataQuery.of(ALIAS)
                        .whereEqual("model", version.model())
                        .where("number", MetadataQuery.Comparison.EQUAL, Document.of(version.number())),
                version.model());
    }

    /** {@return the aliases that point at a version, each such as {@code late-flights@champion}} */
    static List<String> targetsAt(MetadataReader reader, ModelVersion version) {
        return aliases(reader, version).stream()
                .map(alias -> version.model() + "@" + alias)
                .toList();
    }

    private static List<String> names(MetadataReader reader, MetadataQuery aliases, String model) {
        return Pages.all(reader, aliases).stream()
                .map(stored -> stored.id().substring(model.length() + 1))
                .toList();
    }

    static Optional<StackedMove> find(MetadataReader reader, String target, long revision) {
        return reader.find(MOVE, id(target, revision)).map(stored -> StackedMove.from(stored.body()));
    }

    static StackedMove load(MetadataReader reader, String target, long revision) {
        return find(reader, target, revision)
                .orElseThrow(() ->
                        new CorruptException("move " + revision + " of alias '" + target + "' is gone from the store"));
    }

    /** {@return the last move by sequence among those whose time is not after an instant} */
    static Optional<StackedMove> latestUntil(MetadataReader reader, String target, Instant instant) {
        MetadataQuery query = of(target)
                .where("time", MetadataQuery.Comparison.AT_MOST, Document.of(Times.nanos(instant)))
                .descending("revision")
                .limit(1);
        return reader.query(query).stream().findFirst().map(stored -> StackedMove.from(stored.body()));
    }

    static List<Alias.Move> all(MetadataReader reader, String target) {
        List<StoredDocument> stored = Pages.all(reader, of(target).ascending("revision"));
        return stored.stream().map(s -> StackedMove.from(s.body()).move()).toList();
    }

    static void put(MetadataWriter writer, String target, StackedMove stacked) {
        Alias.Move move = stacked.move();
        writer.put(
                MOVE,
                id(target, move.revision()),
                stacked.toDocument(),
                Map.of(
                        "alias", Document.of(target),
                        "revision", Document.of(move.revision()),
                        "time", Document.of(Times.nanos(move.time()))));
        String model = target.substring(0, target.lastIndexOf('@'));
        writer.put(
                ALIAS,
                target,
                stacked.toDocument(),
                Map.of("model", Document.of(model), "number", Document.of(move.number())));
    }

    private static MetadataQuery of(String target) {
        return MetadataQuery.of(MOVE).whereEqual("alias", target);
    }

    /** {@return the id of a move} */
    static String id(String target, long revision) {
        return target + "/" + revision;
    }
}
