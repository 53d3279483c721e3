// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.Map;
import java.util.TreeMap;
import org.mlops4j.core.search.Indexed;
import org.mlops4j.core.tracking.Origins;
import org.mlops4j.data.Document;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.search.Field;
import org.mlops4j.spi.MetadataReader;

/** What searches see of a version: the attributes of its document, and where each field is in them. */
final class VersionAttributes {

    private static final String FIELDS =
            "model, number, author, created, format, run, alias, stage, digest, features, origin, and tags.,"
                    + " datasets.digest";
    private static final String ALIAS = "alias=";

    /** In no index: approvals run out by themselves, and policies of other documents decide. */
    static final String STAGE = "stage";

    private VersionAttributes() {}

    /** {@return the attributes of a version with its tags and aliases as a transaction sees them} */
    static Map<String, Document> of(MetadataReader reader, ModelVersion version) {
        Map<String, Document> attributes = new TreeMap<>();
        attributes.put("model", Document.of(version.model()));
        attributes.put("number", Document.of(version.number()));
        attributes.put("digest", Document.of(version.digest().hex()));
        attributes.put("author", Document.of(version.author().name()));
        attributes.put("created", Document.of(Times.nanos(version.created())));
        attributes.put("format", Document.of(Indexed.cut(version.manifest().format())));
        version.findRun().ifPresent(run -> attributes.put("run", Document.of(run)));
        version.findOrigin().ifPresent(origin -> attributes.put("origin", Document.of(origin)));
        version.manifest().findFeatures().ifPresent(digest -> attributes.put("features", Document.of(digest.hex())));
        version.manifest().findProvenance().map(Origins::of).ifPresent(attributes::putAll);
        StoredTags.of(reader, version.id())
                .forEach((key, value) -> attributes.put("tags." + key, Document.of(Indexed.cut(value))));
        Moves.aliases(reader, version).forEach(alias -> attributes.put(ALIAS + alias, Origins.PRESENT));
        return attributes;
    }

    /** {@return where a field is} */
    static Indexed find(Field field) {
        return switch (field.source()) {
            case TAG -> new Indexed(Indexed.Sort.TEXT, "tags." + field.key());
            case DATASET -> dataset(field.key());
            case ATTRIBUTE -> attribute(field.key());
            case METRIC, PARAM ->
                throw new InvalidException(
                        "a version has no metrics and parameters, but its run has; it has " + FIELDS);
        };
    }

    private static Indexed dataset(String key) {
        if (key.equals("digest")) {
            return new Indexed(Indexed.Sort.MEMBER, Origins.DATASET);
        }
        throw new InvalidException("the datasets of a version have a digest, not '" + key + "'");
    }

    private static Indexed attribute(String key) {
        return switch (key) {
            case "model", "name" -> new Indexed(Indexed.Sort.TEXT, "model");
            case "number", "version", "version_number" -> new Indexed(Indexed.Sort.NUMBER, "number");
            case "author", "user", "user_id" -> new Indexed(Indexed.Sort.TEXT, "author");
            case "created", "creation_timestamp" -> new Indexed(Indexed.Sort.TIME, "created");
            case "run", "run_id" -> new Indexed(Indexed.Sort.TEXT, "run");
            case "stage" -> new Indexed(Indexed.Sort.TOLD, STAGE);
            case "alias" -> new Indexed(Indexed.Sort.MEMBER, ALIAS);
            case "format", "digest", "features", "origin" -> new Indexed(Indexed.Sort.TEXT, key);
            default -> throw new InvalidException("a version has no '" + key + "'; it has " + FIELDS);
        };
    }
}
