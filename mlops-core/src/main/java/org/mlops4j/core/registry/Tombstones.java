// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Document;
import org.mlops4j.registry.DeletedVersion;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/** What is left of deleted versions: all but their bytes, which a sweep may free. */
public final class Tombstones {

    /** The kind of the documents; the digests in them keep no blob. */
    public static final String KIND = "deleted-version";

    private Tombstones() {}

    /** {@return the version of that number, if it was deleted} */
    public static Optional<DeletedVersion> find(MetadataReader reader, String model, int number) {
        return reader.find(KIND, model + "/" + number).map(stored -> DeletedVersion.from(stored.body()));
    }

    static List<DeletedVersion> of(MetadataReader reader, String model) {
        MetadataQuery query = MetadataQuery.of(KIND).whereEqual("model", model).ascending("number");
        return Pages.all(reader, query).stream()
                .map(stored -> DeletedVersion.from(stored.body()))
                .toList();
    }

    static void put(MetadataWriter writer, DeletedVersion deleted) {
        writer.put(
                KIND,
                deleted.version().id(),
                deleted.toDocument(),
                Map.of(
                        "model", Document.of(deleted.version().model()),
                        "number", Document.of(deleted.version().number())));
    }
}
